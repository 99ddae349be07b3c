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
    List<Set<String>> added,
    List<Set<String>> left,
    OperationRequest remove,
    List<Set<String>> removed) {

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
    List<Set<String>> added = shown(members, id);
    List<Set<String>> left = List.of();
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
    List<List<Set<String>>> added = shown(members, ids);
    List<OperationRequest> removes = each(members, Action.REMOVE, ids, tried);
    List<List<Set<String>>> removed = shown(members, ids);
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
  private static List<Set<String>> shown(TestedMembers members, String id)
      throws InterruptedException {
    return shown(members, List.of(id)).get(0);
  }

  private static List<List<Set<String>>> shown(TestedMembers members, List<String> ids)
      throws InterruptedException {
    Membership listed = members.now();
    List<List<Set<String>>> shown = new ArrayList<>();
    for (String id : ids) {
      shown.add(
          members.collection().can(Action.GET)
              ? List.of(listed.of(id), got(members, id))
              : List.of(listed.of(id)));
    }
    return shown;
  }

  private static Set<String> got(TestedMembers members, String id) throws InterruptedException {
    CheckContext context = members.context();
    OperationRequest single = members.collection().request(context, Action.GET, id);
    List<OperationResponse> pages =
        single.operation().pagination().isPresent()
            ? PageWalk.of(single, context::send).pages()
            : List.of(context.send(single));
    Set<String> got = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (OperationResponse page : pages) {
      Expectation.successful(page).orThrow();
      got.addAll(Membership.of(TestedCollection.item(page), members.terms()));
    }
    return got;
  }

  /** Expects every member to be shown after it was added. */
  Verdict areAdded() {
    for (Set<String> shown : added) {
      List<Member> missing = tried.stream().filter(one -> !shown.contains(one.toString())).toList();
      if (!missing.isEmpty()) {
        return failed(add, "all %d members".formatted(tried.size()), "without " + missing);
      }
    }
    return Verdict.passed();
  }

  /** Expects no member to be shown after it was removed, and those that were not. */
  Verdict areRemoved() {
    List<Member> first = tried.subList(0, 1);
    List<Member> others = tried.subList(1, tried.size());
    for (Set<String> shown : left) {
      if (!in(shown, first).isEmpty() || in(shown, others).size() < others.size()) {
        return failed(
            Membership.naming(remove, first),
            "the %d others of %d members".formatted(others.size(), tried.size()),
            "" + in(shown, tried));
      }
    }
    for (Set<String> shown : removed) {
      List<Member> still = in(shown, tried);
      if (!still.isEmpty()) {
        return failed(remove, "none of the %d members".formatted(tried.size()), "still " + still);
      }
    }
    return Verdict.passed();
  }

  private static List<Member> in(Set<String> shown, List<Member> members) {
    return members.stream().filter(one -> shown.contains(one.toString())).toList();
  }

  private Verdict failed(OperationRequest request, String expected, String actual) {
    return Verdict.failed(
        "%s, then %s or a get".formatted(request, collection.require(Action.LIST)),
        expected,
        actual);
  }
}
