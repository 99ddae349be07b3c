package dev.ghbilling.conformance.internal.state;

import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.spec.Operation;

/** Adds and removes users of a cost center, each idempotently, and shows them in the list. */
public final class MembershipAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    if (!MembershipTrial.isSupportedBy(checklist.contract())) {
      return;
    }
    String clause = Clause.response(operation, operation.success().status());
    if (operation.id().equals(MembershipTrial.ADD)) {
      checklist.add(
          operation, "state/shown", clause, context -> MembershipTrial.of(context).userIsListed());
      checklist.add(
          operation,
          "state/again",
          clause,
          context -> MembershipTrial.of(context).secondAddChangesNothing());
    }
    if (operation.id().equals(MembershipTrial.REMOVE)) {
      checklist.add(
          operation,
          "state/only",
          clause,
          context -> MembershipTrial.of(context).onlyThatUserIsRemoved());
      checklist.add(
          operation,
          "state/again",
          clause,
          context -> MembershipTrial.of(context).secondRemoveChangesNothing());
    }
  }
}
