package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.math.BigInteger;

/**
 * Query parameters are taken as the documents show them, within their bounds, and refused outside
 * of them; one that the contract doesn't have is ignored.
 */
final class QueryAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      String name = "query/" + parameter.name();
      String clause = Clause.parameter(checklist.contract(), operation, parameter);
      parameter
          .example()
          .ifPresent(
              value ->
                  checklist.add(
                      operation,
                      name + "/example",
                      clause,
                      session ->
                          Expectation.documented(
                              session.contract(),
                              session.answer(
                                  session.call(operation).withQuery(parameter.name(), value)))));
      if (parameter.schema().path("type").asText().equals("integer")) {
        bound(operation, checklist, parameter, name, clause, "minimum", -1);
        bound(operation, checklist, parameter, name, clause, "maximum", 1);
        checklist.add(
            operation,
            name + "/type",
            clause,
            Refusal.of(
                operation,
                Refusal.INVALID,
                call -> call.withQuery(parameter.name(), "not-a-number")));
      }
    }
    if (!Checks.writes(operation)) {
      checklist.add(
          operation,
          "query/unknown",
          Clause.operation(operation),
          session ->
              Expectation.documented(
                  session.contract(),
                  session.answer(session.call(operation).withQuery("ghbilling_unknown", "1"))));
    }
  }

  private static void bound(
      Operation operation,
      Checklist checklist,
      Parameter parameter,
      String name,
      String clause,
      String keyword,
      int step) {
    JsonNode bound = parameter.schema().get(keyword);
    if (bound == null) {
      return;
    }
    BigInteger value = bound.bigIntegerValue();
    checklist.add(
        operation,
        name + "/" + keyword,
        clause,
        new Refusal(
            operation,
            Refusal.INVALID,
            session -> with(session, operation, parameter, value),
            session -> with(session, operation, parameter, value.add(BigInteger.valueOf(step)))));
  }

  private static Call with(
      Session session, Operation operation, Parameter parameter, BigInteger value)
      throws InterruptedException {
    Call call = session.call(operation);
    for (Parameter other : operation.parameters(Parameter.Location.QUERY)) {
      // A day needs a month that has it.
      String part = other.node().path("x-selects").path("part").asText();
      if (parameter.node().path("x-selects").path("part").asText().equals("day")) {
        call = part.equals("year") ? call.withQuery(other.name(), "2024") : call;
        call = part.equals("month") ? call.withQuery(other.name(), "1") : call;
      }
    }
    return call.withQuery(parameter.name(), value.toString());
  }
}
