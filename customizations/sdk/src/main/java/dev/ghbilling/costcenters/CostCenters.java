package dev.ghbilling.costcenters;

import dev.ghbilling.client.api.CostCentersApi;
import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.client.model.CostCenterList;
import dev.ghbilling.client.model.CostCenterResource;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.uri.PathSegment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

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
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public CostCenterList list() {
    return api().listCostCenters(enterprise);
  }

  /**
   * Adds users to a cost center, which is charged for their usage from now on. A user who is in
   * another cost center leaves it. More than 50 users are sent in several requests.
   *
   * @param costCenterId the cost center's id
   * @param logins the users' logins, at least one; duplicates, compared without case, are sent once
   * @return the response; for several requests, the first response with the lists of all
   * @throws IllegalArgumentException when there is no login or one is blank; nothing is sent
   * @throws dev.ghbilling.error.CostCenterChangeException when one of several requests fails; it
   *     says which users were added
   * @throws dev.ghbilling.error.GitHubBillingException when the only request fails
   */
  public CostCenterChange addUsers(String costCenterId, Collection<String> logins) {
    return adding(change(costCenterId), costCenterId, Logins.require(logins)).send();
  }

  /**
   * Removes users from a cost center, which is no longer charged for their usage. More than 50
   * users are sent in several requests.
   *
   * @param costCenterId the cost center's id
   * @param logins the users' logins, at least one; duplicates, compared without case, are sent once
   * @return the response; for several requests, the first response with the lists of all
   * @throws IllegalArgumentException when there is no login or one is blank; nothing is sent
   * @throws dev.ghbilling.error.CostCenterChangeException when one of several requests fails; it
   *     says which users were removed
   * @throws dev.ghbilling.error.GitHubBillingException when the only request fails
   */
  public CostCenterChange removeUsers(String costCenterId, Collection<String> logins) {
    return removing(change(costCenterId), costCenterId, Logins.require(logins)).send();
  }

  /**
   * Plans how to give a cost center exactly the desired users. Lists the cost centers and changes
   * nothing. Logins are compared without case. Organizations, repositories and teams of the cost
   * center stay. Users of a deleted cost center count as users of none.
   *
   * @param costCenterId the cost center's id
   * @param desiredLogins the desired users; empty removes all
   * @throws IllegalArgumentException when a login is blank, or the cost center doesn't exist or
   *     isn't active
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public CostCenterPlan plan(String costCenterId, Collection<String> desiredLogins) {
    PathSegment.require("the cost center's id", costCenterId);
    Map<String, String> desired = Logins.distinct(desiredLogins);
    List<CostCenter> all = list().costCenters();
    CostCenter center =
        all.stream()
            .filter(listed -> listed.id().equals(costCenterId))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("there is no cost center " + costCenterId));
    CostCenterState.requireActive(center);
    Map<String, String> present = Logins.distinct(users(center).toList());
    Map<String, CostCenter> elsewhere = new LinkedHashMap<>();
    for (CostCenter other : all) {
      if (!other.id().equals(costCenterId) && !CostCenterState.isDeleted(other)) {
        users(other).forEach(login -> elsewhere.putIfAbsent(Logins.key(login), other));
      }
    }

    List<String> joins = new ArrayList<>();
    List<CostCenterPlan.Move> moves = new ArrayList<>();
    desired.forEach(
        (key, login) -> {
          CostCenter from = elsewhere.get(key);
          if (present.containsKey(key)) {
            return;
          }
          if (from == null) {
            joins.add(login);
          } else {
            moves.add(new CostCenterPlan.Move(login, from.id(), from.name()));
          }
        });
    List<String> leaves =
        present.entrySet().stream()
            .filter(user -> !desired.containsKey(user.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    return new CostCenterPlan(costCenterId, center.name(), joins, moves, leaves);
  }

  /**
   * Carries out a plan: adds users first, then removes users. An empty plan sends nothing.
   *
   * @param plan a plan made by {@link #plan}
   * @param allowMoves whether users may leave another cost center for this one
   * @throws IllegalArgumentException when the plan has moves and they aren't allowed; nothing is
   *     sent
   * @throws dev.ghbilling.error.CostCenterChangeException when one of several requests fails; it
   *     says which users were added or removed
   * @throws dev.ghbilling.error.GitHubBillingException when the only request fails
   */
  public void apply(CostCenterPlan plan, boolean allowMoves) {
    if (!allowMoves && !plan.moves().isEmpty()) {
      CostCenterPlan.Move first = plan.moves().get(0);
      throw new IllegalArgumentException(
          "%d of the users are in another cost center, such as %s in %s: allow moves to take them from it"
              .formatted(plan.moves().size(), first.login(), first.fromName()));
    }
    String id = plan.costCenterId();
    removing(adding(change(id), id, plan.added()), id, plan.leaves()).send();
  }

  private CostCentersApi api() {
    return clients.create(CostCentersApi.class);
  }

  private UserChange change(String costCenterId) {
    PathSegment.require("the cost center's id", costCenterId);
    return new UserChange(costCenterId, () -> members(costCenterId));
  }

  private UserChange adding(UserChange change, String id, List<String> logins) {
    return change.adding(logins, users -> api().addUsersToCostCenter(enterprise, id, users));
  }

  private UserChange removing(UserChange change, String id, List<String> logins) {
    return change.removing(logins, users -> api().removeUsersFromCostCenter(enterprise, id, users));
  }

  private Set<String> members(String costCenterId) {
    return Logins.distinct(
            list().costCenters().stream()
                .filter(center -> center.id().equals(costCenterId))
                .flatMap(CostCenters::users)
                .toList())
        .keySet();
  }

  private static Stream<String> users(CostCenter center) {
    return center.resources().stream()
        .filter(resource -> resource.type().equalsIgnoreCase("User"))
        .map(CostCenterResource::name)
        .filter(login -> !login.isBlank());
  }
}
