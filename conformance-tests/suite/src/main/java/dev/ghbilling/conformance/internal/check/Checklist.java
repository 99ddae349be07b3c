package dev.ghbilling.conformance.internal.check;

import dev.ghbilling.conformance.internal.check.Check.Procedure;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A growing list of checks, which aspects add to. */
public final class Checklist {
  private final Contract contract;
  private final List<Check> checks;
  private final UnaryOperator<Procedure> wrapper;

  /** Creates an empty list. */
  public Checklist(Contract contract) {
    this(contract, new ArrayList<>(), UnaryOperator.identity());
  }

  private Checklist(Contract contract, List<Check> checks, UnaryOperator<Procedure> wrapper) {
    this.contract = contract;
    this.checks = checks;
    this.wrapper = wrapper;
  }

  /** Returns a view of this list, which wraps the procedure of each check that is added to it. */
  public Checklist wrapping(UnaryOperator<Procedure> other) {
    return new Checklist(contract, checks, other);
  }

  public Contract contract() {
    return contract;
  }

  public List<Check> checks() {
    return List.copyOf(checks);
  }

  /** Adds a check that writes if its operation does. */
  public void add(Operation operation, String aspect, String clause, Procedure procedure) {
    add(operation, aspect, clause, MethodSemantics.writes(operation), procedure);
  }

  /** Adds a check that may write whatever its operation does. */
  public void addWriting(Operation operation, String aspect, String clause, Procedure procedure) {
    add(operation, aspect, clause, true, procedure);
  }

  /** Adds two checks: that the server rejects a request, and that it describes the error. */
  public void add(Operation operation, String aspect, String clause, Rejection rejection) {
    add(operation, aspect, clause, rejection::isRejected);
    add(
        operation,
        aspect + "/error",
        Clause.error(operation, rejection.statuses()),
        rejection::describesError);
  }

  private void add(
      Operation operation, String aspect, String clause, boolean writes, Procedure procedure) {
    String id = operation.id() + "/" + aspect;
    checks.add(new Check(id, operation.id(), clause, writes, wrapper.apply(procedure)));
  }
}
