package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.HeaderValues;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationRequest.Credentials;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A trial in which writes are sent that the server has to refuse, because they have no token or
 * another fault, and the resources are read afterwards.
 *
 * @param id the resource that would be changed and deleted
 * @param before the list before the writes
 * @param responses the responses to them
 * @param after the list after them
 */
record RefusedWrites(
    TestedCollection collection,
    String id,
    List<JsonNode> before,
    Map<Action, OperationResponse> responses,
    List<JsonNode> after) {
  /** Returns the trial of this run in which writes have no token, made on the first call. */
  static RefusedWrites withoutToken(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    return of(context, collection, "token", write -> write.withCredentials(Credentials.NONE));
  }

  /** Returns the trial of this run in which writes have a value of a header that isn't listed. */
  static RefusedWrites unlisted(
      CheckContext context, TestedCollection collection, HeaderValues values)
      throws InterruptedException {
    return of(context, collection, values.name(), values::unlisted);
  }

  private static RefusedWrites of(
      CheckContext context,
      TestedCollection collection,
      String name,
      UnaryOperator<OperationRequest> fault)
      throws InterruptedException {
    return context.memoize(
        "refused for its %s %s".formatted(name, collection.path()),
        RefusedWrites.class,
        () -> attempt(context, collection, fault));
  }

  private static RefusedWrites attempt(
      CheckContext context, TestedCollection collection, UnaryOperator<OperationRequest> fault)
      throws InterruptedException {
    CreatedResource own = context.created(collection.require(Action.CREATE), 1).get(0);
    List<JsonNode> before = collection.list(context);
    Map<Action, OperationResponse> responses = new EnumMap<>(Action.class);
    for (Action action : List.of(Action.CREATE, Action.UPDATE, Action.DELETE)) {
      if (collection.can(action)) {
        OperationRequest request =
            action == Action.CREATE
                ? context.request(collection.require(action))
                : collection.request(context, action, own.id());
        responses.put(action, context.send(fault.apply(context.distinct(request))));
      }
    }
    return new RefusedWrites(collection, own.id(), before, responses, collection.list(context));
  }

  /** Expects a write that was refused not to be done. */
  Verdict isNotDone(Action action) {
    OperationResponse response = Objects.requireNonNull(responses.get(action));
    if (response.isSuccessful()) {
      return Verdict.notApplicable("the server doesn't refuse it");
    }
    String where = response.request() + ", refused, then " + list();
    if (action == Action.CREATE) {
      return isNotCreated(response, where);
    }
    Optional<JsonNode> old = collection.withId(before, id).stream().findFirst();
    Optional<JsonNode> now = collection.withId(after, id).stream().findFirst();
    if (old.isEmpty()) {
      return Verdict.notApplicable("the list doesn't have " + id);
    }
    if (action == Action.DELETE) {
      return isStill(old.get(), now, where);
    }
    return now.isPresent()
        ? ExpectedProperties.stored(old.get(), collection).in(now.get(), list(), where)
        : Verdict.notApplicable("the list doesn't have %s any more".formatted(id));
  }

  /** Expects no new resource that has what was asked; others may create some at the same time. */
  private Verdict isNotCreated(OperationResponse response, String where) {
    ExpectedProperties asked = ExpectedProperties.by(response.request(), collection);
    for (JsonNode item : after) {
      String one = item.at(collection.id()).asText();
      if (collection.withId(before, one).isEmpty() && asked.isShown(item, Action.LIST)) {
        return Verdict.failed(where, "no new one", item.toString());
      }
    }
    return Verdict.passed();
  }

  /** Expects a resource to be listed, with the values that it would lose as a deleted one. */
  private Verdict isStill(JsonNode old, Optional<JsonNode> now, String where) {
    if (now.isEmpty()) {
      return Verdict.failed(where, id + " in the list", "none");
    }
    ObjectNode kept = ContractJson.MAPPER.createObjectNode();
    Operation delete = collection.require(Action.DELETE);
    for (String property : delete.resource().orElseThrow().becomes().keySet()) {
      kept.set(property, old.path(property));
    }
    return new ExpectedProperties(collection, kept).in(now.get(), list(), where);
  }

  private Operation list() {
    return collection.require(Action.LIST);
  }
}
