package dev.ghbilling.usage;

import dev.ghbilling.client.api.CostCentersApi;
import dev.ghbilling.client.api.UsageApi.GetAiCreditUsageQuery;
import dev.ghbilling.client.api.UsageApi.GetPremiumRequestUsageQuery;
import dev.ghbilling.client.api.UsageApi.GetUsageReportQuery;
import dev.ghbilling.client.api.UsageApi.GetUsageSummaryQuery;
import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.ModelUsageReport;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.client.model.UsageReport;
import dev.ghbilling.client.model.UsageSummary;
import dev.ghbilling.client.model.UsageSummaryItem;
import dev.ghbilling.error.NotFoundException;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.call.CallSettings;
import dev.ghbilling.internal.costcenter.CostCenterIds;
import feign.Response;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The metered usage of an enterprise. Get it from {@code GitHubBilling.usage()}.
 *
 * <p>The rows are compared with the query. A row of another date is an {@link
 * dev.ghbilling.error.UnreadableResponseException} that names both. Rows don't show their hour and
 * their cost center, so the client proves, once a day, that the server narrows its rows by them:
 *
 * <ul>
 *   <li>Before the first query for a cost center, the cost centers are listed: one request, and one
 *       for each query that names it by its name.
 *   <li>When the usage of a cost center has rows, that of a cost center that doesn't exist is
 *       requested: one request. It must have none.
 *   <li>When the usage of an hour has rows, the day, the hour and, if these are equal, another hour
 *       are requested: two or three requests. The day must have more than one of the hours.
 *       GitHub's own description no longer has the hour, and a server that ignores it sends the
 *       whole day.
 * </ul>
 *
 * <p>See <q>Get billing usage report for an enterprise</q> in GitHub's document <q>Enterprise
 * billing</q>, and for the other operations the document <q>Billing usage</q>.
 */
public final class Usage extends MeteredUsage<UsageQuery> {
  /** The value of a query's cost center that means the usage of none. */
  private static final String NO_COST_CENTER = "none";

  private static final Set<UsageDimension> OF_SUMMARY =
      Set.of(UsageDimension.PRODUCT, UsageDimension.SKU, UsageDimension.MONTH);

  private final String enterprise;
  private final CostCenterIds costCenters;
  private final FilterProof proof;

  private Usage(ApiClients clients, String enterprise) {
    super(clients);
    this.enterprise = enterprise;
    this.costCenters = new CostCenterIds(clients.create(CostCentersApi.class), enterprise);
    this.proof = newProof();
  }

  /** Returns the noun for an enterprise; called by {@code GitHubBilling}. */
  @SuppressWarnings("exports") // For the front door alone, which has the clients.
  public static Usage of(ApiClients clients, String enterprise) {
    return new Usage(clients, enterprise);
  }

  /**
   * Gets the report for a query. Without a cost center it holds what belongs to no cost center,
   * which is not the total of the enterprise. The report of a year is put together from its months.
   *
   * @throws IllegalArgumentException when the query is for a time that doesn't exist, for which
   *     nothing is sent, or names a cost center that doesn't exist
   * @throws dev.ghbilling.error.UnreadableResponseException when a row isn't what the query asks
   *     for, or the server ignores the hour or the cost center
   * @throws dev.ghbilling.error.GitHubBillingException when a call fails
   */
  @Override
  public UsageReport report(UsageQuery query) {
    return super.report(query);
  }

  /**
   * Gets all usage of a month: that of no cost center and, by one more request each, that of every
   * cost center, deleted ones included.
   *
   * <p>When a cost center has usage, a cost center that doesn't exist is asked about as well, once
   * in each call: a server that has usage for it ignores the cost center, and every row would be
   * counted several times.
   *
   * @throws dev.ghbilling.error.UnreadableResponseException when the server ignores the cost center
   * @throws dev.ghbilling.error.GitHubBillingException when a call fails
   */
  public EnterpriseUsage enterpriseTotal(YearMonth month) {
    return enterpriseTotal(UsageQuery.month(month), center -> {});
  }

  /**
   * Gets all usage of a query's time, as {@link #enterpriseTotal(YearMonth)} does.
   *
   * @param query the time; it must not name a cost center
   * @param progress called with each cost center before its usage is requested
   * @throws IllegalArgumentException when the query names a cost center or is for a time that
   *     doesn't exist; nothing is sent
   */
  public EnterpriseUsage enterpriseTotal(UsageQuery query, Consumer<CostCenter> progress) {
    if (query.costCenter() != null) {
      throw new IllegalArgumentException(
          "the query for an enterprise's total must not name a cost center, was "
              + query.costCenter());
    }
    List<GetUsageReportQuery> requests = requests(query);
    Collection<CostCenter> centers = costCenters.list();
    FilterProof proofOfThisCall = newProof();
    List<EnterpriseUsage.Row> rows = new ArrayList<>();
    for (UsageItem item : read(requests, proofOfThisCall::require).usageItems()) {
      rows.add(new EnterpriseUsage.Row(item, null));
    }
    for (CostCenter center : centers) {
      progress.accept(center);
      List<GetUsageReportQuery> charged = requests(query.withCostCenter(center.id()));
      for (UsageItem item : read(charged, proofOfThisCall::require).usageItems()) {
        rows.add(new EnterpriseUsage.Row(item, center));
      }
    }
    return new EnterpriseUsage(rows);
  }

  /**
   * Adds up all usage of a month by product, SKU or other dimensions, as {@link
   * #enterpriseTotals(UsageQuery.Period, Consumer, UsageDimension...)} does.
   */
  public EnterpriseTotals enterpriseTotals(YearMonth month, UsageDimension... by) {
    return enterpriseTotals(UsageQuery.month(month), center -> {}, by);
  }

  /**
   * Adds up all usage of a time, that of no cost center and of every one. By product, SKU and month
   * alone, one request for each month is enough: the summary has all cost centers. It doesn't tell
   * dates, organizations, repositories and cost centers apart; for these, and for a server without
   * summaries, the reports of all cost centers are requested as by {@link #enterpriseTotal}.
   *
   * @param period the time
   * @param progress called with each cost center before its report is requested
   * @param by the dimensions, at least one
   * @throws IllegalArgumentException when there is no dimension, or the time doesn't exist; nothing
   *     is sent
   * @throws dev.ghbilling.error.GitHubBillingException when a call fails
   */
  public EnterpriseTotals enterpriseTotals(
      UsageQuery.Period period, Consumer<CostCenter> progress, UsageDimension... by) {
    UsageTotals.requireAny(by);
    List<GetUsageReportQuery> months = requests(period);
    if (OF_SUMMARY.containsAll(List.of(by))) {
      try {
        return new EnterpriseTotals(EnterpriseTotals.Source.SUMMARY, ofSummaries(months, by));
      } catch (NotFoundException e) {
        // There is no summary, or no such enterprise; the reports tell.
      }
    }
    return new EnterpriseTotals(
        EnterpriseTotals.Source.REPORTS, enterpriseTotal(period, progress).totals(by));
  }

  private UsageTotals ofSummaries(List<GetUsageReportQuery> months, UsageDimension... by) {
    List<SummaryRow> rows = new ArrayList<>();
    for (GetUsageReportQuery month : months) {
      UsageSummary summary =
          summary(query -> query.year(month.year()).month(month.month()).day(month.day()));
      for (UsageSummaryItem item : summary.usageItems()) {
        rows.add(new SummaryRow("%d-%02d".formatted(month.year(), month.month()), item));
      }
    }
    return UsageTotals.of(rows, row -> UsageTotal.of(row.item), SummaryRow::value, by);
  }

  /** An item of the summary of a month. */
  private record SummaryRow(String month, UsageSummaryItem item) {
    @Nullable String value(UsageDimension dimension) {
      return switch (dimension) {
        case PRODUCT -> item.product();
        case SKU -> item.sku();
        case MONTH -> month;
        default -> throw new IllegalArgumentException("a summary has no " + dimension);
      };
    }
  }

  /**
   * Gets sums of the usage in US dollars, one item for each product, SKU, unit and price; of all
   * cost centers unless the query names one.
   *
   * <pre>{@code
   * usage.summary(query -> query.year(2025).month(8).product("Actions"))
   * }</pre>
   *
   * <p>See <q>Get billing usage summary for an enterprise</q> in GitHub's document <q>Billing
   * usage</q>.
   *
   * @param query sets what is asked for; without a month, the server takes the current one. A cost
   *     center is given by its id or its name, and {@code none} is the usage of none
   * @throws IllegalArgumentException when the query is for a day or names a cost center that
   *     doesn't exist
   * @throws dev.ghbilling.error.UnreadableResponseException when the response is for something else
   * @throws dev.ghbilling.error.GitHubBillingException when a call fails
   */
  public UsageSummary summary(Consumer<GetUsageSummaryQuery.Builder> query) {
    GetUsageSummaryQuery.Builder asked = GetUsageSummaryQuery.builder();
    query.accept(asked);
    return api()
        .getUsageSummary(enterprise, asked.costCenterId(id(asked.build().costCenterId())).build());
  }

  /**
   * Gets the premium requests that were made, and their cost in US dollars, one item for each
   * product, SKU and model; of all cost centers unless the query names one.
   *
   * <p>See <q>Get billing premium request usage report for an enterprise</q> in GitHub's document
   * <q>Billing usage</q>.
   *
   * @param query sets what is asked for, as for {@link #summary}
   * @throws IllegalArgumentException when the query is for a day or names a cost center that
   *     doesn't exist
   * @throws dev.ghbilling.error.GitHubBillingException when a call fails
   */
  public ModelUsageReport premiumRequests(Consumer<GetPremiumRequestUsageQuery.Builder> query) {
    GetPremiumRequestUsageQuery.Builder asked = GetPremiumRequestUsageQuery.builder();
    query.accept(asked);
    return api()
        .getPremiumRequestUsage(
            enterprise, asked.costCenterId(id(asked.build().costCenterId())).build());
  }

  /**
   * Gets the premium requests of users, one request each, as {@link UsageByUser} says.
   *
   * @param logins the users, in the order in which they are asked for
   * @param query sets what is asked for of each, as for {@link #premiumRequests}
   * @throws IllegalArgumentException when a login is blank; nothing is sent
   */
  public Stream<UsageByUser<ModelUsageReport>> premiumRequestsByUser(
      Collection<String> logins, Consumer<GetPremiumRequestUsageQuery.Builder> query) {
    return UsageByUser.of(
        logins, login -> premiumRequests(query.andThen(asked -> asked.user(login))));
  }

  /**
   * Gets the AI credits that were used, and their cost in US dollars, one item for each product,
   * SKU and model; of all cost centers unless the query names one.
   *
   * <p>See <q>Get billing AI credit usage report for an enterprise</q> in GitHub's document
   * <q>Billing usage</q>.
   *
   * @param query sets what is asked for, as for {@link #summary}
   * @throws IllegalArgumentException when the query is for a day or names a cost center that
   *     doesn't exist
   * @throws dev.ghbilling.error.GitHubBillingException when a call fails
   */
  public ModelUsageReport aiCredits(Consumer<GetAiCreditUsageQuery.Builder> query) {
    GetAiCreditUsageQuery.Builder asked = GetAiCreditUsageQuery.builder();
    query.accept(asked);
    return api()
        .getAiCreditUsage(enterprise, asked.costCenterId(id(asked.build().costCenterId())).build());
  }

  /**
   * Gets the AI credits of users, one request each, as {@link UsageByUser} says.
   *
   * @param logins the users, in the order in which they are asked for
   * @param query sets what is asked for of each, as for {@link #aiCredits}
   * @throws IllegalArgumentException when a login is blank; nothing is sent
   */
  public Stream<UsageByUser<ModelUsageReport>> aiCreditsByUser(
      Collection<String> logins, Consumer<GetAiCreditUsageQuery.Builder> query) {
    return UsageByUser.of(logins, login -> aiCredits(query.andThen(asked -> asked.user(login))));
  }

  /** Returns the id of a cost center that may be given by its name. */
  private @Nullable String id(@Nullable String idOrName) {
    return idOrName == null || idOrName.equals(NO_COST_CENTER)
        ? idOrName
        : costCenters.find(idOrName);
  }

  @Override
  UsageReport get(GetUsageReportQuery query) {
    return api().getUsageReport(enterprise, query);
  }

  @Override
  Response open(GetUsageReportQuery query) {
    return api().getUsageReportStream(enterprise, query);
  }

  @Override
  void prove(GetUsageReportQuery request) {
    proof.require(request);
  }

  /** Gives the requests the id of their cost center, which they may have by its name. */
  @Override
  List<GetUsageReportQuery> prepared(List<GetUsageReportQuery> requests) {
    String idOrName = requests.get(0).costCenterId();
    if (idOrName == null) {
      return requests;
    }
    String id = costCenters.find(idOrName);
    return requests.stream().map(request -> request.toBuilder().costCenterId(id).build()).toList();
  }

  private FilterProof newProof() {
    CallSettings settings = clients().settings();
    return new FilterProof(this::items, settings.time.clock(), settings.callTimeout);
  }
}
