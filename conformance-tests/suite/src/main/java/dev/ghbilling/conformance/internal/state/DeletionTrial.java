package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A trial in which one of two resources is deleted twice.
 *
 * @param id the id of the deleted one
 * @param before the list before that
 * @param response the response to the deletion
 * @param single the response to a get of the deleted one
 * @param after the list after that
 * @param selected the lists after that of each filter that let the deleted one pass
 * @param again the response to the second deletion
 */
record DeletionTrial(
    TestedCollection collection,
    String id,
    List<JsonNode> before,
    OperationResponse response,
    Optional<OperationResponse> single,
    List<JsonNode> after,
    List<OperationResponse> selected,
    OperationResponse again) {
  /** Returns the trial of this run, made on the first call. */
  static DeletionTrial of(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    return context.memoize(
        "delete " + collection.path(), DeletionTrial.class, () -> attempt(context, collection));
  }

  private static DeletionTrial attempt(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    List<CreatedResource> two = context.created(collection.require(Action.CREATE), 2);
    String id = two.get(1).id();
    List<JsonNode> before = collection.list(context);
    OperationResponse response = context.send(collection.request(context, Action.DELETE, id));
    Expectation.successful(response).orThrow();
    Optional<OperationResponse> single =
        collection.can(Action.GET)
            ? Optional.of(context.send(collection.request(context, Action.GET, id)))
            : Optional.empty();
    List<JsonNode> after = collection.list(context);
    List<OperationResponse> selected = new ArrayList<>();
    JsonNode deleted = TestedCollection.item(two.get(1).response());
    for (OperationRequest list : ChangeTrial.filteredLists(context, collection, deleted)) {
      selected.add(context.send(list));
    }
    OperationResponse again = context.send(collection.request(context, Action.DELETE, id));
    return new DeletionTrial(collection, id, before, response, single, after, selected, again);
  }

  /** Expects the response to be about the deleted resource, where it says which one that is. */
  Verdict responds() {
    JsonNode actual = TestedCollection.item(response).at(collection.id());
    return actual.isMissingNode() || actual.asText().equals(id)
        ? Verdict.passed()
        : Verdict.failed(response.request(), "the id " + id, actual.toString());
  }

  /** Expects a get to be rejected. */
  Verdict isGone() {
    return rejected(single.orElseThrow(), where(Action.GET));
  }

  /** Expects a second deletion to be rejected. */
  Verdict canNotBeRepeated() {
    return rejected(again, where(Action.DELETE));
  }

  /** Expects what belonged to the deleted one to be gone with it. */
  Verdict takesAlong(CheckContext context, Operation below) throws InterruptedException {
    String parameter = collection.parameter(Action.GET);
    OperationResponse response = context.send(context.request(below, Map.of(parameter, id)));
    return rejected(response, this.response.request() + ", then " + response.request());
  }

  /** Requires 404 where the contract lists it. */
  private static Verdict rejected(OperationResponse response, String where) {
    Operation operation = response.request().operation();
    Set<Integer> expected =
        operation.responses().containsKey(404) ? Set.of(404) : Set.of(400, 403, 404, 410, 422);
    return expected.contains(response.status())
        ? Verdict.passed()
        : Verdict.failed(where, "HTTP " + expected, "HTTP " + response.status());
  }

  /**
   * Expects a get to show the values that deleted resources have, and all others as before. A
   * server may let the members go.
   */
  Verdict isArchived() {
    OperationResponse shown = single.orElseThrow();
    Expectation.successful(shown).orThrow();
    ExpectedProperties expected = archived();
    for (JsonNode resource : collection.withId(before, id)) {
      expected =
          ExpectedProperties.stored(resource, collection)
              .without(collection.memberLists())
              .with(archived().values());
    }
    return expected.in(
        TestedCollection.item(shown), collection.require(Action.GET), where(Action.GET));
  }

  /** Expects the list not to have the resource or, if it stays, to have it as a deleted one. */
  Verdict isDeletedInList() {
    Operation list = collection.require(Action.LIST);
    if (!archived().values().isEmpty() && collection.withId(after, id).isEmpty()) {
      return Verdict.failed(where(Action.LIST), id + " as " + archived().values(), "none");
    }
    for (JsonNode found : collection.withId(after, id)) {
      if (archived().values().isEmpty()) {
        return Verdict.failed(where(Action.LIST), "no " + id, found.toString());
      }
      archived().in(found, list, where(Action.LIST)).orThrow();
    }
    for (OperationResponse some : selected) {
      Expectation.successful(some).orThrow();
      for (JsonNode found : collection.withId(TestedCollection.items(some), id)) {
        if (archived().values().isEmpty() || !ChangeTrial.passes(some.request(), found)) {
          return Verdict.failed(
              response.request() + ", then " + some.request(), "no " + id, found.toString());
        }
        archived().in(found, list, some.request()).orThrow();
      }
    }
    return Verdict.passed();
  }

  /** Expects the list to have all others as they were. */
  Verdict othersStay(CheckContext context) {
    for (JsonNode resource : before) {
      String one = resource.at(collection.id()).asText();
      if (one.equals(id)) {
        continue;
      }
      List<JsonNode> now = collection.withId(after, one);
      if (now.isEmpty()) {
        return Verdict.failed(where(Action.LIST), one + ", which was not deleted", "none");
      }
      if (collection.isOfRun(context, one)) {
        ExpectedProperties.stored(resource, collection)
            .without(collection.changedByOthers(context))
            .in(now.get(0), collection.require(Action.LIST), where(Action.LIST))
            .orThrow();
      }
    }
    return Verdict.passed();
  }

  private ExpectedProperties archived() {
    ObjectNode values = ContractJson.MAPPER.createObjectNode();
    values.setAll(response.request().operation().resource().orElseThrow().becomes());
    return new ExpectedProperties(collection, values);
  }

  private String where(Action then) {
    return response.request() + ", then " + collection.require(then);
  }
}
