package dev.ghbilling.conformance.internal.state;

import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.ResourceOperation.Members;
import java.util.function.Function;

/** Adds, moves and removes the members of a resource, and shows them in the list. */
public final class MembersAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    TestedCollection.of(checklist.contract(), operation)
        .filter(collection -> collection.can(Action.LIST, Action.ADD, Action.REMOVE))
        .ifPresent(
            collection ->
                operation
                    .resource()
                    .orElseThrow()
                    .members()
                    .ifPresent(
                        members ->
                            new Derivation(operation, collection, members, checklist).derive()));
  }

  /** A trial in rounds. */
  @FunctionalInterface
  private interface Rounds {
    MemberRounds of(CheckContext context, TestedCollection collection, Members members)
        throws InterruptedException;
  }

  /** A trial in which a member is added or removed. */
  @FunctionalInterface
  private interface Changes {
    ChangeTrial of(CheckContext context, TestedCollection collection, Members members)
        throws InterruptedException;
  }

  private record Derivation(
      Operation operation, TestedCollection collection, Members members, Checklist checklist) {
    void derive() {
      boolean adds = operation.resource().orElseThrow().does() == Action.ADD;
      for (String kind : collection.kinds(members)) {
        if (adds) {
          add("state/shown/" + kind, "/kinds/" + kind, trial -> trial.areShown(kind));
        } else {
          add("state/removed/" + kind, "/kinds/" + kind, trial -> trial.areRemoved(kind));
        }
      }
      checklist.add(
          operation,
          "state/equivalent-json",
          UnusualSpelling.CLAUSE,
          context -> {
            MemberRounds.ofNumbers(context, collection, members);
            return UnusualSpelling.isTaken(context, operation);
          });
      if (adds) {
        rounds("state/number", MemberRounds::ofNumbers, MemberRounds::areAdded);
        rounds("state/each", MemberRounds::ofResources, MemberRounds::areAdded);
        limit(MemberLimitTrial::areNotAdded);
        rounds("state/namesakes", MemberRounds::ofKinds, MemberRounds::areAdded);
        checklist.add(
            operation,
            "state/refused/body",
            Clause.requestBody(operation),
            context -> MemberRounds.addNobodyIfRefused(context, collection, members));
        add("state/only", "", MembersTrial::othersStayWhenAdded);
        add("state/again", "", MembersTrial::secondAddChangesNothing);
        checklist.add(
            operation,
            "state/at-once",
            Clause.extension(operation, "x-resource/members"),
            context -> new SimultaneousWrites(context, collection).addBoth(members));
        revalidated(ChangeTrial::ofAddition);
        if (members.exclusive()) {
          add("state/exclusive", "/exclusive", MembersTrial::areExclusive);
        }
        if (members.moved().isPresent()) {
          add("state/moved", "/moved", MembersTrial::areReportedAsMoved);
        }
      } else {
        revalidated(ChangeTrial::ofRemoval);
        rounds("state/number", MemberRounds::ofNumbers, MemberRounds::areRemoved);
        rounds("state/each", MemberRounds::ofResources, MemberRounds::areRemoved);
        limit(MemberLimitTrial::areNotRemoved);
        rounds("state/namesakes", MemberRounds::ofKinds, MemberRounds::areRemoved);
        add("state/only", "", MembersTrial::othersStayWhenRemoved);
        add("state/again", "", MembersTrial::secondRemoveChangesNothing);
        add("state/elsewhere", "", MembersTrial::stayWhenRemovedElsewhere);
      }
    }

    private void revalidated(Changes changes) {
      checklist.add(
          operation,
          "conditional/changed",
          Clause.extension(operation, "x-resource"),
          context -> changes.of(context, collection, members).isRevalidated());
    }

    private void limit(Function<MemberLimitTrial, Verdict> verdict) {
      if (members.most().isPresent()) {
        checklist.add(
            operation,
            "state/member-limit",
            Clause.extension(operation, "x-resource/members/most"),
            context -> verdict.apply(MemberLimitTrial.of(context, collection, members)));
      }
    }

    private void rounds(String aspect, Rounds rounds, Function<MemberRounds, Verdict> verdict) {
      checklist.add(
          operation,
          aspect,
          Clause.extension(operation, "x-resource/members"),
          context -> verdict.apply(rounds.of(context, collection, members)));
    }

    private void add(String aspect, String pointer, Function<MembersTrial, Verdict> verdict) {
      checklist.add(
          operation,
          aspect,
          Clause.extension(operation, "x-resource/members" + pointer),
          context -> verdict.apply(MembersTrial.of(context, collection, members)));
    }
  }
}
