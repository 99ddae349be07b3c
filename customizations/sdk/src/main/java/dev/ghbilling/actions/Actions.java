package dev.ghbilling.actions;

import dev.ghbilling.client.api.ActionsApi;
import dev.ghbilling.client.model.ActionsBilling;

/** Minutes of GitHub Actions. */
public final class Actions {
  private final ActionsApi api;
  private final String enterprise;

  /** Made by {@code GitHubBilling}; made directly, over any implementation of the interface. */
  public Actions(ActionsApi api, String enterprise) {
    this.api = api;
    this.enterprise = enterprise;
  }

  /**
   * How many minutes the enterprise has used in the current billing cycle, and how many are paid.
   *
   * <p>GitHub's documents: Enterprise billing, <q>Get GitHub Actions billing for an enterprise</q>.
   *
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public ActionsBilling get() {
    return api.getActionsBilling(enterprise);
  }
}
