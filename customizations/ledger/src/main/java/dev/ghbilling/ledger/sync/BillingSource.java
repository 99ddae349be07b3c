package dev.ghbilling.ledger.sync;

import dev.ghbilling.BillingClient;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.OrganizationBilling;
import dev.ghbilling.UserBilling;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.client.model.UsageSummaryItem;
import dev.ghbilling.exports.Exports;
import dev.ghbilling.ledger.store.LedgerAccount;
import dev.ghbilling.usage.UsageQuery;
import java.net.URI;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What GitHub has about one account.
 *
 * @param account the account
 * @param exports its exports; an enterprise alone has them
 * @param usage gets all usage of a month
 * @param summary gets GitHub's own sums of a month
 */
public record BillingSource(
    LedgerAccount account,
    Optional<Exports> exports,
    Function<YearMonth, List<Row>> usage,
    Function<YearMonth, List<UsageSummaryItem>> summary) {
  /**
   * A row of usage.
   *
   * @param costCenter the name of the cost center that it is charged to; null if there is none
   */
  public record Row(UsageItem item, @Nullable String costCenter) {}

  /** Returns the source of an enterprise's bill. */
  public static BillingSource of(GitHubBilling billing) {
    return new BillingSource(
        account(billing, "enterprise", billing.enterprise()),
        Optional.of(billing.exports()),
        month ->
            billing.usage().enterpriseTotal(month).rows().stream()
                .map(
                    row ->
                        new Row(
                            row.item(), row.costCenter() == null ? null : row.costCenter().name()))
                .toList(),
        month ->
            billing
                .usage()
                .summary(query -> query.year(month.getYear()).month(month.getMonthValue()))
                .usageItems());
  }

  /** Returns the source of an organization's bill. */
  public static BillingSource of(OrganizationBilling billing) {
    return new BillingSource(
        account(billing, "organization", billing.organization()),
        Optional.empty(),
        month -> rows(billing.usage().report(UsageQuery.month(month)).usageItems()),
        month ->
            billing
                .usage()
                .summary(query -> query.year(month.getYear()).month(month.getMonthValue()))
                .usageItems());
  }

  /** Returns the source of a user's bill. */
  public static BillingSource of(UserBilling billing) {
    return new BillingSource(
        account(billing, "user", billing.user()),
        Optional.empty(),
        month -> rows(billing.usage().report(UsageQuery.month(month)).usageItems()),
        month ->
            billing
                .usage()
                .summary(query -> query.year(month.getYear()).month(month.getMonthValue()))
                .usageItems());
  }

  private static LedgerAccount account(BillingClient<?> billing, String kind, String name) {
    URI url = billing.baseUrl();
    String host = Objects.requireNonNull(url.getHost());
    // A server on this machine may get another port at each start.
    boolean hasPort = url.getPort() >= 0 && !host.matches("localhost|127\\..*|\\[::1]");
    return new LedgerAccount(hasPort ? host + ":" + url.getPort() : host, kind, name);
  }

  private static List<Row> rows(List<UsageItem> items) {
    return items.stream().map(item -> new Row(item, null)).toList();
  }
}
