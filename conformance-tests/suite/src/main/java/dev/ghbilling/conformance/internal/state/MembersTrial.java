package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.SimilarValues;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.state.Membership.Member;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.ResourceOperation.Members;
import dev.ghbilling.spec.ResourceOperation.Moved;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A trial in which members move to a resource from one or two others, are added once more, are
 * removed from a former one, which doesn't have them any more, and are then removed twice. Every
 * second name is spelled in another case in half of the requests, unless a person chose it.
 *
 * @param tried the members
 * @param id the resource that they move to
 * @param from the resources that they move from by turns, the second one with a new name; empty if
 *     there is no other
 * @param before the members before they move
 * @param elsewhere the members after they were to be removed from the other one; empty if that
 *     wasn't tried
 */
record MembersTrial(
    TestedCollection collection,
    Members members,
    List<Member> tried,
    String id,
    List<String> from,
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
  }

  /** Returns the trial of this run, made on the first call. */
  static MembersTrial of(CheckContext context, TestedCollection collection, Members members)
      throws InterruptedException {
    return context.memoize(
        "members " + collection.path(),
        MembersTrial.class,
        () -> attempt(context, collection, members));
  }

  private static MembersTrial attempt(
      CheckContext context, TestedCollection collection, Members members)
      throws InterruptedException {
    OperationRequest documented = context.request(collection.require(Action.ADD));
    List<Member> tried = tried(context, collection, members, documented);
    OperationRequest add = Membership.naming(documented, tried);
    String id = Objects.requireNonNull(documented.path().get(collection.parameter(Action.ADD)));
    OperationRequest remove =
        Membership.naming(collection.request(context, Action.REMOVE, id), tried);
    Membership now = Membership.now(context, collection, members);
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
    List<Member> spelled = inOtherCase(context, collection, tried);
    List<String> sources = sources(context, collection, id);
    for (int i = 0; i < sources.size(); i++) {
      OperationRequest first = collection.request(context, Action.ADD, sources.get(i));
      require(context, Membership.naming(first, part(spelled, i, sources.size())));
    }
    if (sources.size() > 1 && collection.can(Action.UPDATE)) {
      context.send(context.distinct(collection.request(context, Action.UPDATE, sources.get(1))));
    }
    Membership before = Membership.now(context, collection, members);
    List<String> from =
        before.resources().keySet().containsAll(sources) ? sources : List.<String>of();
    return new MembersTrial(
        collection,
        members,
        tried,
        id,
        from,
        before,
        twice(context, collection, members, add, Membership.naming(add, spelled)),
        removedElsewhere(context, collection, members, from, tried),
        twice(context, collection, members, Membership.naming(remove, spelled), remove));
  }

  /** Returns those members that come by turns from one of several resources. */
  private static List<Member> part(List<Member> members, int turn, int number) {
    return IntStream.range(0, members.size())
        .filter(i -> i % number == turn)
        .mapToObj(members::get)
        .toList();
  }

  /** Returns the members with every second name in another case, unless a person chose them. */
  private static List<Member> inOtherCase(
      CheckContext context, TestedCollection collection, List<Member> members) {
    if (context.isBodyChosen(collection.require(Action.ADD))) {
      return members;
    }
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
      CheckContext context,
      TestedCollection collection,
      Members members,
      OperationRequest request,
      OperationRequest again)
      throws InterruptedException {
    OperationResponse first = require(context, request);
    Membership afterFirst = Membership.now(context, collection, members);
    OperationResponse second = context.send(again);
    return new Twice(first, afterFirst, second, Membership.now(context, collection, members));
  }

  /** Removes members from the first one that they came from, at a server on this machine. */
  private static Optional<Membership> removedElsewhere(
      CheckContext context,
      TestedCollection collection,
      Members members,
      List<String> from,
      List<Member> tried)
      throws InterruptedException {
    if (from.isEmpty() || !context.server().isLoopback()) {
      return Optional.empty();
    }
    context.send(Membership.naming(collection.request(context, Action.REMOVE, from.get(0)), tried));
    return Optional.of(Membership.now(context, collection, members));
  }

  /** Returns the members that a person chose, or else two of each kind. */
  private static List<Member> tried(
      CheckContext context,
      TestedCollection collection,
      Members members,
      OperationRequest documented) {
    List<Member> tried = new ArrayList<>(Membership.named(documented, members));
    if (!context.isBodyChosen(documented.operation())) {
      for (String kind : collection.kinds(members)) {
        String type = Objects.requireNonNull(members.kinds().get(kind));
        int missing =
            OF_EACH_KIND
                - (int) tried.stream().filter(member -> member.kind().equals(kind)).count();
        for (int i = 1; i <= missing; i++) {
          tried.add(new Member(kind, type, "ghbilling-%s-%d".formatted(kind, i)));
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

  /**
   * Returns other resources that members can come from: of our own, if possible, two of them at a
   * server on this machine.
   */
  private static List<String> sources(CheckContext context, TestedCollection collection, String id)
      throws InterruptedException {
    Optional<Operation> create = collection.operation(Action.CREATE);
    if (create.isEmpty() && !context.server().isLoopback()) {
      return List.of();
    }
    try {
      Stream<String> all =
          create.isEmpty()
              ? collection.list(context).stream().map(one -> one.at(collection.id()).asText())
              : context.created(create.get(), collection.mayInvent(context) ? 2 : 1).stream()
                  .map(CreatedResource::id);
      return all.filter(one -> !one.equals(id)).limit(create.isEmpty() ? 1 : 2).toList();
    } catch (CheckEndedException e) {
      if (e.verdict().outcome() == Outcome.NOT_APPLICABLE) {
        return List.of();
      }
      throw e;
    }
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
    touched.addAll(from);
    for (String one : touched) {
      Set<String> expected = earlier.without(one, tried);
      Set<String> actual = write.afterFirst().without(one, tried);
      if (!expected.equals(actual)) {
        return failed(write, "others in %s: %s".formatted(one, expected), "" + actual);
      }
      Asked.stored(earlier.resource(one), collection)
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
    if (from.isEmpty()) {
      return Verdict.notApplicable("there is no other one that they could come from");
    }
    Moved moved = members.moved().orElseThrow();
    JsonNode first = added.first().json().at(moved.items());
    for (int i = 0; i < tried.size(); i++) {
      Member member = tried.get(i);
      String origin = before.resource(from.get(i % from.size())).at(collection.name()).asText();
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
            added.request() + " again", "nothing at " + moved.items(), second.toString());
  }

  private static boolean isAbout(JsonNode element, Member member, String origin, Moved moved) {
    String type = moved.types().getOrDefault(member.type(), member.type());
    return element.at(moved.type()).asText().equalsIgnoreCase(type)
        && element.at(moved.name()).asText().equalsIgnoreCase(member.name())
        && element.at(moved.from()).asText().equals(origin);
  }

  Verdict secondAddChangesNothing() {
    for (Member member : tried) {
      long times = added.afterSecond().times(id, member, members);
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
        write.request() + ", then " + collection.require(Action.LIST), expected, actual);
  }
}
