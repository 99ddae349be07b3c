package dev.ghbilling.conformance.internal.input;

import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import java.util.Optional;
import java.util.Random;

/**
 * Sends random requests, and reports the smallest one that fails.
 *
 * @param requests how many requests each operation gets
 * @param seed the seed of the random requests; each operation has its own sequence, so that it gets
 *     the same one without the others
 */
public record ExploreAspect(int requests, long seed) implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    if (RandomRequests.hasInputs(operation)) {
      checklist.add(
          operation,
          "explore",
          Clause.responses(operation),
          context -> explore(context, operation));
    }
  }

  private Verdict explore(CheckContext context, Operation operation) throws InterruptedException {
    if (!MethodSemantics.writes(operation)) {
      context.successfulResponse(operation);
    }
    Random random = new Random(seed ^ operation.id().hashCode());
    RandomRequests source = new RandomRequests(context, operation, random);
    for (int number = 1; number <= requests; number++) {
      Optional<OperationRequest> request = source.next();
      Verdict verdict =
          request.isPresent()
              ? new JudgedRequest(context, request.get()).verdict()
              : Verdict.passed();
      if (verdict.outcome() == Outcome.FAILED) {
        return SmallestRequest.of(context, request.orElseThrow(), verdict)
            .and("request %d of --explore %d --seed %d".formatted(number, requests, seed));
      }
      verdict.orThrow();
    }
    return Verdict.passed();
  }
}
