package dev.ghbilling.conformance;

import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import java.util.List;

/**
 * What the operations of cost centers promise together. They are named here because a contract has
 * no words for what one operation does to the answers of another.
 */
final class MembershipAspect implements Aspect {
  static final String LIST = "listCostCenters";
  static final String ADD = "addUsersToCostCenter";
  static final String REMOVE = "removeUsersFromCostCenter";

  @Override
  public void derive(Operation operation, Checklist checklist) {
    if (!exists(checklist.contract())) {
      return;
    }
    String clause = Clause.answer(operation, operation.success().status());
    if (operation.id().equals(ADD)) {
      checklist.add(
          operation, "state/shown", clause, session -> MembershipTrial.of(session).shown());
      checklist.add(
          operation, "state/again", clause, session -> MembershipTrial.of(session).addedAgain());
    }
    if (operation.id().equals(REMOVE)) {
      checklist.add(
          operation, "state/only", clause, session -> MembershipTrial.of(session).onlyThat());
      checklist.add(
          operation, "state/again", clause, session -> MembershipTrial.of(session).removedAgain());
    }
  }

  static boolean exists(Contract contract) {
    return List.of(LIST, ADD, REMOVE).stream().allMatch(id -> contract.operation(id).isPresent());
  }
}
