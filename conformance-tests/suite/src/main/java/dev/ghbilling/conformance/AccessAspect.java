package dev.ghbilling.conformance;

import dev.ghbilling.conformance.Call.Sender;
import dev.ghbilling.spec.Operation;
import java.util.Set;

/** Who has no token is refused, and so is who has one without any right. */
final class AccessAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    Clause.security(checklist.contract(), operation)
        .ifPresent(
            clause -> {
              checklist.add(
                  operation,
                  "authentication",
                  clause,
                  Refusal.of(operation, Set.of(401), call -> call.from(Sender.NOBODY)));
              checklist.add(
                  operation,
                  "permission",
                  clause,
                  new Refusal(
                      operation,
                      Set.of(403, 404),
                      session -> session.call(operation),
                      session -> outsider(session, operation)));
            });
  }

  private static Call outsider(Session session, Operation operation) throws InterruptedException {
    if (session.target().outsiderToken().isEmpty()) {
      throw new EndedEarly(
          Verdict.notApplicable("no token of an outsider was given: GITHUB_OUTSIDER_TOKEN"));
    }
    return session.call(operation).from(Sender.OUTSIDER);
  }
}
