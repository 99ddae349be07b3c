package dev.ghbilling.usage;

import com.fasterxml.jackson.databind.ObjectReader;
import dev.ghbilling.client.api.CostCentersApi;
import dev.ghbilling.client.api.UsageApi;
import dev.ghbilling.client.api.UsageApi.GetUsageReportQuery;
import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.client.model.UsageReport;
import dev.ghbilling.error.IncompleteListException;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.call.CallSettings;
import dev.ghbilling.internal.call.StreamedBody;
import dev.ghbilling.internal.call.WholeList;
import dev.ghbilling.internal.json.JsonItems;
import feign.Response;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Metered usage, one row per date, SKU and repository, with its price. Get it from {@code
 * GitHubBilling.usage()}.
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
 * billing</q>.
 */
public final class Usage {
  private static final String OPERATION = "getUsageReport";
  private static final ObjectReader ITEM = JsonItems.reader(UsageItem.class);

  private final ApiClients clients;
  private final String enterprise;
  private final CostCenterIds costCenters;
  private final FilterProof proof;

  private Usage(ApiClients clients, String enterprise) {
    this.clients = clients;
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
  public UsageReport report(UsageQuery query) {
    return report(withId(requests(query)), proof);
  }

  /**
   * Reads the items of the report for a query one by one from the connection, so that a report of
   * any size takes little memory. Nothing is sent before the first item is asked for.
   *
   * <p>Close the stream, for example in a try-with-resources statement; reading to its end closes
   * it as well. A response that breaks off ends in a {@link
   * dev.ghbilling.error.ConnectionException} and never looks like the end, although the items
   * before it have been given. The same holds for a row that isn't what the query asks for, and for
   * a cost center that doesn't exist.
   *
   * @throws IllegalArgumentException when the query is for a time that doesn't exist; nothing is
   *     sent
   */
  public Stream<UsageItem> stream(UsageQuery query) {
    List<GetUsageReportQuery> requests = requests(query);
    UsageItems items = new UsageItems(() -> withId(requests), this::open, proof::require);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(items, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(items::close);
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
    for (UsageItem item : report(requests, proofOfThisCall).usageItems()) {
      rows.add(new EnterpriseUsage.Row(item, null));
    }
    for (CostCenter center : centers) {
      progress.accept(center);
      List<GetUsageReportQuery> charged = requests(query.withCostCenter(center.id()));
      for (UsageItem item : report(charged, proofOfThisCall).usageItems()) {
        rows.add(new EnterpriseUsage.Row(item, center));
      }
    }
    return new EnterpriseUsage(rows);
  }

  private List<GetUsageReportQuery> requests(UsageQuery query) {
    return query.requests(YearMonth.from(clients.settings().time.now().atZone(ZoneOffset.UTC)));
  }

  /** Returns the requests with the id of their cost center, which they may have by its name. */
  private List<GetUsageReportQuery> withId(List<GetUsageReportQuery> requests) {
    String idOrName = requests.get(0).costCenterId();
    if (idOrName == null) {
      return requests;
    }
    String id = costCenters.find(idOrName);
    return requests.stream().map(request -> request.toBuilder().costCenterId(id).build()).toList();
  }

  private UsageReport report(List<GetUsageReportQuery> requests, FilterProof required) {
    List<UsageReport> reports = new ArrayList<>();
    for (GetUsageReportQuery request : requests) {
      UsageReport report =
          WholeList.of(
              OPERATION,
              api().getUsageReportWithHttpInfo(enterprise, request),
              UsageReport::usageItems);
      if (!report.usageItems().isEmpty()) {
        required.require(request);
      }
      reports.add(report);
    }
    UsageReport first = reports.get(0);
    return reports.size() == 1
        ? first
        : first.toBuilder()
            .usageItems(reports.stream().flatMap(each -> each.usageItems().stream()).toList())
            .build();
  }

  private JsonItems<UsageItem> open(GetUsageReportQuery request) {
    Response response = api().getUsageReportStream(enterprise, request);
    if (WholeList.hasNextPage(response.headers())) {
      response.close();
      throw IncompleteListException.onePage(OPERATION, 0);
    }
    return new JsonItems<>(
        OPERATION,
        StreamedBody.attempts(response),
        "usageItems",
        ITEM,
        response,
        StreamedBody.selection(response),
        clients.decoder());
  }

  private FilterProof newProof() {
    CallSettings settings = clients.settings();
    return new FilterProof(this::open, settings.time.clock(), settings.callTimeout);
  }

  private UsageApi api() {
    return clients.create(UsageApi.class);
  }
}
