package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the users whom a run sends to cost centers back where they were. What anybody else changed
 * in the meantime stays.
 */
final class Restoration {
  /** Stands for the restoration in the results, where it failed. */
  static final Check CHECK =
      new Check(
          MembershipAspect.REMOVE + "/restored",
          MembershipAspect.REMOVE,
          "",
          true,
          session -> Verdict.passed());

  private final Session session;
  private Optional<Members> start = Optional.empty();

  Restoration(Session session) {
    this.session = session;
  }

  static boolean isNeededFor(Check check) {
    return check.writes()
        && Set.of(MembershipAspect.ADD, MembershipAspect.REMOVE).contains(check.operationId());
  }

  /**
   * Remembers where everybody is, before the first change.
   *
   * @throws EndedEarly could not run, when that can't be found out
   */
  void begin() throws InterruptedException {
    if (start.isEmpty()) {
      try {
        start = Optional.of(MembershipTrial.members(session));
      } catch (EndedEarly e) {
        throw new EndedEarly(
            Verdict.couldNotRun(
                "nobody is moved while it is unknown who is where: " + e.verdict().message()));
      }
    }
  }

  /** Puts everybody back. Why that couldn't be done, if it couldn't. */
  Optional<Verdict> end() throws InterruptedException {
    if (start.isEmpty()) {
      return Optional.empty();
    }
    Members before = start.get();
    start = Optional.empty();
    try {
      Members now = MembershipTrial.members(session);
      for (String login : sent()) {
        for (String center : now.centersOf(login)) {
          if (!before.has(center, login)) {
            change(MembershipAspect.REMOVE, center, login);
          }
        }
        for (String center : before.centersOf(login)) {
          if (!now.has(center, login)) {
            change(MembershipAspect.ADD, center, before.spelling(center, login));
          }
        }
      }
      return Optional.empty();
    } catch (EndedEarly e) {
      return Optional.of(
          Verdict.couldNotRun("the cost centers could not be put back: " + e.verdict().message()));
    }
  }

  /** Everybody whom a request of this run named. */
  private Set<String> sent() {
    Set<String> logins = new LinkedHashSet<>();
    for (Exchange exchange : session.traffic()) {
      String operation = exchange.call().operation().id();
      if (operation.equals(MembershipAspect.ADD) || operation.equals(MembershipAspect.REMOVE)) {
        logins.addAll(MembershipTrial.logins(exchange.call()));
      }
    }
    return logins;
  }

  private void change(String id, String center, String login) throws InterruptedException {
    Operation operation = session.contract().operation(id).orElseThrow();
    JsonNode body =
        ContractJson.MAPPER
            .createObjectNode()
            .set("users", ContractJson.MAPPER.valueToTree(List.of(login)));
    Call call = MembershipTrial.at(session.call(operation), center);
    Expectation.successful(session.send(call.withBody(Optional.of(body.toString())))).orEnd();
  }
}
