package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.math.BigInteger;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Both bounds of a whole number in the query: at the bound it is accepted, one step further it is
 * refused.
 *
 * @param operation the operation
 * @param parameter the parameter that has bounds
 */
record Bounds(Operation operation, Parameter parameter) implements Check.Procedure {
  private static final Set<Integer> REFUSALS = Set.of(400, 422);

  static boolean exist(Parameter parameter) {
    return parameter.schema().path("type").asText().equals("integer")
        && (parameter.schema().has("minimum") || parameter.schema().has("maximum"));
  }

  @Override
  public Verdict of(Session session) throws InterruptedException {
    Verdict least = bound(session, parameter.schema().get("minimum"), BigInteger.ONE.negate());
    return least.outcome() == Outcome.PASSED
        ? bound(session, parameter.schema().get("maximum"), BigInteger.ONE)
        : least;
  }

  private Verdict bound(Session session, @Nullable JsonNode bound, BigInteger step)
      throws InterruptedException {
    if (bound == null) {
      return Verdict.passed();
    }
    Verdict accepted = Expectation.successful(ask(session, bound.bigIntegerValue()));
    if (accepted.outcome() != Outcome.PASSED) {
      return accepted;
    }
    Reply beyond = ask(session, bound.bigIntegerValue().add(step));
    if (!REFUSALS.contains(beyond.status())) {
      return Verdict.failed(
          "%s: expected 400 or 422, got %d".formatted(beyond.call(), beyond.status()));
    }
    return Expectation.error(session.contract(), beyond);
  }

  private Reply ask(Session session, BigInteger value) throws InterruptedException {
    return session.send(session.call(operation).withQuery(parameter.name(), value.toString()));
  }
}
