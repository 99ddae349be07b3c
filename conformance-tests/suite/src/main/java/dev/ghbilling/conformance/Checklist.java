package dev.ghbilling.conformance;

import dev.ghbilling.conformance.Check.Procedure;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import java.util.ArrayList;
import java.util.List;

/** The checks that were derived so far. */
final class Checklist {
  private final Contract contract;
  private final List<Check> checks = new ArrayList<>();

  Checklist(Contract contract) {
    this.contract = contract;
  }

  Contract contract() {
    return contract;
  }

  List<Check> checks() {
    return List.copyOf(checks);
  }

  /** Adds a check that changes something at the server if its operation does. */
  void add(Operation operation, String aspect, String clause, Procedure procedure) {
    add(operation, aspect, clause, Checks.writes(operation), procedure);
  }

  /** Adds a check that may change something at the server. */
  void addWriting(Operation operation, String aspect, String clause, Procedure procedure) {
    add(operation, aspect, clause, true, procedure);
  }

  /** Adds what is to be found out about a request that is refused. */
  void add(Operation operation, String aspect, String clause, Refusal refusal) {
    add(operation, aspect, clause, refusal::refused);
    add(operation, aspect + "/error", clause, refusal::says);
  }

  private void add(
      Operation operation, String aspect, String clause, boolean writes, Procedure procedure) {
    checks.add(new Check(operation.id() + "/" + aspect, operation.id(), clause, writes, procedure));
  }
}
