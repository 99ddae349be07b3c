package dev.ghbilling.costcenters;

import dev.ghbilling.client.api.CostCentersApi;
import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.client.model.CostCenterList;
import dev.ghbilling.client.model.CostCenterUsers;
import dev.ghbilling.http.PathSegment;
import java.util.Collection;
import java.util.List;

/** Who is charged for what a user consumes. */
public final class CostCenters {
  private final CostCentersApi api;
  private final String enterprise;

  /** Made by {@code GitHubBilling}; made directly, over any implementation of the interface. */
  public CostCenters(CostCentersApi api, String enterprise) {
    this.api = api;
    this.enterprise = enterprise;
  }

  /**
   * All cost centers, each with the resources that are charged to it.
   *
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public CostCenterList list() {
    return api.listCostCenters(enterprise);
  }

  /**
   * Charges what the users consume to a cost center from now on.
   *
   * @param costCenterId the cost center's id
   * @param logins the users' logins, at least one
   * @throws IllegalArgumentException when there is no login or one is blank; nothing is sent then
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public CostCenterChange addUsers(String costCenterId, Collection<String> logins) {
    return api.addUsersToCostCenter(
        enterprise, PathSegment.require("the cost center's id", costCenterId), users(logins));
  }

  /**
   * No longer charges what the users consume to a cost center.
   *
   * @param costCenterId the cost center's id
   * @param logins the users' logins, at least one
   * @throws IllegalArgumentException when there is no login or one is blank; nothing is sent then
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public CostCenterChange removeUsers(String costCenterId, Collection<String> logins) {
    return api.removeUsersFromCostCenter(
        enterprise, PathSegment.require("the cost center's id", costCenterId), users(logins));
  }

  private static CostCenterUsers users(Collection<String> logins) {
    if (logins.isEmpty()) {
      throw new IllegalArgumentException("no login given");
    }
    if (logins.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a login is blank");
    }
    return CostCenterUsers.of(List.copyOf(logins));
  }
}
