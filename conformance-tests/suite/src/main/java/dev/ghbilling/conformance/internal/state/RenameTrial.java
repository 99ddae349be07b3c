package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Reference;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.Selects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trial in which a resource gets another name, while other operations show the name beside the id
 * that they were asked for.
 *
 * @param change the response to the change
 * @param shown the responses of the others after it
 */
record RenameTrial(
    TestedCollection collection, OperationResponse change, Map<Copy, OperationResponse> shown) {
  /**
   * A copy of a resource's name.
   *
   * @param parameter the parameter that the id is asked for by
   * @param name where the response has the name
   */
  record Copy(Operation operation, Parameter parameter, JsonPointer name) {
    OperationRequest request(CheckContext context, String id) throws InterruptedException {
      return context.request(operation).withQuery(parameter.name(), id);
    }
  }

  /** Returns the copies of names in a collection that the contract describes. */
  static List<Copy> of(TestedCollection collection) {
    return collection.contract().operations().stream()
        .flatMap(operation -> Reference.of(collection.contract(), operation).stream())
        .filter(reference -> reference.name().isPresent() && refersTo(reference, collection))
        .flatMap(reference -> copy(reference).stream())
        .toList();
  }

  private static boolean refersTo(Reference reference, TestedCollection collection) {
    return reference
        .get(collection.contract())
        .flatMap(get -> TestedCollection.of(collection.contract(), get))
        .filter(collection::equals)
        .isPresent();
  }

  private static Optional<Copy> copy(Reference reference) {
    return reference.operation().parameters(Parameter.Location.QUERY).stream()
        .filter(
            parameter ->
                Selects.of(parameter)
                    .filter(Selects::isOfDocument)
                    .filter(selects -> selects.by().toString().equals(reference.place()))
                    .isPresent())
        .map(
            parameter ->
                new Copy(
                    reference.operation(),
                    parameter,
                    JsonPointer.compile(reference.parents() + reference.name().orElseThrow())))
        .findFirst();
  }

  /** Returns the trial of this run, made on the first call. */
  static RenameTrial of(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    return context.memoize(
        "copied names of " + collection.path(),
        RenameTrial.class,
        () -> attempt(context, collection));
  }

  private static RenameTrial attempt(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    List<CreatedResource> two = context.created(collection.require(Action.CREATE), 2);
    String id = two.get(1).id();
    List<Copy> copies = of(collection);
    for (Copy copy : copies) {
      // A server may keep what it has shown.
      context.send(copy.request(context, id));
    }
    OperationRequest update = collection.request(context, Action.UPDATE, id);
    OperationResponse change =
        context.sendDistinct(collection.mayInvent(context) ? context.distinct(update) : update);
    Map<Copy, OperationResponse> shown = new LinkedHashMap<>();
    for (Copy copy : copies) {
      shown.put(copy, context.send(copy.request(context, id)));
    }
    return new RenameTrial(collection, change, shown);
  }

  /** Expects a copy to be the new name. */
  Verdict isRenewed(Copy copy) {
    OperationResponse response = shown.get(copy);
    ResourceOperation resource = collection.require(Action.UPDATE).resource().orElseThrow();
    JsonNode name = TestedCollection.item(change).at(resource.name());
    if (response == null || !response.isSuccessful()) {
      return Verdict.notApplicable("the server has nothing for what it has just created");
    }
    JsonNode actual = response.json().at(copy.name());
    if (name.isMissingNode() || actual.isMissingNode()) {
      return Verdict.notApplicable("a response doesn't show the name");
    }
    return actual.equals(name)
        ? Verdict.passed()
        : Verdict.failed(
            "%s, then %s".formatted(change.request(), response.request()),
            "%s at %s".formatted(name, copy.name()),
            actual.toString());
  }
}
