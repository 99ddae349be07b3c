package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.Rejection;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A trial in which bodies break the rules of the operations that create and update resources, one
 * at a time, and the resources are read afterwards.
 *
 * @param before the list before these requests
 * @param responses the responses by the breach
 * @param after the list after them
 * @param kept a resource that was created to break a rule by its update, and deleted at last; empty
 *     if the server doesn't take it, or there is no such rule
 * @param referring the lists that should refer to that resource
 */
record BrokenRules(
    TestedCollection collection,
    List<JsonNode> before,
    Map<RuleBreach, OperationResponse> responses,
    List<JsonNode> after,
    Optional<CreatedResource> kept,
    Map<AppliedReference, OperationResponse> referring) {

  /** Returns the trial of this run, made on the first call. */
  static BrokenRules of(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    return context.memoize(
        "broken rules " + collection.path(), BrokenRules.class, () -> attempt(context, collection));
  }

  private static BrokenRules attempt(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    if (!context.server().isLoopback()) {
      throw new CheckEndedException(
          Verdict.notApplicable("only a server on this machine gets bodies nobody chose"));
    }
    Map<RuleBreach, OperationRequest> requests = new LinkedHashMap<>();
    Operation create = collection.require(Action.CREATE);
    CreatedResource own = context.created(create, 1).get(0);
    for (RuleBreach breach : RuleBreach.of(collection, create)) {
      requests.put(
          breach, context.request(create).withBody(Optional.of(breach.broken().toString())));
    }
    Optional<CreatedResource> kept = Optional.empty();
    for (Operation update : collection.operation(Action.UPDATE).stream().toList()) {
      for (RuleBreach breach : RuleBreach.of(collection, update)) {
        Optional<CreatedResource> subject =
            kept.isPresent() ? Optional.empty() : kept(context, create, breach);
        requests.put(breach, update(context, collection, breach, subject, own));
        kept = kept.or(() -> subject);
      }
    }
    List<JsonNode> before = collection.list(context);
    Map<RuleBreach, OperationResponse> responses = new LinkedHashMap<>();
    for (Map.Entry<RuleBreach, OperationRequest> request : requests.entrySet()) {
      responses.put(request.getKey(), context.send(request.getValue()));
    }
    List<JsonNode> after = collection.list(context);
    Map<AppliedReference, OperationResponse> referring = new LinkedHashMap<>();
    if (kept.isPresent()) {
      for (AppliedReference reference : AppliedReference.of(collection)) {
        reference
            .ask(context, kept.get())
            .ifPresent(response -> referring.put(reference, response));
      }
      // Other checks change the resources of a run, and this one can't have all values.
      if (collection.can(Action.DELETE)) {
        context.send(collection.request(context, Action.DELETE, kept.get().id()));
      }
    }
    return new BrokenRules(collection, before, responses, after, kept, referring);
  }

  /** Creates a resource that keeps the rule, if the server takes it. */
  private static Optional<CreatedResource> kept(
      CheckContext context, Operation create, RuleBreach breach) throws InterruptedException {
    OperationResponse response =
        context.send(context.request(create).withBody(Optional.of(breach.kept().toString())));
    return response.isSuccessful()
        ? CreatedResource.of(context.contract(), response)
        : Optional.empty();
  }

  /** Returns a request that breaks a rule by the change alone, or else by all that it is about. */
  private static OperationRequest update(
      CheckContext context,
      TestedCollection collection,
      RuleBreach breach,
      Optional<CreatedResource> subject,
      CreatedResource own)
      throws InterruptedException {
    String body =
        subject.isPresent()
            ? breach.changed(ContractJson.MAPPER.createObjectNode()).toString()
            : breach.broken().toString();
    return collection
        .request(context, Action.UPDATE, subject.orElse(own).id())
        .withBody(Optional.of(body));
  }

  /** Expects a breach to be refused. */
  Verdict isRefused(RuleBreach breach) {
    OperationResponse response = response(breach);
    return Rejection.INVALID_INPUT.contains(response.status())
        ? Verdict.passed()
        : Verdict.failed(
            "%s with %s".formatted(response.request(), response.request().body().orElse("")),
            "HTTP 400 or 422",
            "HTTP " + response.status());
  }

  /** Expects the refusal of a breach to have an error body as documented. */
  Verdict describesError(CheckContext context, RuleBreach breach) {
    isRefused(breach).orThrow();
    return Expectation.error(context.contract(), response(breach));
  }

  private OperationResponse response(RuleBreach breach) {
    return Objects.requireNonNull(responses.get(breach));
  }

  /** Expects nothing of what an operation was refused to be done. */
  Verdict areNotDone(Operation write) {
    List<OperationResponse> refused = new ArrayList<>(responses.values());
    refused.removeIf(
        response -> response.isSuccessful() || !response.request().operation().equals(write));
    for (OperationResponse response : refused) {
      Operation list = collection.require(Action.LIST);
      String where = "%s, refused, then %s".formatted(response.request(), list);
      for (JsonNode item : after) {
        String id = item.at(collection.id()).asText();
        Optional<JsonNode> old = collection.withId(before, id).stream().findFirst();
        if (old.isPresent() && response.request().path().containsValue(id)) {
          Asked.stored(old.get(), collection).in(item, list, where).orThrow();
        } else if (old.isEmpty()
            && write.resource().orElseThrow().does() == Action.CREATE
            && Asked.by(response.request(), collection).isShown(item, Action.LIST)) {
          return Verdict.failed(where, "no new one", item.toString());
        }
      }
    }
    return refused.isEmpty()
        ? Verdict.notApplicable("the server refuses no breach of a rule")
        : Verdict.passed();
  }

  /** Expects a list to refer to the resource that was created. */
  Verdict refers(AppliedReference reference) {
    OperationResponse response = referring.get(reference);
    return response == null
        ? Verdict.notApplicable("the server takes no such resource")
        : reference.refersTo(kept.orElseThrow(), response);
  }
}
