package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.SimilarValues;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.state.Membership.Member;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.ResourceOperation.Members;
import dev.ghbilling.spec.ResourceOperation.Moved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A trial in which members move to a resource from one or two others, are added once more, are
 * removed from a former one, which doesn't have them any more, and are then removed twice. Every
 * second name is spelled in another case in half of the requests, unless a person chose it.
 *
 * @param tried the members
 * @param id the resource that they move to
 * @param from the resources that they move from
 * @param before the members before they move
 * @param elsewhere the members after they were to be removed from the other one; empty if that
 *     wasn't tried
 */
record MembersTrial(
    TestedCollection collection,
    Members terms,
    List<Member> tried,
    String id,
    FormerResources from,
    Membership before,
    Twice added,
    Optional<Membership> elsewhere,
    Twice removed) {
  private static final int OF_EACH_KIND = 2;

  /**
   * A request that was sent twice.
   *
   * @param first the first response
   * @param afterFirst the members after that
   * @param second the second response
   * @param afterSecond the members after that
   */
  private record Twice(
      OperationResponse first,
      Membership afterFirst,
      OperationResponse second,
      Membership afterSecond) {
    OperationRequest request() {
      return first.request();
    }

    /** Returns the second request, in words: the names in it may be spelled in another case. */
    String again() {
      return "%s with %s".formatted(second.request(), second.request().body().orElse(""));
    }
  }

  /** Returns the trial of this run, made on the first call. */
  static MembersTrial of(TestedMembers members) throws InterruptedException {
    return members.trial("members", MembersTrial.class, () -> attempt(members));
  }

  private static MembersTrial attempt(TestedMembers members) throws InterruptedException {
    CheckContext context = members.context();
    TestedCollection collection = members.collection();
    OperationRequest documented = members.documented();
    List<Member> tried = tried(members, documented);
    OperationRequest add = Membership.naming(documented, tried);
    String id = members.id(documented);
    OperationRequest remove = members.request(Action.REMOVE, id, tried);
    Membership now = members.now();
    List<Member> present = tried.stream().filter(member -> now.has(id, member)).toList();
    if (!present.isEmpty()) {
      require(context, Membership.naming(remove, present));
    }
    if (now.without(id, tried).isEmpty() && context.server().isLoopback()) {
      // Somebody has to stay.
      Member first = tried.get(0);
      Member other = new Member(first.kind(), first.type(), "ghbilling-stays");
      require(context, Membership.naming(add, List.of(other)));
    }
    List<Member> spelled = members.areChosen() ? tried : inOtherCase(tried);
    FormerResources from = FormerResources.with(members, id, spelled);
    Membership before = members.now();
    return new MembersTrial(
        collection,
        members.terms(),
        tried,
        id,
        from.listed(before),
        before,
        twice(members, add, Membership.naming(add, spelled)),
        removedElsewhere(members, from, tried),
        twice(members, Membership.naming(remove, spelled), remove));
  }

  /** Returns the members with every second name in another case. */
  private static List<Member> inOtherCase(List<Member> members) {
    List<Member> spelled = new ArrayList<>();
    for (Member one : members) {
      String name = spelled.size() % 2 == 0 ? one.name() : SimilarValues.inOtherCase(one.name());
      spelled.add(new Member(one.kind(), one.type(), name));
    }
    return spelled;
  }

  private static OperationResponse require(CheckContext context, OperationRequest request)
      throws InterruptedException {
    OperationResponse response = context.send(request);
    Expectation.successful(response).orThrow();
    return response;
  }

  private static Twice twice(
      TestedMembers members, OperationRequest request, OperationRequest again)
      throws InterruptedException {
    OperationResponse first = require(members.context(), request);
    Membership afterFirst = members.now();
    OperationResponse second = members.context().send(again);
    return new Twice(first, afterFirst, second, members.now());
  }

  /** Removes members from the first one that they came from, at a server on this machine. */
  private static Optional<Membership> removedElsewhere(
      TestedMembers members, FormerResources from, List<Member> tried) throws InterruptedException {
    if (from.ids().isEmpty() || !members.context().server().isLoopback()) {
      return Optional.empty();
    }
    members.context().send(members.request(Action.REMOVE, from.of(0), tried));
    return Optional.of(members.now());
  }

  /** Returns the members that a person chose, or else two of each kind. */
  private static List<Member> tried(TestedMembers members, OperationRequest documented) {
    List<Member> tried = new ArrayList<>(Membership.named(documented, members.terms()));
    if (!members.areChosen()) {
      for (String kind : members.collection().kinds(members.terms())) {
        int missing =
            OF_EACH_KIND
                - (int) tried.stream().filter(member -> member.kind().equals(kind)).count();
        for (int i = 1; i <= missing; i++) {
          tried.add(members.member(kind, "ghbilling-%s-%d".formatted(kind, i)));
        }
      }
    }
    if (tried.isEmpty()) {
      throw new CheckEndedException(
          Verdict.couldNotRun(
              "the body of %s names no member; check --body".formatted(documented.operation())));
    }
    return tried;
  }

  /** Expects the members of one kind to be in the resource. */
  Verdict areShown(String kind) {
    List<Member> ofKind = ofKind(kind);
    for (Member member : ofKind) {
      if (!added.afterFirst().has(id, member)) {
        return failed(added, member + " in " + id, "" + added.afterFirst().of(id));
      }
    }
    return verdict(ofKind, kind);
  }

  /** Expects the members of one kind not to be in the resource any more. */
  Verdict areRemoved(String kind) {
    List<Member> ofKind = ofKind(kind);
    for (Member member : ofKind) {
      if (removed.afterFirst().has(id, member)) {
        return failed(removed, member + " not in " + id, "" + removed.afterFirst().of(id));
      }
    }
    return verdict(ofKind, kind);
  }

  /** Expects members to stay when they are to be removed from a resource that they left. */
  Verdict stayWhenRemovedElsewhere() {
    if (elsewhere.isEmpty()) {
      return Verdict.notApplicable(
          "needs a server on this machine, and another one to remove from");
    }
    for (Member member : tried) {
      if (added.afterSecond().has(id, member) && !elsewhere.get().has(id, member)) {
        return failed(
            removed, "%s in %s, removed from another one".formatted(member, id), "not in " + id);
      }
    }
    return Verdict.passed();
  }

  private List<Member> ofKind(String kind) {
    return tried.stream().filter(member -> member.kind().equals(kind)).toList();
  }

  private static Verdict verdict(List<Member> ofKind, String kind) {
    return ofKind.isEmpty()
        ? Verdict.notApplicable("the chosen body has no " + kind)
        : Verdict.passed();
  }

  /** Expects other members of both resources to stay when some are added. */
  Verdict othersStayWhenAdded() {
    return othersStay(added, before);
  }

  /** Expects other members to stay when some are removed. */
  Verdict othersStayWhenRemoved() {
    return before.without(id, tried).isEmpty()
        ? Verdict.notApplicable("there are no other members, who would have to stay")
        : othersStay(removed, added.afterSecond());
  }

  /**
   * Expects others to stay, and the other properties of a resource. Resources that the trial
   * doesn't touch may change through no fault of the server.
   */
  private Verdict othersStay(Twice write, Membership earlier) {
    List<String> touched = new ArrayList<>(List.of(id));
    touched.addAll(from.ids());
    for (String one : touched) {
      Set<String> expected = earlier.without(one, tried);
      Set<String> actual = write.afterFirst().without(one, tried);
      if (!expected.equals(actual)) {
        return failed(write, "others in %s: %s".formatted(one, expected), "" + actual);
      }
      ExpectedProperties.stored(earlier.resource(one), collection)
          .without(collection.memberLists())
          .in(
              write.afterFirst().resource(one),
              collection.require(Action.LIST),
              write.request() + ", then " + collection.require(Action.LIST))
          .orThrow();
    }
    return Verdict.passed();
  }

  /** Expects members to be in no other resource. */
  Verdict areExclusive() {
    for (Member member : tried) {
      List<String> holders = added.afterFirst().holders(member);
      if (!List.of(id).containsAll(holders)) {
        return failed(added, "%s in no other one than %s".formatted(member, id), "in " + holders);
      }
    }
    return Verdict.passed();
  }

  /** Expects the response to name the members that moved, and where from, the first time only. */
  Verdict areReportedAsMoved() {
    if (from.ids().isEmpty()) {
      return Verdict.notApplicable("there is no other one that they could come from");
    }
    Moved moved = terms.moved().orElseThrow();
    JsonNode first = added.first().json().at(moved.items());
    for (int i = 0; i < tried.size(); i++) {
      Member member = tried.get(i);
      String origin = before.resource(from.of(i)).at(collection.name()).asText();
      if (first.valueStream().noneMatch(element -> isAbout(element, member, origin, moved))) {
        return Verdict.failed(
            added.request(),
            "%s from %s at %s".formatted(member, origin, moved.items()),
            "" + first);
      }
    }
    JsonNode second = added.second().json().at(moved.items());
    return second.isEmpty()
        ? Verdict.passed()
        : Verdict.failed(
            "%s, then %s".formatted(added.request(), added.again()),
            "nothing at " + moved.items(),
            second.toString());
  }

  private static boolean isAbout(JsonNode element, Member member, String origin, Moved moved) {
    String type = moved.types().getOrDefault(member.type(), member.type());
    return element.at(moved.type()).asText().equalsIgnoreCase(type)
        && element.at(moved.name()).asText().equalsIgnoreCase(member.name())
        && element.at(moved.from()).asText().equals(origin);
  }

  Verdict secondAddChangesNothing() {
    for (Member member : tried) {
      long times = added.afterSecond().times(id, member, terms);
      if (times > 1) {
        return failed(added, member + " once", times + " times");
      }
    }
    return changesNothing(added);
  }

  Verdict secondRemoveChangesNothing() {
    return changesNothing(removed);
  }

  private Verdict changesNothing(Twice write) {
    Expectation.successful(write.second()).orThrow();
    Set<String> expected = write.afterFirst().of(id);
    Set<String> actual = write.afterSecond().of(id);
    return expected.equals(actual) ? Verdict.passed() : failed(write, "" + expected, "" + actual);
  }

  private Verdict failed(Twice write, String expected, String actual) {
    return Verdict.failed(
        "%s, then %s, then %s"
            .formatted(write.request(), write.again(), collection.require(Action.LIST)),
        expected,
        actual);
  }
}
