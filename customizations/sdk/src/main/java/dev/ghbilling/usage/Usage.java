package dev.ghbilling.usage;

import dev.ghbilling.client.api.UsageApi;
import dev.ghbilling.client.model.UsageReport;

/** Metered usage, row by row, with its price. */
public final class Usage {
  private final UsageApi api;
  private final String enterprise;

  /** Made by {@code GitHubBilling}; made directly, over any implementation of the interface. */
  public Usage(UsageApi api, String enterprise) {
    this.api = api;
    this.enterprise = enterprise;
  }

  /**
   * The report that a query asks for. Without a cost center it holds what belongs to no cost
   * center, which is not the total of the enterprise.
   *
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public UsageReport report(UsageQuery query) {
    return api.getUsageReport(enterprise, query.parameters());
  }
}
