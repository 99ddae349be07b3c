package dev.ghbilling.costcenters;

import dev.ghbilling.client.api.CostCentersApi;
import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.client.model.CostCenterList;
import dev.ghbilling.client.model.CostCenterUsers;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.call.WholeList;
import dev.ghbilling.internal.uri.PathSegment;
import feign.TypedResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A client for cost centers, which are charged for the usage of their users. Get it from {@code
 * GitHubBilling.costCenters()}.
 *
 * <p>See <q>Get all cost centers for an enterprise</q> and the operations that follow it in
 * GitHub's document <q>Enterprise billing</q>.
 */
public final class CostCenters {
  private final ApiClients clients;
  private final String enterprise;

  private CostCenters(ApiClients clients, String enterprise) {
    this.clients = clients;
    this.enterprise = enterprise;
  }

  /** Returns the noun for an enterprise; called by {@code GitHubBilling}. */
  @SuppressWarnings("exports") // For the front door alone, which has the clients.
  public static CostCenters of(ApiClients clients, String enterprise) {
    return new CostCenters(clients, enterprise);
  }

  /**
   * Lists all cost centers, each with the resources that are charged to it. GitHub also lists
   * deleted ones, with the resources that they had; their additional property {@code state} is
   * {@code deleted}.
   *
   * @throws dev.ghbilling.error.IncompleteListException when the server sends one page of several
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public CostCenterList list() {
    return WholeList.of(
        "listCostCenters",
        api().listCostCentersWithHttpInfo(enterprise),
        CostCenterList::costCenters);
  }

  /**
   * Adds users to a cost center, which is charged for their usage from now on. A user who is in
   * another cost center leaves it. More than 50 users are sent in several requests. If the server
   * refuses a request of several users, its halves are sent, until the refused users are found and
   * all others are added.
   *
   * @param costCenterId the cost center's id
   * @param logins the users' logins, at least one; duplicates, compared without case, are sent once
   * @return the response; for several requests, the first response with the lists of all
   * @throws IllegalArgumentException when there is no login, or {@link Logins#parse} refuses one;
   *     nothing is sent
   * @throws dev.ghbilling.error.CostCenterChangeException when one of several requests fails, or
   *     some of the users are refused, or the response doesn't say in the contract's words that all
   *     was done and the cost center's list doesn't show it; it says which users were added
   * @throws dev.ghbilling.error.GitHubBillingException when the only request fails
   */
  public CostCenterChange addUsers(String costCenterId, Collection<String> logins) {
    return change(costCenterId).with(users(logins, true), adding(costCenterId)).send();
  }

  /**
   * Removes users from a cost center, which is no longer charged for their usage. More than 50
   * users are sent in several requests. If the server refuses a request of several users, its
   * halves are sent, until the refused users are found and all others are removed.
   *
   * @param costCenterId the cost center's id
   * @param logins the users' logins, at least one; duplicates, compared without case, are sent once
   * @return the response; for several requests, the first response with the lists of all
   * @throws IllegalArgumentException when there is no login, or {@link Logins#parse} refuses one;
   *     nothing is sent
   * @throws dev.ghbilling.error.CostCenterChangeException when one of several requests fails, or
   *     some of the users are refused, or the response doesn't say in the contract's words that all
   *     was done and the cost center's list doesn't show it; it says which users were removed
   * @throws dev.ghbilling.error.GitHubBillingException when the only request fails
   */
  public CostCenterChange removeUsers(String costCenterId, Collection<String> logins) {
    return change(costCenterId).with(users(logins, false), removing(costCenterId)).send();
  }

  /**
   * Plans how to give a cost center exactly the desired users. Lists the cost centers and changes
   * nothing. Logins are compared without case. Organizations, repositories and teams of the cost
   * center stay. Users of a deleted cost center count as users of none.
   *
   * @param costCenterId the cost center's id
   * @param desiredLogins the desired users; empty removes all
   * @throws IllegalArgumentException when {@link Logins#parse} refuses a login, or the cost center
   *     doesn't exist or isn't active
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public CostCenterPlan plan(String costCenterId, Collection<String> desiredLogins) {
    Map<String, String> desired = Logins.parseAll(desiredLogins);
    return memberships(costCenterId).planOnly(desired);
  }

  /**
   * Plans how to add users to a cost center, as {@link #plan} does, and removes nobody.
   *
   * @param costCenterId the cost center's id
   * @param logins the users to add, at least one
   * @throws IllegalArgumentException when there is no login, {@link Logins#parse} refuses one, or
   *     the cost center doesn't exist or isn't active
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public CostCenterPlan planAdding(String costCenterId, Collection<String> logins) {
    Map<String, String> added = Logins.distinct(Logins.require(logins));
    return memberships(costCenterId).planAlso(added);
  }

  /**
   * Plans how to remove users from a cost center, as {@link #plan} does, and adds nobody.
   *
   * @param costCenterId the cost center's id
   * @param logins the users to remove, at least one
   * @throws IllegalArgumentException when there is no login, {@link Logins#parse} refuses one, or
   *     the cost center doesn't exist or isn't active
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public CostCenterPlan planRemoving(String costCenterId, Collection<String> logins) {
    Map<String, String> removed = Logins.distinct(Logins.require(logins));
    return memberships(costCenterId).planWithout(removed);
  }

  private Memberships memberships(String costCenterId) {
    PathSegment.require("the cost center's id", costCenterId);
    return new Memberships(list().costCenters(), costCenterId);
  }

  /**
   * Carries out a plan that removes no more than half of the cost center's users, like {@link
   * #apply(CostCenterPlan, boolean, int)}.
   *
   * @param plan a plan made by this class
   * @param allowMoves whether users may leave another cost center for this one
   * @throws IllegalArgumentException when the plan has moves and they aren't allowed, or removes
   *     more than half of the users; nothing is sent
   * @throws dev.ghbilling.error.CostCenterChangeException when not all users were changed
   */
  public AppliedPlan apply(CostCenterPlan plan, boolean allowMoves) {
    return apply(plan, allowMoves, CostCenterPlan::uncriticalRemovals);
  }

  /**
   * Carries out a plan: adds users first, then removes users. An empty plan sends nothing. Users
   * whom the server refuses are found as by {@link #addUsers}, and don't keep others from being
   * added or removed.
   *
   * <p>Lists the cost centers before, since they may have changed after the plan was made, and
   * afterwards, to see that the changes were made.
   *
   * @param plan a plan made by this class
   * @param allowMoves whether users may leave another cost center for this one
   * @param allowedRemovals how many users may be removed, even if they are more than half of them
   * @throws IllegalArgumentException when the plan has moves and they aren't allowed, or removes
   *     more users than allowed, or does so by now, after the cost centers have changed; no change
   *     is sent
   * @throws dev.ghbilling.error.CostCenterChangeException when not all users were changed; it says
   *     what became of each
   * @throws dev.ghbilling.error.GitHubBillingException when the cost centers can't be listed before
   */
  public AppliedPlan apply(CostCenterPlan plan, boolean allowMoves, int allowedRemovals) {
    return apply(plan, allowMoves, rest -> allowedRemovals);
  }

  private AppliedPlan apply(
      CostCenterPlan plan, boolean allowMoves, ToIntFunction<CostCenterPlan> allowedRemovals) {
    plan.require(allowMoves, allowedRemovals.applyAsInt(plan));
    String id = plan.costCenterId();
    UserChange change = change(id);
    if (!plan.isEmpty()) {
      Memberships now = memberships(id);
      CostCenterPlan rest = now.planRest(plan);
      rest.require(allowMoves, allowedRemovals.applyAsInt(rest));
      change.with(now.users(plan.added(), true), adding(id));
      change.with(now.users(plan.leaves(), false), removing(id));
    }
    return change.sendAndProve();
  }

  private CostCentersApi api() {
    return clients.create(CostCentersApi.class);
  }

  private UserChange change(String costCenterId) {
    PathSegment.require("the cost center's id", costCenterId);
    return new UserChange(
        costCenterId,
        () -> Memberships.keys(list().costCenters(), costCenterId),
        clients.retries()::pause);
  }

  private Function<CostCenterUsers, TypedResponse<CostCenterChange>> adding(String id) {
    return users -> api().addUsersToCostCenterWithHttpInfo(enterprise, id, users);
  }

  private Function<CostCenterUsers, TypedResponse<CostCenterChange>> removing(String id) {
    return users -> api().removeUsersFromCostCenterWithHttpInfo(enterprise, id, users);
  }

  private static List<ChangedUser> users(Collection<String> logins, boolean added) {
    return Logins.require(logins).stream().map(login -> new ChangedUser(login, added)).toList();
  }
}
