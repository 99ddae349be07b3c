package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * @param responses the responses by the violation
 * @param after the list after them
 * @param kept a valid resource whose update breaks a rule, deleted at the end; empty if the server
 *     rejects its creation, or no rule is for updates
 * @param referring the lists that should refer to that resource
 */
record RuleViolationTrial(
    TestedCollection collection,
    List<JsonNode> before,
    Map<RuleViolation, OperationResponse> responses,
    List<JsonNode> after,
    Optional<CreatedResource> kept,
    Map<EffectiveReference, OperationResponse> referring) {

  /** Returns the trial of this run, made on the first call. */
  static RuleViolationTrial of(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    return context.memoize(
        "broken rules " + collection.path(),
        RuleViolationTrial.class,
        () -> attempt(context, collection));
  }

  private static RuleViolationTrial attempt(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    if (!context.server().isLoopback()) {
      throw new CheckEndedException(
          Verdict.notApplicable("generated bodies are only sent to a server on this machine"));
    }
    return new Attempt(context, collection).make();
  }

  /** The requests while they are sent. */
  private static final class Attempt {
    private final CheckContext context;
    private final TestedCollection collection;
    private final Operation create;
    private final CreatedResource own;
    private final Map<RuleViolation, OperationRequest> requests = new LinkedHashMap<>();
    private final Optional<UpdateTrial> updated;
    private Optional<CreatedResource> kept = Optional.empty();

    Attempt(CheckContext context, TestedCollection collection) throws InterruptedException {
      this.context = context;
      this.collection = collection;
      this.create = collection.require(Action.CREATE);
      this.own = context.created(create, 1).get(0);
      // Before this trial creates the second resource.
      this.updated = updated();
    }

    /** Returns the trial of updates; empty if it fails, which another check says. */
    private Optional<UpdateTrial> updated() throws InterruptedException {
      try {
        return collection.can(Action.UPDATE)
            ? Optional.of(UpdateTrial.of(context, collection))
            : Optional.empty();
      } catch (CheckEndedException e) {
        return Optional.empty();
      }
    }

    RuleViolationTrial make() throws InterruptedException {
      prepareCreations();
      prepareUpdates();
      List<JsonNode> before = collection.list(context);
      Map<RuleViolation, OperationResponse> responses = new LinkedHashMap<>();
      for (Map.Entry<RuleViolation, OperationRequest> request : requests.entrySet()) {
        responses.put(request.getKey(), context.send(request.getValue()));
      }
      List<JsonNode> after = collection.list(context);
      return new RuleViolationTrial(collection, before, responses, after, kept, referringToKept());
    }

    private void prepareCreations() throws InterruptedException {
      for (RuleViolation violation : RuleViolation.of(collection, create)) {
        requests.put(violation, creation(violation.broken()));
      }
    }

    private void prepareUpdates() throws InterruptedException {
      for (Operation update : collection.operation(Action.UPDATE).stream().toList()) {
        for (RuleViolation violation : RuleViolation.of(collection, update)) {
          Optional<CreatedResource> subject =
              kept.isPresent() ? Optional.empty() : created(violation);
          requests.put(violation, update(violation, subject));
          kept = kept.or(() -> subject);
        }
      }
    }

    private OperationRequest creation(ObjectNode body) throws InterruptedException {
      return context.request(create).withBody(Optional.of(body.toString()));
    }

    /** Creates a resource that keeps the rule, if the server takes it. */
    private Optional<CreatedResource> created(RuleViolation violation) throws InterruptedException {
      OperationResponse response = context.send(creation(violation.kept()));
      return response.isSuccessful()
          ? CreatedResource.of(context.contract(), response)
          : Optional.empty();
    }

    /**
     * Returns an update that breaks a rule: of the subject, with the changed property alone; or of
     * one that has the changed property already, with that alone which makes the rule apply; or
     * else of a resource of this run, with all properties that the rule is about.
     */
    private OperationRequest update(RuleViolation violation, Optional<CreatedResource> subject)
        throws InterruptedException {
      Optional<CreatedResource> broken =
          subject.isPresent()
              ? Optional.empty()
              : updated.filter(trial -> has(trial, violation)).map(UpdateTrial::changed);
      ObjectNode body =
          subject.isPresent()
              ? violation.changed(ContractJson.MAPPER.createObjectNode())
              : broken.isPresent() ? violation.applying() : violation.broken();
      return collection
          .request(context, Action.UPDATE, subject.or(() -> broken).orElse(own).id())
          .withBody(Optional.of(body.toString()));
    }

    private static boolean has(UpdateTrial trial, RuleViolation violation) {
      return TestedCollection.item(trial.response())
          .path(violation.property())
          .equals(violation.change());
    }

    /** Asks for the lists that should refer to the valid resource, and deletes that. */
    private Map<EffectiveReference, OperationResponse> referringToKept()
        throws InterruptedException {
      Map<EffectiveReference, OperationResponse> referring = new LinkedHashMap<>();
      if (kept.isEmpty()) {
        return referring;
      }
      for (EffectiveReference reference : EffectiveReference.of(collection)) {
        reference
            .ask(context, kept.get())
            .ifPresent(response -> referring.put(reference, response));
      }
      // Other checks change the resources of a run, and this one can't have all values.
      if (collection.can(Action.DELETE)) {
        context.send(collection.request(context, Action.DELETE, kept.get().id()));
      }
      return referring;
    }
  }

  /** Expects a violation to be refused. */
  Verdict isRefused(RuleViolation violation) {
    OperationResponse response = response(violation);
    return Rejection.INVALID_INPUT.contains(response.status())
        ? Verdict.passed()
        : Verdict.failed(
            "%s with %s".formatted(response.request(), response.request().body().orElse("")),
            "HTTP 400 or 422",
            "HTTP " + response.status());
  }

  /** Expects the refusal of a violation to have an error body as documented. */
  Verdict describesError(CheckContext context, RuleViolation violation) {
    isRefused(violation).orThrow();
    return Expectation.error(context.contract(), response(violation));
  }

  private OperationResponse response(RuleViolation violation) {
    return Objects.requireNonNull(responses.get(violation));
  }

  /** Expects the rejected requests of an operation to have changed nothing. */
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
          ExpectedProperties.stored(old.get(), collection).in(item, list, where).orThrow();
        } else if (old.isEmpty()
            && write.resource().orElseThrow().does() == Action.CREATE
            && ExpectedProperties.by(response.request(), collection).isShown(item, Action.LIST)) {
          return Verdict.failed(where, "no new one", item.toString());
        }
      }
    }
    return refused.isEmpty()
        ? Verdict.notApplicable("the server refuses no violation of a rule")
        : Verdict.passed();
  }

  /** Expects a list to refer to the resource that was created. */
  Verdict refers(EffectiveReference reference) {
    OperationResponse response = referring.get(reference);
    return response == null
        ? Verdict.notApplicable("the server rejects the resource to refer to")
        : reference.refersTo(kept.orElseThrow(), response);
  }
}
