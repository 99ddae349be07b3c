package dev.ghbilling.conformance.internal.state;

import dev.ghbilling.conformance.internal.aspect.PageWalk;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.state.Membership.Member;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A round, in which members are added to a resource, shown and removed.
 *
 * @param tried the members
 * @param add the request that adds them
 * @param added those that the resource has after that where it is listed, and where it is got
 * @param left those that it has after the first of several was removed
 * @param remove the request that removes the others, or the only one
 * @param removed those that the resource has after that
 */
record MemberRound(
    TestedCollection collection,
    List<Member> tried,
    OperationRequest add,
    List<Shown> added,
    List<Shown> left,
    OperationRequest remove,
    List<Shown> removed) {

  /** The members of a resource as one response or several pages show them. */
  private record Shown(Set<String> names, List<String> doubled) {
    static Shown of(List<String> all) {
      Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      return new Shown(names, all.stream().filter(name -> !names.add(name)).toList());
    }

    boolean contains(Member member) {
      return names.contains(member.toString());
    }
  }

  /** Makes a round in which the first member is named twice, if the server takes that. */
  static MemberRound ofRepeated(TestedMembers members, String id, List<Member> all)
      throws InterruptedException {
    List<Member> repeated = new ArrayList<>(all.subList(0, 1));
    repeated.addAll(all);
    OperationRequest add = members.request(Action.ADD, id, repeated);
    return members.context().send(add).isSuccessful()
        ? ofAdded(members, id, all, add)
        : of(members, id, all);
  }

  /** Makes a round. */
  static MemberRound of(TestedMembers members, String id, List<Member> tried)
      throws InterruptedException {
    OperationRequest add = members.request(Action.ADD, id, tried);
    Expectation.successful(UnusualSpelling.send(members.context(), add)).orThrow();
    return ofAdded(members, id, tried, add);
  }

  /** Makes the rest of a round, whose members were added. */
  static MemberRound ofAdded(
      TestedMembers members, String id, List<Member> tried, OperationRequest add)
      throws InterruptedException {
    List<Shown> added = shown(members, id);
    List<Shown> left = List.of();
    List<Member> others = tried;
    if (tried.size() > 1) {
      others = tried.subList(1, tried.size());
      OperationRequest first = members.request(Action.REMOVE, id, tried.subList(0, 1));
      Expectation.successful(members.context().send(first)).orThrow();
      left = shown(members, id);
    }
    OperationRequest rest = members.request(Action.REMOVE, id, others);
    Expectation.successful(UnusualSpelling.send(members.context(), rest)).orThrow();
    return new MemberRound(members.collection(), tried, add, added, left, rest, shown(members, id));
  }

  /** Makes rounds with a resource and a member each, which are listed together. */
  static List<MemberRound> together(TestedMembers members, List<String> ids, List<Member> tried)
      throws InterruptedException {
    List<OperationRequest> adds = each(members, Action.ADD, ids, tried);
    List<List<Shown>> added = shown(members, ids);
    List<OperationRequest> removes = each(members, Action.REMOVE, ids, tried);
    List<List<Shown>> removed = shown(members, ids);
    return IntStream.range(0, ids.size())
        .mapToObj(
            i ->
                new MemberRound(
                    members.collection(),
                    tried.subList(i, i + 1),
                    adds.get(i),
                    added.get(i),
                    List.of(),
                    removes.get(i),
                    removed.get(i)))
        .toList();
  }

  /** Sends a request for each of the resources, which names one of the members. */
  private static List<OperationRequest> each(
      TestedMembers members, Action does, List<String> ids, List<Member> tried)
      throws InterruptedException {
    List<OperationRequest> requests = new ArrayList<>();
    for (String id : ids) {
      int i = requests.size();
      OperationRequest request = members.request(does, id, tried.subList(i, i + 1));
      Expectation.successful(members.context().send(request)).orThrow();
      requests.add(request);
    }
    return requests;
  }

  /** Returns the members of a resource as it is listed and, if it can be, as it is got. */
  private static List<Shown> shown(TestedMembers members, String id) throws InterruptedException {
    return shown(members, List.of(id)).get(0);
  }

  private static List<List<Shown>> shown(TestedMembers members, List<String> ids)
      throws InterruptedException {
    Membership listed = members.now();
    List<List<Shown>> shown = new ArrayList<>();
    for (String id : ids) {
      shown.add(
          members.collection().can(Action.GET)
              ? List.of(listed(listed, members, id), got(members, id))
              : List.of(listed(listed, members, id)));
    }
    return shown;
  }

  private static Shown listed(Membership listed, TestedMembers members, String id) {
    return Shown.of(Membership.all(listed.resource(id), members.terms()));
  }

  private static Shown got(TestedMembers members, String id) throws InterruptedException {
    CheckContext context = members.context();
    OperationRequest single = members.collection().request(context, Action.GET, id);
    List<OperationResponse> pages =
        single.operation().pagination().isPresent()
            ? PageWalk.of(single, context::send).pages()
            : List.of(context.send(single));
    List<String> got = new ArrayList<>();
    for (OperationResponse page : pages) {
      Expectation.successful(page).orThrow();
      got.addAll(Membership.all(TestedCollection.item(page), members.terms()));
    }
    return Shown.of(got);
  }

  /** Expects every member to be shown once after it was added. */
  Verdict areAdded() {
    for (Shown shown : added) {
      List<Member> missing = tried.stream().filter(one -> !shown.contains(one)).toList();
      if (!missing.isEmpty()) {
        return failed(add, "all %d members".formatted(tried.size()), "without " + missing);
      }
      List<Member> doubled =
          tried.stream()
              .filter(one -> shown.doubled().stream().anyMatch(one.toString()::equalsIgnoreCase))
              .toList();
      if (!doubled.isEmpty()) {
        return failed(add, "each member once", doubled + " more often");
      }
    }
    return Verdict.passed();
  }

  /** Expects no member to be shown after it was removed, and those that were not. */
  Verdict areRemoved() {
    List<Member> first = tried.subList(0, 1);
    List<Member> others = tried.subList(1, tried.size());
    for (Shown shown : left) {
      if (!in(shown, first).isEmpty() || in(shown, others).size() < others.size()) {
        return failed(
            Membership.naming(remove, first),
            "the %d others of %d members".formatted(others.size(), tried.size()),
            "" + in(shown, tried));
      }
    }
    for (Shown shown : removed) {
      List<Member> still = in(shown, tried);
      if (!still.isEmpty()) {
        return failed(remove, "none of the %d members".formatted(tried.size()), "still " + still);
      }
    }
    return Verdict.passed();
  }

  private static List<Member> in(Shown shown, List<Member> members) {
    return members.stream().filter(one -> shown.contains(one)).toList();
  }

  private Verdict failed(OperationRequest request, String expected, String actual) {
    return Verdict.failed(
        "%s, then %s or a get".formatted(request, collection.require(Action.LIST)),
        expected,
        actual);
  }
}
