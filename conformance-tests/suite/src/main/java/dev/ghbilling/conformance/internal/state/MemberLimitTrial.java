package dev.ghbilling.conformance.internal.state;

import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.Rejection;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.state.Membership.Member;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.ArrayList;
import java.util.List;

/**
 * A trial in which requests name one more member than they may, of all kinds together: one that
 * adds them, and one that removes them after two of them were added.
 *
 * @param id the resource
 * @param tried the members, the first two of which are added in between
 * @param added the response to the first request
 * @param removed the response to the second request
 * @param after the members after both
 */
record MemberLimitTrial(
    TestedCollection collection,
    String id,
    List<Member> tried,
    OperationResponse added,
    OperationResponse removed,
    Membership after) {

  /** Returns the trial of this run, made on the first call. */
  static MemberLimitTrial of(TestedMembers members) throws InterruptedException {
    return members.trial("limit of members", MemberLimitTrial.class, () -> attempt(members));
  }

  private static MemberLimitTrial attempt(TestedMembers members) throws InterruptedException {
    CheckContext context = members.context();
    OperationRequest documented = members.documented();
    if (members.areChosen()) {
      throw new CheckEndedException(
          Verdict.notApplicable("--body names the members, fewer than the limit"));
    }
    String id = members.id(documented);
    List<Member> tried = tooMany(members);
    OperationResponse added = context.send(Membership.naming(documented, tried));
    List<Member> two = tried.subList(0, 2);
    Expectation.successful(context.send(Membership.naming(documented, two))).orThrow();
    OperationResponse removed = context.send(members.request(Action.REMOVE, id, tried));
    Membership after = members.now();
    Expectation.successful(context.send(members.request(Action.REMOVE, id, two))).orThrow();
    return new MemberLimitTrial(members.collection(), id, tried, added, removed, after);
  }

  /** Returns one more member than a request may name, by turns of each kind. */
  private static List<Member> tooMany(TestedMembers members) {
    List<String> kinds = members.collection().kinds(members.terms());
    List<Member> tried = new ArrayList<>();
    for (int i = 0; i <= members.terms().most().orElseThrow(); i++) {
      tried.add(members.member(kinds.get(i % kinds.size()), "ghbilling-limit-" + i));
    }
    return tried;
  }

  /** Expects the members not to be added. */
  Verdict areNotAdded() {
    List<Member> present = tried.stream().skip(2).filter(member -> after.has(id, member)).toList();
    return verdict(added, present.isEmpty(), "none of them in " + id, "" + present);
  }

  /** Expects those that are there not to be removed. */
  Verdict areNotRemoved() {
    List<Member> gone =
        tried.subList(0, 2).stream().filter(member -> !after.has(id, member)).toList();
    return verdict(removed, gone.isEmpty(), "all that were in " + id, "without " + gone);
  }

  private Verdict verdict(
      OperationResponse response, boolean unchanged, String expected, String actual) {
    String where = "%s with %d members".formatted(response.request(), tried.size());
    if (!Rejection.INVALID_INPUT.contains(response.status())) {
      return Verdict.failed(where, "HTTP 400 or 422", "HTTP " + response.status());
    }
    return unchanged
        ? Verdict.passed()
        : Verdict.failed(
            "%s, refused, then %s".formatted(where, collection.require(Action.LIST)),
            expected,
            actual);
  }
}
