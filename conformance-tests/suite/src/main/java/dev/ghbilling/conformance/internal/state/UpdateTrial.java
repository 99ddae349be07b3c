package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A trial in which one of two resources is changed.
 *
 * @param changed the one that is changed, as it was created
 * @param before the list before the change
 * @param response the response to the change
 * @param single the response to a get of the changed one after that
 * @param after the list after that
 */
record UpdateTrial(
    TestedCollection collection,
    CreatedResource changed,
    List<JsonNode> before,
    OperationResponse response,
    Optional<OperationResponse> single,
    List<JsonNode> after) {
  /** Returns the trial of this run, made on the first call. */
  static UpdateTrial of(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    return context.memoize(
        "update " + collection.path(), UpdateTrial.class, () -> attempt(context, collection));
  }

  private static UpdateTrial attempt(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    List<CreatedResource> two = context.created(collection.require(Action.CREATE), 2);
    CreatedResource changed = two.get(1);
    String id = changed.id();
    List<JsonNode> before = collection.list(context);
    OperationResponse response =
        context.sendDistinct(collection.request(context, Action.UPDATE, id));
    Optional<OperationResponse> single =
        collection.can(Action.GET)
            ? Optional.of(context.send(collection.request(context, Action.GET, id)))
            : Optional.empty();
    return new UpdateTrial(collection, changed, before, response, single, collection.list(context));
  }

  private ExpectedProperties asked() {
    return ExpectedProperties.by(response.request(), collection);
  }

  /** Expects the response to have what was asked. */
  Verdict responds() {
    return asked()
        .in(TestedCollection.item(response), collection.require(Action.UPDATE), response.request());
  }

  /** Expects a get to show what was asked. */
  Verdict isReadable() {
    OperationResponse shown = single.orElseThrow();
    Expectation.successful(shown).orThrow();
    return asked()
        .in(TestedCollection.item(shown), collection.require(Action.GET), where(Action.GET));
  }

  /** Expects the list to show what was asked. */
  Verdict isListed() {
    List<JsonNode> found = collection.withId(after, changed.id());
    return found.size() == 1
        ? asked().in(found.get(0), collection.require(Action.LIST), where(Action.LIST))
        : Verdict.failed(
            where(Action.LIST), changed.id() + " once in the list", found.size() + " times");
  }

  /**
   * Expects all other properties that only writes can change to be as before, in this resource and
   * in others. At a server on another machine, somebody else may change those that others created.
   */
  Verdict changesNothingElse(CheckContext context) {
    Operation list = collection.require(Action.LIST);
    Set<String> members = collection.changedByOthers(context);
    for (JsonNode resource : before) {
      String one = resource.at(collection.id()).asText();
      if (!collection.isOfRun(context, one)) {
        continue;
      }
      ExpectedProperties kept = ExpectedProperties.stored(resource, collection);
      ExpectedProperties unchanged =
          one.equals(changed.id()) ? kept.without(asked()) : kept.without(members);
      for (JsonNode now : collection.withId(after, one)) {
        unchanged.in(now, list, where(Action.LIST)).orThrow();
      }
    }
    return Verdict.passed();
  }

  private String where(Action reading) {
    return response.request() + ", then " + collection.require(reading);
  }
}
