package dev.ghbilling.conformance.internal.state;

import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Spread;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.state.Membership.Member;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.ArrayList;
import java.util.List;

/** A trial in rounds, with several numbers of members, or with several resources. */
record MemberRounds(List<MemberRound> rounds) {
  /** How many members a request names if the contract doesn't tell how many it may name. */
  private static final int MANY = 10;

  private static final int MOST_RESOURCES = 5;

  private static final List<String> OWNERS = List.of("ghbilling-x", "ghbilling-y");

  /** Names that YAML and some databases take for a number, a date or another value. */
  private static final List<String> RETYPED = List.of("0123", "1e5", "null", "true", "2024-01-01");

  /** Returns the trial with two members, and with as many as a request may name. */
  static MemberRounds ofNumbers(TestedMembers members) throws InterruptedException {
    return members.trial(
        "numbers of members",
        MemberRounds.class,
        () -> {
          OperationRequest documented = members.documented();
          String id = members.id(documented);
          List<Member> all =
              members.areChosen()
                  ? Membership.named(documented, members.terms())
                  : unusual(members, members.terms().most().orElse(MANY));
          List<MemberRound> rounds = new ArrayList<>();
          if (all.size() > 2) {
            rounds.add(
                members.areChosen()
                    ? MemberRound.of(members, id, all.subList(0, 2))
                    : MemberRound.ofRepeated(members, id, members.made(2)));
          }
          rounds.add(MemberRound.of(members, id, all));
          return new MemberRounds(rounds);
        });
  }

  /**
   * Returns members that a store may confuse: with owners in their names, of which the last parts
   * are the same, and with names that some notations take for something else.
   */
  private static List<Member> unusual(TestedMembers members, int number) {
    List<Member> all = new ArrayList<>();
    for (String kind : members.collection().kinds(members.terms())) {
      if (members.haveOwners(kind)) {
        OWNERS.forEach(owner -> all.add(members.member(kind, owner + "/tools")));
      }
    }
    String kind = members.collection().kinds(members.terms()).get(0);
    RETYPED.forEach(name -> all.add(members.member(kind, name)));
    all.addAll(members.made(number));
    return all.subList(0, number);
  }

  /** Returns the trial with the first resource, with the last, and with some between. */
  static MemberRounds ofResources(TestedMembers members) throws InterruptedException {
    return members.trial(
        "each with members",
        MemberRounds.class,
        () -> {
          List<String> ids = Spread.of(resources(members), MOST_RESOURCES);
          if (!members.areChosen()) {
            return new MemberRounds(MemberRound.together(members, ids, members.made(ids.size())));
          }
          List<Member> one = Membership.named(members.documented(), members.terms()).subList(0, 1);
          List<MemberRound> rounds = new ArrayList<>();
          for (String id : ids) {
            rounds.add(MemberRound.of(members, id, one));
          }
          return new MemberRounds(rounds);
        });
  }

  /** Returns the resources to try; only those of this run where a person chose the members. */
  private static List<String> resources(TestedMembers members) throws InterruptedException {
    CheckContext context = members.context();
    TestedCollection collection = members.collection();
    if (!context.server().isLoopback() || members.areChosen()) {
      return collection.can(Action.CREATE)
          ? context.created(collection.require(Action.CREATE), 2).stream()
              .map(CreatedResource::id)
              .toList()
          : List.of();
    }
    return collection.list(context).stream()
        .filter(resource -> !collection.isArchived(resource))
        .map(resource -> resource.at(collection.id()).asText())
        .toList();
  }

  /** Expects every member to be shown after it was added. */
  Verdict areAdded() {
    rounds.forEach(round -> round.areAdded().orThrow());
    return verdict();
  }

  /** Expects no member to be shown after it was removed, and those that were not. */
  Verdict areRemoved() {
    rounds.forEach(round -> round.areRemoved().orThrow());
    return verdict();
  }

  private Verdict verdict() {
    return rounds.isEmpty()
        ? Verdict.notApplicable("no resource of this run can have members")
        : Verdict.passed();
  }
}
