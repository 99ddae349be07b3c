package dev.ghbilling.conformance;

import dev.ghbilling.spec.Operation;
import java.util.List;

/** What HTTP leaves open in headers is accepted. */
final class HeaderAspect implements Aspect {
  private static final List<String> ACCEPTABLE =
      List.of("application/vnd.github+json", "application/json", "*/*");

  @Override
  public void derive(Operation operation, Checklist checklist) {
    if (!Checks.mayRepeat(operation)) {
      return;
    }
    String clause = Clause.operation(operation);
    checklist.add(
        operation,
        "header/case",
        clause,
        session -> accepted(session, session.call(operation).spelledOddly()));
    if (!Checks.writes(operation)) {
      checklist.add(
          operation,
          "header/accept",
          clause,
          session -> {
            for (String type : ACCEPTABLE) {
              accepted(session, session.call(operation).withHeader("Accept", type)).orEnd();
            }
            return Verdict.passed();
          });
    }
    operation
        .requestBody()
        .ifPresent(
            body ->
                checklist.add(
                    operation,
                    "header/content-type",
                    Clause.requestBody(operation),
                    session ->
                        accepted(
                            session,
                            session
                                .call(operation)
                                .withHeader(
                                    "Content-Type", body.contentType() + "; charset=UTF-8"))));
  }

  private static Verdict accepted(Session session, Call call) throws InterruptedException {
    session.accepted(call.operation());
    return Expectation.documented(session.contract(), session.answer(call));
  }
}
