package dev.ghbilling.usage;

import dev.ghbilling.client.api.UsageApi.GetOrganizationAiCreditUsageQuery;
import dev.ghbilling.client.api.UsageApi.GetOrganizationPremiumRequestUsageQuery;
import dev.ghbilling.client.api.UsageApi.GetOrganizationUsageReportQuery;
import dev.ghbilling.client.api.UsageApi.GetOrganizationUsageSummaryQuery;
import dev.ghbilling.client.api.UsageApi.GetUsageReportQuery;
import dev.ghbilling.client.model.OrganizationModelUsageReport;
import dev.ghbilling.client.model.OrganizationUsageSummary;
import dev.ghbilling.client.model.UsageReport;
import dev.ghbilling.internal.call.ApiClients;
import feign.Response;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The metered usage of an organization. Get it from {@code OrganizationBilling.usage()}.
 *
 * <p>See <q>Get billing usage report for an organization</q> in GitHub's document <q>Billing
 * usage</q>.
 */
public final class OrganizationUsage extends MeteredUsage<UsageQuery.Period> {
  private final String organization;

  private OrganizationUsage(ApiClients clients, String organization) {
    super(clients);
    this.organization = organization;
  }

  /** Returns the noun for an organization; called by {@code OrganizationBilling}. */
  @SuppressWarnings("exports") // For the front door alone, which has the clients.
  public static OrganizationUsage of(ApiClients clients, String organization) {
    return new OrganizationUsage(clients, organization);
  }

  /**
   * Gets sums of the usage in US dollars, one item for each product, SKU, unit and price.
   *
   * <p>See <q>Get billing usage summary for an organization</q> in GitHub's document <q>Billing
   * usage</q>.
   *
   * @param query sets what is asked for; without a month, the server takes the current one
   * @throws IllegalArgumentException when the query is for a day that doesn't exist
   * @throws dev.ghbilling.error.UnreadableResponseException when the response is for something else
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public OrganizationUsageSummary summary(
      Consumer<GetOrganizationUsageSummaryQuery.Builder> query) {
    GetOrganizationUsageSummaryQuery.Builder asked = GetOrganizationUsageSummaryQuery.builder();
    query.accept(asked);
    return api().getOrganizationUsageSummary(organization, asked.build());
  }

  /**
   * Gets the premium requests that were made, and their cost in US dollars, one item for each
   * product, SKU and model.
   *
   * <p>See <q>Get billing premium request usage report for an organization</q> in GitHub's document
   * <q>Billing usage</q>.
   *
   * @param query sets what is asked for; without a month, the server takes the current one
   * @throws IllegalArgumentException when the query is for a day that doesn't exist
   * @throws dev.ghbilling.error.UnreadableResponseException when the response is for something else
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public OrganizationModelUsageReport premiumRequests(
      Consumer<GetOrganizationPremiumRequestUsageQuery.Builder> query) {
    GetOrganizationPremiumRequestUsageQuery.Builder asked =
        GetOrganizationPremiumRequestUsageQuery.builder();
    query.accept(asked);
    return api().getOrganizationPremiumRequestUsage(organization, asked.build());
  }

  /**
   * Gets the premium requests of users, one request each, as {@link UsageByUser} says.
   *
   * @param logins the users, in the order in which they are asked for
   * @param query sets what is asked for of each, as for {@link #premiumRequests}
   * @throws IllegalArgumentException when a login is blank; nothing is sent
   */
  public Stream<UsageByUser<OrganizationModelUsageReport>> premiumRequestsByUser(
      Collection<String> logins, Consumer<GetOrganizationPremiumRequestUsageQuery.Builder> query) {
    return UsageByUser.of(
        logins, login -> premiumRequests(query.andThen(asked -> asked.user(login))));
  }

  /**
   * Gets the AI credits that were used, and their cost in US dollars, one item for each product,
   * SKU and model.
   *
   * <p>See <q>Get billing AI credit usage report for an organization</q> in GitHub's document
   * <q>Billing usage</q>.
   *
   * @param query sets what is asked for; without a month, the server takes the current one
   * @throws IllegalArgumentException when the query is for a day that doesn't exist
   * @throws dev.ghbilling.error.UnreadableResponseException when the response is for something else
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public OrganizationModelUsageReport aiCredits(
      Consumer<GetOrganizationAiCreditUsageQuery.Builder> query) {
    GetOrganizationAiCreditUsageQuery.Builder asked = GetOrganizationAiCreditUsageQuery.builder();
    query.accept(asked);
    return api().getOrganizationAiCreditUsage(organization, asked.build());
  }

  /**
   * Gets the AI credits of users, one request each, as {@link UsageByUser} says.
   *
   * @param logins the users, in the order in which they are asked for
   * @param query sets what is asked for of each, as for {@link #aiCredits}
   * @throws IllegalArgumentException when a login is blank; nothing is sent
   */
  public Stream<UsageByUser<OrganizationModelUsageReport>> aiCreditsByUser(
      Collection<String> logins, Consumer<GetOrganizationAiCreditUsageQuery.Builder> query) {
    return UsageByUser.of(logins, login -> aiCredits(query.andThen(asked -> asked.user(login))));
  }

  @Override
  UsageReport get(GetUsageReportQuery query) {
    return api().getOrganizationUsageReport(organization, of(query));
  }

  @Override
  Response open(GetUsageReportQuery query) {
    return api().getOrganizationUsageReportStream(organization, of(query));
  }

  private static GetOrganizationUsageReportQuery of(GetUsageReportQuery query) {
    return GetOrganizationUsageReportQuery.builder()
        .year(query.year())
        .month(query.month())
        .day(query.day())
        .build();
  }
}
