package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Restores the cost centers of the users that a run moved. Changes that others made in the meantime
 * stay.
 */
public final class MembershipRestoration {
  /** The check that stands for the restoration in the results if it fails. */
  public static final Check CHECK =
      new Check(
          MembershipTrial.REMOVE + "/restored",
          MembershipTrial.REMOVE,
          "",
          true,
          context -> Verdict.passed());

  /** The operations that move users. */
  public static final Set<String> MOVING_OPERATIONS =
      Set.of(MembershipTrial.ADD, MembershipTrial.REMOVE);

  private final CheckContext context;
  private Optional<CostCenterMembers> snapshot = Optional.empty();

  public MembershipRestoration(CheckContext context) {
    this.context = context;
  }

  /** Tells whether a check may move users. */
  public static boolean isNeededFor(Check check) {
    return check.writes() && MOVING_OPERATIONS.contains(check.operationId());
  }

  /** Tells whether a contract has the operations that moving and restoring users needs. */
  public static boolean isSupportedBy(Contract contract) {
    return MembershipTrial.isSupportedBy(contract);
  }

  /**
   * Takes a snapshot of all cost centers before the first change.
   *
   * @throws CheckEndedException could not run, when the server doesn't list them
   */
  public void begin() throws InterruptedException {
    if (snapshot.isEmpty()) {
      try {
        snapshot = Optional.of(MembershipTrial.members(context));
      } catch (CheckEndedException e) {
        throw new CheckEndedException(
            Verdict.couldNotRun(
                "no user is moved, because the current members are unknown: "
                    + e.verdict().message()));
      }
    }
  }

  /** Restores the snapshot. Returns why that failed, if it did. */
  public Optional<Verdict> end() throws InterruptedException {
    if (snapshot.isEmpty()) {
      return Optional.empty();
    }
    CostCenterMembers before = snapshot.get();
    snapshot = Optional.empty();
    try {
      CostCenterMembers now = MembershipTrial.members(context);
      for (String login : movedUsers()) {
        for (String center : now.centersOf(login)) {
          if (!before.has(center, login)) {
            change(MembershipTrial.REMOVE, center, login);
          }
        }
        for (String center : before.centersOf(login)) {
          if (!now.has(center, login)) {
            change(MembershipTrial.ADD, center, before.spelling(center, login));
          }
        }
      }
      return Optional.empty();
    } catch (CheckEndedException e) {
      return Optional.of(
          Verdict.couldNotRun("the cost centers could not be restored: " + e.verdict().message()));
    }
  }

  /** Returns the users that requests of this run named. */
  private Set<String> movedUsers() {
    Set<String> logins = new LinkedHashSet<>();
    for (RecordedExchange exchange : context.traffic()) {
      String operation = exchange.request().operation().id();
      if (MOVING_OPERATIONS.contains(operation)) {
        logins.addAll(MembershipTrial.logins(exchange.request()));
      }
    }
    return logins;
  }

  private void change(String id, String center, String login) throws InterruptedException {
    Operation operation = context.contract().operation(id).orElseThrow();
    JsonNode body =
        ContractJson.MAPPER
            .createObjectNode()
            .set("users", ContractJson.MAPPER.valueToTree(List.of(login)));
    OperationRequest request = MembershipTrial.at(context.request(operation), center);
    Expectation.successful(context.send(request.withBody(Optional.of(body.toString())))).orThrow();
  }
}
