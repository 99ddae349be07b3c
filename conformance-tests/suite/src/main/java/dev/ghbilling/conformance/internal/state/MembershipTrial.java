package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A trial in which a user is added to a cost center twice and then removed twice.
 *
 * @param login the user
 * @param center the cost center's id
 * @param before the members before the trial
 * @param added the two additions
 * @param removed the two removals
 */
record MembershipTrial(
    String login, String center, CostCenterMembers before, Twice added, Twice removed) {
  static final String LIST = "listCostCenters";
  static final String ADD = "addUsersToCostCenter";
  static final String REMOVE = "removeUsersFromCostCenter";

  private static final String COMPANION = "octocat";

  /**
   * A request that was sent twice.
   *
   * @param request the request
   * @param afterFirst the members after the first response
   * @param second the second response
   * @param afterSecond the members after the second response
   */
  private record Twice(
      OperationRequest request,
      CostCenterMembers afterFirst,
      OperationResponse second,
      CostCenterMembers afterSecond) {}

  /** Tells whether a contract has the operations that a trial needs. */
  static boolean isSupportedBy(Contract contract) {
    return Stream.of(LIST, ADD, REMOVE).allMatch(id -> contract.operation(id).isPresent());
  }

  /** Returns the trial of this run, made on the first call. */
  static MembershipTrial of(CheckContext context) throws InterruptedException {
    return context.memoize("membership", MembershipTrial.class, () -> attempt(context));
  }

  private static MembershipTrial attempt(CheckContext context) throws InterruptedException {
    OperationRequest add = context.request(operation(context, ADD));
    OperationRequest remove = context.request(operation(context, REMOVE)).withBody(add.body());
    String center =
        add.path().entrySet().stream()
            .filter(entry -> !entry.getKey().equals(CheckContext.ENTERPRISE))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow();
    String login =
        logins(add).stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new CheckEndedException(
                        Verdict.couldNotRun(
                            "the body of %s names no user; check --body".formatted(ADD))));
    if (members(context).has(center, login)) {
      Expectation.successful(context.send(remove)).orThrow();
    }
    if (members(context).of(center).isEmpty()
        && context.defaultResponse(operation(context, LIST)).isDocumentedExample()) {
      // Adds a second user, who must stay: at a server with examples, nobody is charged for it.
      OperationRequest companion = add.withBody(Optional.of("{\"users\":[\"" + COMPANION + "\"]}"));
      Expectation.successful(context.send(companion)).orThrow();
    }
    CostCenterMembers before = members(context);
    return new MembershipTrial(login, center, before, twice(context, add), twice(context, remove));
  }

  private static Twice twice(CheckContext context, OperationRequest request)
      throws InterruptedException {
    Expectation.successful(context.send(request)).orThrow();
    CostCenterMembers afterFirst = members(context);
    OperationResponse second = context.send(request);
    return new Twice(request, afterFirst, second, members(context));
  }

  Verdict userIsListed() {
    return same(added.request(), before.with(center, login), added.afterFirst());
  }

  Verdict secondAddChangesNothing() {
    Expectation.successful(added.second()).orThrow();
    return same(added.request(), added.afterFirst(), added.afterSecond());
  }

  Verdict onlyThatUserIsRemoved() {
    if (before.of(center).isEmpty()) {
      return Verdict.notApplicable("the cost center has no other members, who would have to stay");
    }
    return same(removed.request(), added.afterSecond().without(login), removed.afterFirst());
  }

  Verdict secondRemoveChangesNothing() {
    Expectation.successful(removed.second()).orThrow();
    return same(removed.request(), removed.afterFirst(), removed.afterSecond());
  }

  private Verdict same(
      OperationRequest request, CostCenterMembers expected, CostCenterMembers actual) {
    // Other cost centers may change at the same time, through no fault of the server.
    Set<String> here = expected.of(center);
    if (!here.equals(actual.of(center))) {
      return Verdict.failed(request + ", then " + LIST, "" + here, "" + actual.of(center));
    }
    List<String> elsewhere = actual.centersOf(login);
    return expected.centersOf(login).containsAll(elsewhere)
        ? Verdict.passed()
        : Verdict.failed(
            request + ", then " + LIST, login + " in no other cost center", "in " + elsewhere);
  }

  /** Returns the same request for another cost center. */
  static OperationRequest at(OperationRequest request, String center) {
    OperationRequest changed = request;
    for (String parameter : request.path().keySet()) {
      if (!parameter.equals(CheckContext.ENTERPRISE)) {
        changed = changed.withPath(parameter, center);
      }
    }
    return changed;
  }

  /** Returns the current members, as the server lists them. */
  static CostCenterMembers members(CheckContext context) throws InterruptedException {
    OperationResponse list = context.send(context.request(operation(context, LIST)));
    Expectation.successful(list).orThrow();
    return CostCenterMembers.in(list);
  }

  private static Operation operation(CheckContext context, String id) {
    return context.contract().operation(id).orElseThrow();
  }

  /** Returns the users named by a request; none if its body is invalid. */
  static List<String> logins(OperationRequest request) {
    List<String> logins = new ArrayList<>();
    try {
      JsonNode users = ContractJson.MAPPER.readTree(request.body().orElse("{}")).path("users");
      users.forEach(user -> logins.add(user.asText()));
    } catch (IOException e) {
      return List.of();
    }
    return logins;
  }
}
