package dev.ghbilling.conformance;

import dev.ghbilling.spec.Operation;
import java.util.function.UnaryOperator;

/**
 * A request with one fault is refused, and the same request without the fault is accepted: a server
 * that refuses everything doesn't pass.
 *
 * @param operation the operation
 * @param status the status of the refusal
 * @param fault puts the fault into the usual request
 */
record Refused(Operation operation, int status, UnaryOperator<Call> fault)
    implements Check.Procedure {
  @Override
  public Verdict of(Session session) throws InterruptedException {
    Reply usual = session.usual(operation);
    if (!usual.successful()) {
      return Verdict.failed(
          "%s: got %d already without the fault that is to be refused"
              .formatted(usual.call(), usual.status()));
    }
    Call faulty = fault.apply(usual.call());
    Reply refusal = session.send(faulty);
    if (refusal.status() != status) {
      return Verdict.failed(
          "%s%s: expected %d, got %d"
              .formatted(
                  faulty,
                  faulty.authenticated() ? "" : " without a token",
                  status,
                  refusal.status()));
    }
    return Expectation.error(session.contract(), refusal);
  }
}
