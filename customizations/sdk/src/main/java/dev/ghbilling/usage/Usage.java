package dev.ghbilling.usage;

import dev.ghbilling.client.api.CostCentersApi;
import dev.ghbilling.client.api.UsageApi;
import dev.ghbilling.client.api.UsageApi.GetUsageReportQuery;
import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.client.model.UsageReport;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.internal.call.ApiClients;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Metered usage, one row per date, SKU and repository, with its price. Get it from {@code
 * GitHubBilling.usage()}.
 *
 * <p>See <q>Get billing usage report for an enterprise</q> in GitHub's document <q>Enterprise
 * billing</q>.
 */
public final class Usage {
  private final ApiClients clients;
  private final String enterprise;

  private Usage(ApiClients clients, String enterprise) {
    this.clients = clients;
    this.enterprise = enterprise;
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
   * @throws IllegalArgumentException when the query is for a time that doesn't exist; nothing is
   *     sent
   * @throws dev.ghbilling.error.GitHubBillingException when a call fails
   */
  public UsageReport report(UsageQuery query) {
    return report(requests(query));
  }

  /**
   * Reads the items of the report for a query one by one from the connection, so that a report of
   * any size takes little memory. Nothing is sent before the first item is asked for.
   *
   * <p>Close the stream, for example in a try-with-resources statement; reading to its end closes
   * it as well. A response that breaks off ends in a {@link
   * dev.ghbilling.error.ConnectionException} and never looks like the end, although the items
   * before it have been given.
   *
   * @throws IllegalArgumentException when the query is for a time that doesn't exist; nothing is
   *     sent
   */
  public Stream<UsageItem> stream(UsageQuery query) {
    UsageItems items = new UsageItems(api(), enterprise, requests(query), clients.decoder());
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(items, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(items::close);
  }

  /**
   * Gets all usage of a month: that of no cost center and, by one more request each, that of every
   * cost center, deleted ones included.
   *
   * <p>A row of a cost center may equal one of no cost center by chance, and both count. When that
   * happens, a cost center that doesn't exist is asked about once as well: a server that has usage
   * for it ignores the cost center, and every row would be counted several times.
   *
   * @throws UnreadableResponseException when the server ignores the cost center
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
    Collection<CostCenter> centers = distinctCostCenters();
    List<UsageItem> unallocated = report(requests).usageItems();
    List<EnterpriseUsage.Row> rows = new ArrayList<>();
    unallocated.forEach(item -> rows.add(new EnterpriseUsage.Row(item, null)));
    CostCenterFilterProbe probe =
        new CostCenterFilterProbe(
            unallocated, id -> report(requests(query.withCostCenter(id))).usageItems());
    for (CostCenter center : centers) {
      progress.accept(center);
      List<UsageItem> charged = report(requests(query.withCostCenter(center.id()))).usageItems();
      probe.check(center, charged);
      charged.forEach(item -> rows.add(new EnterpriseUsage.Row(item, center)));
    }
    return new EnterpriseUsage(rows);
  }

  private Collection<CostCenter> distinctCostCenters() {
    Map<String, CostCenter> byId = new LinkedHashMap<>();
    CostCentersApi costCenters = clients.create(CostCentersApi.class);
    for (CostCenter center : costCenters.listCostCenters(enterprise).costCenters()) {
      byId.putIfAbsent(center.id(), center);
    }
    return byId.values();
  }

  private List<GetUsageReportQuery> requests(UsageQuery query) {
    return query.requests(YearMonth.from(clients.settings().time.now().atZone(ZoneOffset.UTC)));
  }

  private UsageReport report(List<GetUsageReportQuery> requests) {
    UsageReport first = api().getUsageReport(enterprise, requests.get(0));
    if (requests.size() == 1) {
      return first;
    }
    List<UsageItem> items = new ArrayList<>(first.usageItems());
    UsageReport previous = first;
    for (GetUsageReportQuery request : requests.subList(1, requests.size())) {
      UsageReport month = api().getUsageReport(enterprise, request);
      if (!month.usageItems().isEmpty() && month.usageItems().equals(previous.usageItems())) {
        throw IgnoredParameter.exception("month", "two months have the same rows");
      }
      items.addAll(month.usageItems());
      previous = month;
    }
    return first.toBuilder().usageItems(items).build();
  }

  private UsageApi api() {
    return clients.create(UsageApi.class);
  }
}
