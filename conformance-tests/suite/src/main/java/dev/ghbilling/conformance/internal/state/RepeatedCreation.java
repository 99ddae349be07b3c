package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.Optional;

/**
 * A creation with a value that is unique, after another resource had that value: while that one has
 * it, or after a change to another value.
 *
 * @param where the requests, in words
 * @param second the response to the second creation
 */
record RepeatedCreation(String where, OperationResponse second) {
  private static final int CONFLICT = 409;

  /** Repeats a creation right after the first one. */
  static RepeatedCreation whileTaken(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    Operation create = collection.require(Action.CREATE);
    OperationRequest request = context.create(context.request(create)).response().request();
    return new RepeatedCreation(request + ", twice", context.send(request));
  }

  /**
   * Repeats the creation of the resource that the trial of updates changed.
   *
   * @throws CheckEndedException not applicable, when it still has the value
   */
  static RepeatedCreation withFormerName(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    UpdateTrial trial = renamed(context, collection);
    OperationRequest request = trial.changed().response().request();
    return new RepeatedCreation(
        "%s, %s, then the first again".formatted(request, trial.response().request()),
        context.send(request));
  }

  /**
   * Creates a resource with the value that the resource has which the trial of updates changed.
   *
   * @throws CheckEndedException not applicable, when that didn't change the value
   */
  static RepeatedCreation withNewName(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    UpdateTrial trial = renamed(context, collection);
    OperationRequest request = trial.changed().response().request();
    ObjectNode body = ExpectedProperties.body(request);
    JsonPointer unique = UniqueUpdateTrial.unique(collection).orElseThrow();
    // Another trial may have given it one more name.
    for (JsonNode now : collection.withId(collection.list(context), trial.changed().id())) {
      body.set(unique.getMatchingProperty(), now.at(unique));
    }
    return new RepeatedCreation(
        "%s, then %s with %s".formatted(trial.response().request(), request, body),
        context.send(request.withBody(Optional.of(body.toString()))));
  }

  private static UpdateTrial renamed(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    if (!collection.mayInvent(context)) {
      throw new CheckEndedException(
          Verdict.notApplicable("only a server on this machine gets another one"));
    }
    UpdateTrial trial = UpdateTrial.of(context, collection);
    JsonPointer unique = UniqueUpdateTrial.unique(collection).orElseThrow();
    JsonNode before = ExpectedProperties.body(trial.changed().response().request()).at(unique);
    JsonNode after = ExpectedProperties.body(trial.response().request()).at(unique);
    if (after.isMissingNode() || after.equals(before)) {
      throw new CheckEndedException(
          Verdict.notApplicable("no resource of this run has another name than before"));
    }
    return trial;
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
    return Verdict.failed(where, expected, "HTTP " + second.status());
  }
}
