package dev.ghbilling.sharedstorage;

import dev.ghbilling.client.api.SharedStorageApi;
import dev.ghbilling.client.model.SharedStorageBilling;

/** Storage shared by GitHub Actions and GitHub Packages. */
public final class SharedStorage {
  private final SharedStorageApi api;
  private final String enterprise;

  /** Made by {@code GitHubBilling}; made directly, over any implementation of the interface. */
  public SharedStorage(SharedStorageApi api, String enterprise) {
    this.api = api;
    this.enterprise = enterprise;
  }

  /**
   * How many gigabytes are estimated for this month, and how many are paid.
   *
   * <p>GitHub's documents: Enterprise billing, <q>Get shared storage billing for an enterprise</q>.
   *
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public SharedStorageBilling get() {
    return api.getSharedStorageBilling(enterprise);
  }
}
