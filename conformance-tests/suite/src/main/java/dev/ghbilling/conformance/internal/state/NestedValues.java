package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.aspect.PageWalk;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.Selects;
import java.util.List;
import java.util.Optional;

/**
 * Two lists of resources, one of which has a value that contains the other value of the filter: by
 * the contained value, such as the scope {@code user}, and by its own one, such as {@code
 * multi_user_customer}.
 *
 * @param id the resource with that value
 */
record NestedValues(
    TestedCollection collection,
    Parameter filter,
    String id,
    OperationResponse byPart,
    OperationResponse byWhole) {
  /** Returns the filters of a list for which one listed value is a part of another one. */
  static List<Parameter> filters(TestedCollection collection) {
    return collection.require(Action.LIST).parameters(Parameter.Location.QUERY).stream()
        .filter(
            parameter ->
                Selects.of(parameter)
                    .filter(selects -> selects.isShown() && !selects.isOfDocument())
                    .isPresent())
        .filter(
            parameter ->
                values(collection, parameter).stream()
                    .anyMatch(value -> part(collection, parameter, value).isPresent()))
        .toList();
  }

  private static List<String> values(TestedCollection collection, Parameter filter) {
    return collection.contract().enumerated(filter.schema()).stream()
        .map(JsonNode::asText)
        .toList();
  }

  /** Returns another listed value that a value contains. */
  private static Optional<String> part(
      TestedCollection collection, Parameter filter, String value) {
    return values(collection, filter).stream()
        .filter(other -> !other.equals(value) && value.contains(other))
        .findFirst();
  }

  /** Lists the resources by both values, if what a resource has at a place contains another one. */
  static Optional<NestedValues> of(
      CheckContext context, TestedCollection collection, JsonPointer place, JsonNode resource)
      throws InterruptedException {
    Operation list = collection.require(Action.LIST);
    OperationRequest all = PageWalk.largest(context.request(list));
    String value = resource.at(place).asText();
    for (Parameter filter : filters(collection)) {
      Optional<String> part = part(collection, filter, value);
      if (part.isPresent() && Selects.of(filter).orElseThrow().by().equals(place)) {
        OperationResponse byPart = context.send(all.withQuery(filter.name(), part.get()));
        OperationResponse byWhole = context.send(all.withQuery(filter.name(), value));
        String id = resource.at(collection.id()).asText();
        return Optional.of(new NestedValues(collection, filter, id, byPart, byWhole));
      }
    }
    return Optional.empty();
  }

  /** Expects the resource in the list by its own value only. */
  Verdict isListedByItsOwn() {
    for (OperationResponse response : List.of(byPart, byWhole)) {
      Expectation.successful(response).orThrow();
      for (JsonNode item : TestedCollection.items(response)) {
        if (!ChangeTrial.passes(response.request(), item)) {
          return Verdict.failed(
              response.request(), "no " + item.at(collection.id()), item.toString());
        }
      }
    }
    return PageWalk.isFollowed(byWhole)
            || !collection.withId(TestedCollection.items(byWhole), id).isEmpty()
        ? Verdict.passed()
        : Verdict.failed(byWhole.request(), id, "none");
  }
}
