package dev.ghbilling.conformance.internal.aspect;

import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.Rejection;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Operation;
import java.util.Set;

/** Checks that the server rejects requests without a token or any right. */
public final class AccessAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    Clause.security(checklist.contract(), operation)
        .ifPresent(
            clause -> {
              checklist.add(
                  operation,
                  "authentication",
                  clause,
                  Rejection.of(
                      operation,
                      withoutToken(operation),
                      request -> request.withCredentials(OperationRequest.Credentials.NONE)));
              checklist.add(
                  operation,
                  "permission",
                  clause,
                  new Rejection(
                      operation,
                      Set.of(403, 404),
                      context -> context.defaultResponse(operation),
                      context -> outsider(context, operation)));
            });
  }

  /** Requires 401 where the contract lists it; elsewhere a server may hide what it protects. */
  private static Set<Integer> withoutToken(Operation operation) {
    return operation.responses().containsKey(401) ? Set.of(401) : Set.of(401, 403, 404);
  }

  private static OperationRequest outsider(CheckContext context, Operation operation)
      throws InterruptedException {
    if (context.server().outsiderToken().isEmpty()) {
      throw new CheckEndedException(
          Verdict.notAsked(
              "GITHUB_OUTSIDER_TOKEN",
              "GITHUB_OUTSIDER_TOKEN is not set: it holds a token of somebody without any right"));
    }
    return context.request(operation).withCredentials(OperationRequest.Credentials.OUTSIDER);
  }
}
