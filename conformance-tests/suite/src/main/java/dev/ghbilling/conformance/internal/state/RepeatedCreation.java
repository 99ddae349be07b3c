package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.Optional;

/**
 * A creation whose request, with a value that is unique, is sent a second time: while the first
 * resource has the value, after its deletion, or after its change to another value.
 *
 * @param request the request of both creations
 * @param freeing the request that came between them and freed the value; empty if it is taken
 * @param second the response to the second creation
 */
record RepeatedCreation(
    OperationRequest request, Optional<OperationRequest> freeing, OperationResponse second) {
  private static final int CONFLICT = 409;

  /** Repeats a creation right after the first one. */
  static RepeatedCreation whileTaken(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    return repeat(context, created(context, collection), Optional.empty());
  }

  /** Repeats a creation after what it made was deleted. */
  static RepeatedCreation afterDeletion(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    CreatedResource own = created(context, collection);
    OperationRequest delete = collection.request(context, Action.DELETE, own.id());
    Expectation.successful(context.send(delete)).orThrow();
    return repeat(context, own, Optional.of(delete));
  }

  /**
   * Repeats the creation of the resource that the trial of updates changed.
   *
   * @throws CheckEndedException not applicable, when it still has the value
   */
  static RepeatedCreation afterRenaming(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    if (!collection.mayInvent(context)) {
      throw new CheckEndedException(
          Verdict.notApplicable("only a server on this machine gets another one"));
    }
    UpdateTrial trial = UpdateTrial.of(context, collection);
    OperationRequest update = trial.response().request();
    JsonPointer unique = UniqueUpdateTrial.unique(collection).orElseThrow();
    JsonNode before = ExpectedProperties.body(trial.changed().response().request()).at(unique);
    JsonNode after = ExpectedProperties.body(update).at(unique);
    if (after.isMissingNode() || after.equals(before)) {
      throw new CheckEndedException(
          Verdict.notApplicable("no resource of this run has another name than before"));
    }
    return repeat(context, trial.changed(), Optional.of(update));
  }

  private static CreatedResource created(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    Operation create = collection.require(Action.CREATE);
    return context.create(context.request(create));
  }

  private static RepeatedCreation repeat(
      CheckContext context, CreatedResource first, Optional<OperationRequest> freeing)
      throws InterruptedException {
    OperationRequest request = first.response().request();
    return new RepeatedCreation(request, freeing, context.send(request));
  }

  /** Expects 409 for the second creation. */
  Verdict isRefused() {
    return second.status() == CONFLICT ? Verdict.passed() : failed("HTTP " + CONFLICT);
  }

  /** Expects the second creation to succeed. */
  Verdict succeeds() {
    return second.isSuccessful() ? Verdict.passed() : failed("a new one");
  }

  private Verdict failed(String expected) {
    String where =
        freeing
            .map(between -> "%s, %s, then the first again".formatted(request, between))
            .orElseGet(() -> request + ", twice");
    return Verdict.failed(where, expected, "HTTP " + second.status());
  }
}
