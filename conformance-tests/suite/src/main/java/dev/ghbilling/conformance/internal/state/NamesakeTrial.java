package dev.ghbilling.conformance.internal.state;

import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.state.Membership.Member;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import java.util.ArrayList;
import java.util.List;

/**
 * A trial with members of one name and different kinds, which are added one after the other, shown
 * and removed.
 */
record NamesakeTrial(MemberRound round) {
  private static final String NAME = "ghbilling-namesake";

  /** Returns the trial of this run, made on the first call. */
  static NamesakeTrial of(TestedMembers members) throws InterruptedException {
    return members.trial("kinds of members", NamesakeTrial.class, () -> attempt(members));
  }

  private static NamesakeTrial attempt(TestedMembers members) throws InterruptedException {
    OperationRequest add = members.documented();
    if (members.areChosen()) {
      throw new CheckEndedException(Verdict.notApplicable("--body names the members"));
    }
    List<Member> tried = new ArrayList<>();
    for (Member member : members.ofEachKind(kind -> NAME)) {
      OperationResponse response = members.context().send(Membership.naming(add, List.of(member)));
      // The names of some kinds may need another form.
      if (response.status() / 100 != 4) {
        Expectation.successful(response).orThrow();
        tried.add(member);
      }
    }
    if (tried.size() < 2) {
      throw new CheckEndedException(
          Verdict.notApplicable("the server has no two kinds of members with one name"));
    }
    return new NamesakeTrial(MemberRound.ofAdded(members, members.id(add), tried, add));
  }

  /** Expects each of them to be shown after they were added. */
  Verdict areAdded() {
    return round.areAdded();
  }

  /** Expects each of them to be shown until it was removed. */
  Verdict areRemoved() {
    return round.areRemoved();
  }
}
