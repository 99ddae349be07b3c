package dev.ghbilling.usage;

import com.fasterxml.jackson.databind.ObjectReader;
import dev.ghbilling.client.api.UsageApi;
import dev.ghbilling.client.api.UsageApi.GetUsageReportQuery;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.client.model.UsageReport;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.call.StreamedBody;
import dev.ghbilling.internal.json.JsonItems;
import feign.Response;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The usage report of an account, one row per date, SKU and repository, with its price. Amounts are
 * US dollars, quantities are in the unit that a row names, and both are exactly as the server sent
 * them. A row of another date than the asked one is an {@link
 * dev.ghbilling.error.UnreadableResponseException} that names both.
 *
 * @param <Q> the queries that the account's report has
 */
public abstract sealed class MeteredUsage<Q extends UsageQuery>
    permits Usage, OrganizationUsage, UserUsage {
  private static final ObjectReader ITEM = JsonItems.reader(UsageItem.class);

  private final ApiClients clients;

  MeteredUsage(ApiClients clients) {
    this.clients = clients;
  }

  /** Gets the report for a query of an enterprise, of which the account has the date. */
  abstract UsageReport get(GetUsageReportQuery query);

  /** Opens the report for a query of an enterprise, as {@link #get} gets it. */
  abstract Response open(GetUsageReportQuery query);

  /** Returns the requests as they can be sent. */
  List<GetUsageReportQuery> prepared(List<GetUsageReportQuery> requests) {
    return requests;
  }

  /** Requires that the server doesn't ignore a query whose report has rows. */
  void prove(GetUsageReportQuery request) {}

  /**
   * Gets the report for a query. The report of a year is put together from its months.
   *
   * @throws IllegalArgumentException when the query is for a time that doesn't exist; nothing is
   *     sent
   * @throws dev.ghbilling.error.UnreadableResponseException when a row isn't what the query asks
   *     for
   * @throws dev.ghbilling.error.GitHubBillingException when a call fails
   */
  public UsageReport report(Q query) {
    return read(prepared(requests(query)), this::prove);
  }

  /**
   * Reads the items of the report for a query one by one from the connection, so that a report of
   * any size takes little memory. Nothing is sent before the first item is asked for.
   *
   * <p>Close the stream, for example in a try-with-resources statement; reading to its end closes
   * it as well. A response that breaks off ends in a {@link
   * dev.ghbilling.error.ConnectionException} and never looks like the end, although the items
   * before it have been given. The same holds for a row that isn't what the query asks for.
   *
   * @throws IllegalArgumentException when the query is for a time that doesn't exist; nothing is
   *     sent
   */
  public Stream<UsageItem> stream(Q query) {
    List<GetUsageReportQuery> requests = requests(query);
    UsageItems items = new UsageItems(() -> prepared(requests), this::items, this::prove);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(items, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(items::close);
  }

  final List<GetUsageReportQuery> requests(UsageQuery query) {
    return query.requests(YearMonth.from(clients.settings().time.now().atZone(ZoneOffset.UTC)));
  }

  /** Gets the reports, and proves each that has rows. */
  final UsageReport read(List<GetUsageReportQuery> requests, Consumer<GetUsageReportQuery> proof) {
    List<UsageReport> reports = new ArrayList<>();
    for (GetUsageReportQuery request : requests) {
      UsageReport report = get(request);
      if (!report.usageItems().isEmpty()) {
        proof.accept(request);
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

  final JsonItems<UsageItem> items(GetUsageReportQuery request) {
    Response response = open(request);
    return new JsonItems<>(
        StreamedBody.operation(response),
        StreamedBody.attempts(response),
        "usageItems",
        ITEM,
        response,
        StreamedBody.selection(response),
        clients.decoder());
  }

  final ApiClients clients() {
    return clients;
  }

  final UsageApi api() {
    return clients.create(UsageApi.class);
  }
}
