package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A trial in which a resource gets the unique value that it has already, alone and with another
 * property, and then is to get that of another one.
 *
 * @param before both resources before that, the one that is changed as the second
 * @param own the responses to the changes to its own value
 * @param between both resources after these
 * @param taken the response to the change to the other one's value
 * @param after both resources after that
 */
record UniqueUpdateTrial(
    TestedCollection collection,
    List<JsonNode> before,
    List<OperationResponse> own,
    List<JsonNode> between,
    OperationResponse taken,
    List<JsonNode> after) {
  private static final int CONFLICT = 409;

  /** Returns where resources have a value that is unique; empty if they have none. */
  static Optional<JsonPointer> unique(TestedCollection collection) {
    return collection
        .operation(Action.CREATE)
        .flatMap(Operation::resource)
        .flatMap(ResourceOperation::unique);
  }

  /** Returns the trial of this run, made on the first call. */
  static UniqueUpdateTrial of(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    return context.memoize(
        "unique update " + collection.path(),
        UniqueUpdateTrial.class,
        () -> attempt(context, collection));
  }

  private static UniqueUpdateTrial attempt(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    JsonPointer unique = unique(collection).orElseThrow();
    List<CreatedResource> two = context.created(collection.require(Action.CREATE), 2);
    List<JsonNode> before = listed(context, collection, two);
    OperationRequest update = collection.request(context, Action.UPDATE, two.get(1).id());
    ObjectNode same = PartialUpdates.patch(unique, before.get(1).at(unique));
    List<OperationResponse> own = new ArrayList<>(List.of(context.send(changing(update, same))));
    if (collection.mayInvent(context)) {
      for (JsonPointer place : another(collection, unique).stream().toList()) {
        JsonNode value =
            new DistinctiveValues(collection).others(place, before.get(1).at(place), 0).get(0);
        ObjectNode both = PartialUpdates.patch(place, value).setAll(same);
        own.add(context.send(changing(update, both)));
      }
    }
    List<JsonNode> between = listed(context, collection, two);
    ObjectNode other = PartialUpdates.patch(unique, before.get(0).at(unique));
    OperationResponse taken = context.send(changing(update, other));
    List<JsonNode> after = listed(context, collection, two);
    return new UniqueUpdateTrial(collection, before, own, between, taken, after);
  }

  /** Returns another property that a change can have beside the unique one. */
  private static Optional<JsonPointer> another(TestedCollection collection, JsonPointer unique) {
    return PartialUpdates.places(collection).stream()
        .filter(place -> !place.toString().equals(unique.toString()))
        .findFirst();
  }

  private static OperationRequest changing(OperationRequest update, ObjectNode body) {
    return update.withBody(Optional.of(body.toString()));
  }

  /** Returns the resources as the list shows them. */
  private static List<JsonNode> listed(
      CheckContext context, TestedCollection collection, List<CreatedResource> resources)
      throws InterruptedException {
    List<JsonNode> list = collection.list(context);
    List<JsonNode> found =
        resources.stream()
            .flatMap(one -> collection.withId(list, one.id()).stream().limit(1))
            .toList();
    if (found.size() < resources.size()) {
      throw new CheckEndedException(
          Verdict.notApplicable("the list doesn't have what was created"));
    }
    return found;
  }

  /** Expects 409 for the value of another resource, and both to have their own ones. */
  Verdict isRefused() {
    if (taken.status() != CONFLICT) {
      return Verdict.failed(
          "%s with the value of another one".formatted(taken.request()),
          "HTTP " + CONFLICT,
          "HTTP " + taken.status());
    }
    return stays(taken.request(), after);
  }

  /** Expects a resource to keep its own value, and nothing to change but what was asked. */
  Verdict takesItsOwn() {
    for (OperationResponse response : own) {
      Expectation.successful(response).orThrow();
      ExpectedProperties.by(response.request(), collection)
          .in(
              TestedCollection.item(response),
              response.request().operation(),
              "%s with its own value".formatted(response.request()))
          .orThrow();
    }
    return stays(own.get(0).request(), between);
  }

  private Verdict stays(OperationRequest update, List<JsonNode> now) {
    Operation list = collection.require(Action.LIST);
    for (int i = 0; i < before.size(); i++) {
      ExpectedProperties expected = ExpectedProperties.stored(before.get(i), collection);
      for (OperationResponse response : i == 1 ? own : List.<OperationResponse>of()) {
        if (response.isSuccessful()) {
          expected = expected.with(ExpectedProperties.body(response.request()));
        }
      }
      expected.in(now.get(i), list, update + ", then " + list).orThrow();
    }
    return Verdict.passed();
  }
}
