package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    String login = login(add);
    if (members(session).has(center, login)) {
      Expectation.successful(session.send(remove)).orEnd();
    }
    if (members(session).of(center).isEmpty()
        && session.usual(operation(session, MembershipAspect.LIST)).saysThatItIsAnExample()) {
      // Somebody who has to stay, at a server where nobody is charged for it.
      change(session, MembershipAspect.ADD, center, List.of(COMPANION));
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

  private static Verdict same(Call call, Members expected, Members actual) {
    return expected.equals(actual)
        ? Verdict.passed()
        : Verdict.failed(
            call + ", then the list", "" + expected.byCenter(), "" + actual.byCenter());
  }

  /** Puts every user back where they were when the run began. */
  static void restore(Session session, Members start) throws InterruptedException {
    Members now = members(session);
    for (String center : start.byCenter().keySet()) {
      List<String> lost = start.usersMissing(center, now);
      List<String> gained = now.usersMissing(center, start);
      change(session, MembershipAspect.REMOVE, center, gained);
      change(session, MembershipAspect.ADD, center, lost);
    }
  }

  private static void change(Session session, String id, String center, List<String> users)
      throws InterruptedException {
    if (users.isEmpty()) {
      return;
    }
    Call call = session.call(operation(session, id));
    for (String parameter : call.path().keySet()) {
      if (!parameter.equals(Session.ENTERPRISE)) {
        call = call.withPath(parameter, center);
      }
    }
    JsonNode body =
        ContractJson.MAPPER.createObjectNode().set("users", ContractJson.MAPPER.valueToTree(users));
    Expectation.successful(session.send(call.withBody(Optional.of(body.toString())))).orEnd();
  }

  static Members members(Session session) throws InterruptedException {
    Reply list = session.send(session.call(operation(session, MembershipAspect.LIST)));
    Expectation.successful(list).orEnd();
    return Members.in(list);
  }

  private static Operation operation(Session session, String id) {
    return session.contract().operation(id).orElseThrow();
  }

  private static String login(Call add) {
    try {
      return ContractJson.MAPPER.readTree(add.body().orElse("{}")).path("users").path(0).asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
