package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A user who is added to a cost center twice and removed from it twice.
 *
 * @param login the user
 * @param center the cost center's id
 * @param before who was in before
 * @param added the second answer to adding, and who was in after the first and after it
 * @param removed the second answer to removing, and who was in after the first and after it
 */
record MembershipTrial(String login, String center, Members before, Twice added, Twice removed) {
  private static final String COMPANION = "octocat";

  /** What came of doing something twice. */
  private record Twice(Call call, Members once, Reply second, Members twice) {}

  /** The trial of this run. */
  static MembershipTrial of(Session session) throws InterruptedException {
    return session.once("membership", MembershipTrial.class, () -> attempt(session));
  }

  private static MembershipTrial attempt(Session session) throws InterruptedException {
    Call add = session.call(operation(session, MembershipAspect.ADD));
    Call remove = session.call(operation(session, MembershipAspect.REMOVE)).withBody(add.body());
    String center =
        add.path().entrySet().stream()
            .filter(entry -> !entry.getKey().equals(Session.ENTERPRISE))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow();
    String login =
        logins(add).stream()
            .findFirst()
            .orElseThrow(() -> new EndedEarly(Verdict.couldNotRun("the body names no user")));
    if (members(session).has(center, login)) {
      Expectation.successful(session.send(remove)).orEnd();
    }
    if (members(session).of(center).isEmpty()
        && session.usual(operation(session, MembershipAspect.LIST)).saysThatItIsAnExample()) {
      // Somebody who has to stay, at a server where nobody is charged for it.
      Call companion = add.withBody(Optional.of("{\"users\":[\"" + COMPANION + "\"]}"));
      Expectation.successful(session.send(companion)).orEnd();
    }
    Members before = members(session);
    return new MembershipTrial(login, center, before, twice(session, add), twice(session, remove));
  }

  private static Twice twice(Session session, Call call) throws InterruptedException {
    Expectation.successful(session.send(call)).orEnd();
    Members once = members(session);
    Reply second = session.send(call);
    return new Twice(call, once, second, members(session));
  }

  Verdict shown() {
    return same(added.call(), before.with(center, login), added.once());
  }

  Verdict addedAgain() {
    Expectation.successful(added.second()).orEnd();
    return same(added.call(), added.once(), added.twice());
  }

  Verdict onlyThat() {
    if (before.of(center).isEmpty()) {
      return Verdict.notApplicable("nobody else is in the cost center, who would have to stay");
    }
    return same(removed.call(), added.twice().without(login), removed.once());
  }

  Verdict removedAgain() {
    Expectation.successful(removed.second()).orEnd();
    return same(removed.call(), removed.once(), removed.twice());
  }

  private Verdict same(Call call, Members expected, Members actual) {
    // Elsewhere others may be at work.
    Set<String> here = expected.of(center);
    if (!here.equals(actual.of(center))) {
      return Verdict.failed(call + ", then the list", "" + here, "" + actual.of(center));
    }
    List<String> elsewhere = actual.centersOf(login);
    return expected.centersOf(login).containsAll(elsewhere)
        ? Verdict.passed()
        : Verdict.failed(call + ", then the list", login + " in no other", "in " + elsewhere);
  }

  /** The same call for another cost center. */
  static Call at(Call call, String center) {
    Call changed = call;
    for (String parameter : call.path().keySet()) {
      if (!parameter.equals(Session.ENTERPRISE)) {
        changed = changed.withPath(parameter, center);
      }
    }
    return changed;
  }

  static Members members(Session session) throws InterruptedException {
    Reply list = session.send(session.call(operation(session, MembershipAspect.LIST)));
    Expectation.successful(list).orEnd();
    return Members.in(list);
  }

  private static Operation operation(Session session, String id) {
    return session.contract().operation(id).orElseThrow();
  }

  /** The users whom a request names; none if its body is at fault. */
  static List<String> logins(Call call) {
    List<String> logins = new ArrayList<>();
    try {
      JsonNode users = ContractJson.MAPPER.readTree(call.body().orElse("{}")).path("users");
      users.forEach(user -> logins.add(user.asText()));
    } catch (IOException e) {
      return List.of();
    }
    return logins;
  }
}
