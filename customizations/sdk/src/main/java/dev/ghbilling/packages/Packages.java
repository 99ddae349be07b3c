package dev.ghbilling.packages;

import dev.ghbilling.client.api.PackagesApi;
import dev.ghbilling.client.model.PackagesBilling;

/** Data transferred out of GitHub Packages. */
public final class Packages {
  private final PackagesApi api;
  private final String enterprise;

  /** Made by {@code GitHubBilling}; made directly, over any implementation of the interface. */
  public Packages(PackagesApi api, String enterprise) {
    this.api = api;
    this.enterprise = enterprise;
  }

  /**
   * How many gigabytes were transferred in the current billing cycle, and how many are paid.
   *
   * <p>GitHub's documents: Enterprise billing, <q>Get GitHub Packages billing for an
   * enterprise</q>.
   *
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public PackagesBilling get() {
    return api.getPackagesBilling(enterprise);
  }
}
