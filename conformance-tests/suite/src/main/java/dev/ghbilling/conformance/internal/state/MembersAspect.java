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

  /** A trial with members. */
  @FunctionalInterface
  private interface Trial<T> {
    T of(TestedMembers members) throws InterruptedException;
  }

  private record Derivation(
      Operation operation, TestedCollection collection, Members members, Checklist checklist) {
    void derive() {
      boolean adds = operation.resource().orElseThrow().does() == Action.ADD;
      for (String kind : collection.kinds(members)) {
        String aspect = (adds ? "state/shown/" : "state/removed/") + kind;
        add(
            aspect,
            "/members/kinds/" + kind,
            MembersTrial::of,
            trial -> adds ? trial.areShown(kind) : trial.areRemoved(kind));
      }
      checklist.add(
          operation,
          "state/equivalent-json",
          UnusualSpelling.CLAUSE,
          context -> {
            MemberRounds.ofNumbers(in(context));
            return UnusualSpelling.isTaken(context, operation);
          });
      if (adds) {
        additions();
      } else {
        removals();
      }
    }

    private void additions() {
      add("state/number", "/members", MemberRounds::ofNumbers, MemberRounds::areAdded);
      add("state/each", "/members", MemberRounds::ofResources, MemberRounds::areAdded);
      limit(MemberLimitTrial::areNotAdded);
      add("state/namesakes", "/members", NamesakeTrial::of, NamesakeTrial::areAdded);
      checklist.add(
          operation,
          "state/refused/body",
          Clause.requestBody(operation),
          context -> RefusedAddition.of(in(context)).addsNobody());
      add("state/only", "/members", MembersTrial::of, MembersTrial::othersStayWhenAdded);
      add("state/again", "/members", MembersTrial::of, MembersTrial::secondAddChangesNothing);
      checklist.add(
          operation,
          "state/at-once",
          Clause.extension(operation, "x-resource/members"),
          context -> new SimultaneousWrites(context, collection).addBoth(members));
      add("conditional/changed", "", ChangeTrial::ofAddition, ChangeTrial::isRevalidated);
      if (members.exclusive()) {
        add("state/exclusive", "/members/exclusive", MembersTrial::of, MembersTrial::areExclusive);
      }
      if (members.moved().isPresent()) {
        add("state/moved", "/members/moved", MembersTrial::of, MembersTrial::areReportedAsMoved);
      }
    }

    private void removals() {
      add("conditional/changed", "", ChangeTrial::ofRemoval, ChangeTrial::isRevalidated);
      add("state/number", "/members", MemberRounds::ofNumbers, MemberRounds::areRemoved);
      add("state/each", "/members", MemberRounds::ofResources, MemberRounds::areRemoved);
      limit(MemberLimitTrial::areNotRemoved);
      add("state/namesakes", "/members", NamesakeTrial::of, NamesakeTrial::areRemoved);
      add("state/only", "/members", MembersTrial::of, MembersTrial::othersStayWhenRemoved);
      add("state/again", "/members", MembersTrial::of, MembersTrial::secondRemoveChangesNothing);
      add("state/elsewhere", "/members", MembersTrial::of, MembersTrial::stayWhenRemovedElsewhere);
    }

    private void limit(Function<MemberLimitTrial, Verdict> verdict) {
      if (members.most().isPresent()) {
        add("state/member-limit", "/members/most", MemberLimitTrial::of, verdict);
      }
    }

    private <T> void add(
        String aspect, String pointer, Trial<T> trial, Function<T, Verdict> verdict) {
      checklist.add(
          operation,
          aspect,
          Clause.extension(operation, "x-resource" + pointer),
          context -> verdict.apply(trial.of(in(context))));
    }

    private TestedMembers in(CheckContext context) {
      return new TestedMembers(context, collection, members);
    }
  }
}
