package dev.ghbilling.usage;

import dev.ghbilling.client.api.CostCentersApi;
import dev.ghbilling.client.api.UsageApi;
import dev.ghbilling.client.api.UsageApi.GetUsageReportQuery;
import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.client.model.UsageReport;
import dev.ghbilling.error.UnreadableAnswerException;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Metered usage, row by row, with its price. */
public final class Usage {
  private final UsageApi api;
  private final CostCentersApi costCenters;
  private final String enterprise;
  private final Clock clock;
  private final UnaryOperator<String> redaction;

  /**
   * Made by {@code GitHubBilling}; made directly, over any implementation of the interfaces.
   *
   * @param clock says which month is the current one
   * @param redaction takes secrets out of what a fault quotes
   */
  public Usage(
      UsageApi api,
      CostCentersApi costCenters,
      String enterprise,
      Clock clock,
      UnaryOperator<String> redaction) {
    this.api = api;
    this.costCenters = costCenters;
    this.enterprise = enterprise;
    this.clock = clock;
    this.redaction = redaction;
  }

  /**
   * The report that a query asks for. Without a cost center it holds what belongs to no cost
   * center, which is not the total of the enterprise. A year's is put together from its months'.
   *
   * @throws IllegalArgumentException when the query is for no time that there is; nothing is sent
   * @throws dev.ghbilling.error.GitHubBillingException when a call fails
   */
  public UsageReport report(UsageQuery query) {
    return report(requests(query));
  }

  /**
   * The items of the report that a query asks for, read one by one from the connection: a report of
   * any size takes little memory. Nothing is sent before the first item is asked for.
   *
   * <p>To be closed, in a try-with-resources statement; reading to the end closes it too. An answer
   * that breaks off is a {@link dev.ghbilling.error.ConnectionException} and never looks like the
   * end; the items up to there have been given then.
   *
   * @throws IllegalArgumentException when the query is for no time that there is; nothing is sent
   */
  public Stream<UsageItem> stream(UsageQuery query) {
    UsageItems items = new UsageItems(api, enterprise, requests(query), redaction);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(items, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(items::close);
  }

  /**
   * All usage of a month, whoever is charged: what belongs to no cost center, and one request more
   * for each cost center, those that are deleted included.
   *
   * <p>A row of a cost center may equal one of no cost center, by chance; both count. When that
   * happens, a cost center that doesn't exist is asked about too, once: a server that has usage for
   * it doesn't look at the cost center, and every row would be counted several times.
   *
   * @throws UnreadableAnswerException when the server doesn't look at the cost center
   * @throws dev.ghbilling.error.GitHubBillingException when a call fails
   */
  public EnterpriseUsage enterpriseTotal(YearMonth month) {
    return enterpriseTotal(UsageQuery.month(month), center -> {});
  }

  /**
   * All usage of any span of time, as {@link #enterpriseTotal(YearMonth)}.
   *
   * @param query the span; it must not name a cost center
   * @param progress told of each cost center before it is asked about
   * @throws IllegalArgumentException when the query names a cost center, or is for no time that
   *     there is; nothing is sent
   */
  public EnterpriseUsage enterpriseTotal(UsageQuery query, Consumer<CostCenter> progress) {
    if (query.costCenter().isPresent()) {
      throw new IllegalArgumentException("the enterprise's total is not that of one cost center");
    }
    List<GetUsageReportQuery> requests = requests(query);
    Collection<CostCenter> centers = distinctCostCenters();
    List<UsageItem> unallocated = report(requests).usageItems();
    List<EnterpriseUsage.Row> rows = new ArrayList<>();
    unallocated.forEach(item -> rows.add(new EnterpriseUsage.Row(item, Optional.empty())));
    RepeatedRows repeated =
        new RepeatedRows(
            unallocated, id -> report(requests(query.withCostCenter(id))).usageItems());
    for (CostCenter center : centers) {
      progress.accept(center);
      List<UsageItem> charged = report(requests(query.withCostCenter(center.id()))).usageItems();
      repeated.check(center, charged);
      charged.forEach(item -> rows.add(new EnterpriseUsage.Row(item, Optional.of(center))));
    }
    return new EnterpriseUsage(rows);
  }

  private Collection<CostCenter> distinctCostCenters() {
    Map<String, CostCenter> byId = new LinkedHashMap<>();
    for (CostCenter center : costCenters.listCostCenters(enterprise).costCenters()) {
      byId.putIfAbsent(center.id(), center);
    }
    return byId.values();
  }

  private List<GetUsageReportQuery> requests(UsageQuery query) {
    return query.requests(YearMonth.from(clock.instant().atZone(ZoneOffset.UTC)));
  }

  private UsageReport report(List<GetUsageReportQuery> requests) {
    UsageReport first = api.getUsageReport(enterprise, requests.get(0));
    if (requests.size() == 1) {
      return first;
    }
    List<UsageItem> items = new ArrayList<>(first.usageItems());
    UsageReport previous = first;
    for (GetUsageReportQuery request : requests.subList(1, requests.size())) {
      UsageReport month = api.getUsageReport(enterprise, request);
      if (!month.usageItems().isEmpty() && month.usageItems().equals(previous.usageItems())) {
        throw ignored("month seems to be ignored: two months have the same rows");
      }
      items.addAll(month.usageItems());
      previous = month;
    }
    return first.withUsageItems(items);
  }

  static UnreadableAnswerException ignored(String reason) {
    return new UnreadableAnswerException(
        "getUsageReport",
        1,
        new UnreadableAnswerException.Answer(200, Optional.empty(), Optional.empty(), ""),
        reason,
        null);
  }
}
