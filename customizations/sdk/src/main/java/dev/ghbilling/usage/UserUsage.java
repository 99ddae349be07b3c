package dev.ghbilling.usage;

import dev.ghbilling.client.api.UsageApi.GetUsageReportQuery;
import dev.ghbilling.client.api.UsageApi.GetUserAiCreditUsageQuery;
import dev.ghbilling.client.api.UsageApi.GetUserPremiumRequestUsageQuery;
import dev.ghbilling.client.api.UsageApi.GetUserUsageReportQuery;
import dev.ghbilling.client.api.UsageApi.GetUserUsageSummaryQuery;
import dev.ghbilling.client.model.UsageReport;
import dev.ghbilling.client.model.UserModelUsageReport;
import dev.ghbilling.client.model.UserUsageSummary;
import dev.ghbilling.internal.call.ApiClients;
import feign.Response;
import java.util.function.Consumer;

/**
 * The metered usage of a user. Get it from {@code UserBilling.usage()}.
 *
 * <p>See <q>Get billing usage report for a user</q> in GitHub's document <q>Billing usage</q>.
 */
public final class UserUsage extends MeteredUsage<UsageQuery.Period> {
  private final String user;

  private UserUsage(ApiClients clients, String user) {
    super(clients);
    this.user = user;
  }

  /** Returns the noun for a user; called by {@code UserBilling}. */
  @SuppressWarnings("exports") // For the front door alone, which has the clients.
  public static UserUsage of(ApiClients clients, String user) {
    return new UserUsage(clients, user);
  }

  /**
   * Gets sums of the usage in US dollars, one item for each product, SKU, unit and price.
   *
   * <p>See <q>Get billing usage summary for a user</q> in GitHub's document <q>Billing usage</q>.
   *
   * @param query sets what is asked for; without a month, the server takes the current one
   * @throws IllegalArgumentException when the query is for a day that doesn't exist
   * @throws dev.ghbilling.error.UnreadableResponseException when the response is for something else
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public UserUsageSummary summary(Consumer<GetUserUsageSummaryQuery.Builder> query) {
    GetUserUsageSummaryQuery.Builder asked = GetUserUsageSummaryQuery.builder();
    query.accept(asked);
    return api().getUserUsageSummary(user, asked.build());
  }

  /**
   * Gets the premium requests that were made, and their cost in US dollars, one item for each
   * product, SKU and model.
   *
   * <p>See <q>Get billing premium request usage report for a user</q> in GitHub's document
   * <q>Billing usage</q>.
   *
   * @param query sets what is asked for; without a month, the server takes the current one
   * @throws IllegalArgumentException when the query is for a day that doesn't exist
   * @throws dev.ghbilling.error.UnreadableResponseException when the response is for something else
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public UserModelUsageReport premiumRequests(
      Consumer<GetUserPremiumRequestUsageQuery.Builder> query) {
    GetUserPremiumRequestUsageQuery.Builder asked = GetUserPremiumRequestUsageQuery.builder();
    query.accept(asked);
    return api().getUserPremiumRequestUsage(user, asked.build());
  }

  /**
   * Gets the AI credits that were used, and their cost in US dollars, one item for each product,
   * SKU and model.
   *
   * <p>See <q>Get billing AI credit usage report for a user</q> in GitHub's document <q>Billing
   * usage</q>.
   *
   * @param query sets what is asked for; without a month, the server takes the current one
   * @throws IllegalArgumentException when the query is for a day that doesn't exist
   * @throws dev.ghbilling.error.UnreadableResponseException when the response is for something else
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public UserModelUsageReport aiCredits(Consumer<GetUserAiCreditUsageQuery.Builder> query) {
    GetUserAiCreditUsageQuery.Builder asked = GetUserAiCreditUsageQuery.builder();
    query.accept(asked);
    return api().getUserAiCreditUsage(user, asked.build());
  }

  @Override
  UsageReport get(GetUsageReportQuery query) {
    return api().getUserUsageReport(user, of(query));
  }

  @Override
  Response open(GetUsageReportQuery query) {
    return api().getUserUsageReportStream(user, of(query));
  }

  private static GetUserUsageReportQuery of(GetUsageReportQuery query) {
    return GetUserUsageReportQuery.builder()
        .year(query.year())
        .month(query.month())
        .day(query.day())
        .build();
  }
}
