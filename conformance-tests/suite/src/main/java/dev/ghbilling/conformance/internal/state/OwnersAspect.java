package dev.ghbilling.conformance.internal.state;

import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;

/** Checks that the paths of one owner, such as an enterprise, don't reach resources of another. */
public final class OwnersAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    for (TestedCollection reached : TestedCollection.all(checklist.contract())) {
      if (!OtherOwnerTrial.reaches(operation, reached) || !reached.can(Action.LIST)) {
        continue;
      }
      for (TestedCollection own : TestedCollection.all(checklist.contract())) {
        if (OtherOwnerTrial.isOfAnotherOwner(own, reached) && own.can(Action.CREATE)) {
          checklist.addWriting(
              operation,
              "state/owner",
              Clause.extension(
                  operation.resource().isPresent() ? operation : reached.require(Action.LIST),
                  "x-resource"),
              context -> OtherOwnerTrial.of(context, own, reached).isUnknown(operation));
        }
      }
    }
  }
}
