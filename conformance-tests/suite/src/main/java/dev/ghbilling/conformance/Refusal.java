package dev.ghbilling.conformance;

import dev.ghbilling.spec.Operation;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A request with one fault is refused, and the same request without the fault is accepted: a server
 * that refuses everything doesn't pass.
 *
 * @param operation the operation
 * @param statuses which statuses refuse it
 * @param right the request without the fault
 * @param wrong the request with it
 */
record Refusal(Operation operation, Set<Integer> statuses, Request right, Request wrong) {
  /** What is wrong with a parameter or a body is refused so. */
  static final Set<Integer> INVALID = Set.of(400, 422);

  /** A request, once a session knows what belongs into it. */
  @FunctionalInterface
  interface Request {
    Call of(Session session) throws InterruptedException;
  }

  /** A fault in the operation's usual request. */
  static Refusal of(Operation operation, Set<Integer> statuses, UnaryOperator<Call> fault) {
    return new Refusal(
        operation,
        statuses,
        session -> session.call(operation),
        session -> fault.apply(session.call(operation)));
  }

  /** Whether the server refuses the fault, and nothing else. */
  Verdict refused(Session session) throws InterruptedException {
    return refusal(session).verdict();
  }

  /** Whether the server says in the documented way that it refuses. */
  Verdict says(Session session) throws InterruptedException {
    Found found = refusal(session);
    found.verdict().orEnd();
    return Expectation.error(session.contract(), found.reply());
  }

  private record Found(Verdict verdict, Reply reply) {}

  private Found refusal(Session session) throws InterruptedException {
    Reply accepted = session.answer(right.of(session));
    if (!accepted.successful()) {
      Verdict verdict =
          Verdict.failed(
              accepted.call(),
              "HTTP %d without the fault that is to be refused"
                  .formatted(operation.success().status()),
              "HTTP " + accepted.status());
      return new Found(verdict, accepted);
    }
    Reply refused = session.answer(wrong.of(session));
    Verdict verdict =
        statuses.contains(refused.status())
            ? Verdict.passed()
            : Verdict.failed(refused.call(), "HTTP " + any(statuses), "HTTP " + refused.status());
    return new Found(verdict, refused);
  }

  private static String any(Set<Integer> statuses) {
    return statuses.stream().sorted().map(String::valueOf).collect(Collectors.joining(" or "));
  }
}
