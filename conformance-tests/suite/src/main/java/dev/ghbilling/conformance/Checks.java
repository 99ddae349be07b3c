package dev.ghbilling.conformance;

import dev.ghbilling.conformance.Check.Procedure;
import dev.ghbilling.spec.Answer;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.util.ArrayList;
import java.util.List;

/** The checks that follow from a contract, whatever operations it has. */
final class Checks {
  private final Contract contract;
  private final List<Check> checks = new ArrayList<>();

  private Checks(Contract contract) {
    this.contract = contract;
  }

  /** All checks: those that read before those that write, else in the order of the contract. */
  static List<Check> of(Contract contract) {
    Checks derived = new Checks(contract);
    contract.operations().stream().filter(Checks::reads).forEach(derived::derive);
    contract.operations().stream().filter(operation -> !reads(operation)).forEach(derived::derive);
    return List.copyOf(derived.checks);
  }

  private static boolean reads(Operation operation) {
    return operation.method().equals("GET") || operation.method().equals("HEAD");
  }

  private void derive(Operation operation) {
    Answer success = operation.success();
    add(
        operation,
        "status",
        Clause.answer(operation, success.status()),
        session -> Expectation.successful(session.usual(operation)));
    success.body().ifPresent(body -> deriveBody(operation, success, body));
    Clause.security(contract, operation)
        .ifPresent(
            clause ->
                add(
                    operation,
                    "authentication",
                    clause,
                    new Refused(operation, 401, Call::anonymous)));
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      if (parameter.name().equals(Session.ENTERPRISE)) {
        add(
            operation,
            "enterprise",
            Clause.parameter(contract, operation, parameter),
            new Refused(operation, 404, call -> call.withPath(parameter.name(), "no-such-slug")));
      }
    }
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      if (Bounds.exist(parameter)) {
        add(
            operation,
            "query/" + parameter.name(),
            Clause.parameter(contract, operation, parameter),
            new Bounds(operation, parameter));
      }
    }
  }

  private void deriveBody(Operation operation, Answer success, Body body) {
    add(
        operation,
        "content-type",
        Clause.content(operation, success.status(), body.contentType()),
        session -> Expectation.contentType(session.usual(operation), body.contentType()));
    add(
        operation,
        "schema",
        Clause.schema(operation, success.status(), body.contentType()),
        session -> Expectation.valid(session.contract(), body, session.usual(operation)));
  }

  private void add(Operation operation, String aspect, String clause, Procedure procedure) {
    checks.add(
        new Check(
            operation.id() + "/" + aspect, operation.id(), clause, !reads(operation), procedure));
  }
}
