package dev.ghbilling.ledger.metrics;

import dev.ghbilling.ledger.store.LedgerDatabase;
import dev.ghbilling.ledger.store.LedgerException;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A collector of the running month's amounts and of the ledger's freshness. Each scrape reads the
 * ledger as it is then. If it can't be read, {@code ghbilling_ledger_up} is 0 and the only metric.
 */
public final class LedgerCollector implements MultiCollector {
  private static final Set<MetricLabel> USUAL =
      EnumSet.range(MetricLabel.PRODUCT, MetricLabel.COST_CENTER);

  private static final String DAYS =
      """
      SELECT count(*) FILTER (month), count(*) FILTER (month AND settled),
        epoch(max(date)), epoch(max(newest_landing))
      FROM (SELECT *, date >= DATE '%s' AND date <= DATE '%s' AS month FROM best_types)
      """;

  private final Supplier<LedgerDatabase> ledger;
  private final Clock clock;
  private final List<MetricLabel> labels;
  private final @Nullable BigDecimal budget;
  private final Consumer<Exception> problems;

  /**
   * Creates a collector.
   *
   * @param ledger opens the ledger, once for each scrape
   * @param clock tells which month is running, in UTC
   * @param more labels besides product, SKU, organization and cost center
   * @param budget the budget of a month in US dollars; null without one
   * @param problems is told why a scrape found nothing
   */
  public LedgerCollector(
      Supplier<LedgerDatabase> ledger,
      Clock clock,
      Set<MetricLabel> more,
      @Nullable BigDecimal budget,
      Consumer<Exception> problems) {
    this.ledger = ledger;
    this.clock = clock;
    Set<MetricLabel> all = EnumSet.copyOf(USUAL);
    all.addAll(more);
    this.labels = List.copyOf(all);
    this.budget = budget;
    this.problems = problems;
  }

  @Override
  public MetricSnapshots collect() {
    List<MetricSnapshot> gauges = new ArrayList<>();
    boolean up = false;
    try (LedgerDatabase database = ledger.get();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      YearMonth month = YearMonth.from(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
      gauges.addAll(amounts(statement, month));
      gauges.addAll(days(statement, month));
      gauges.addAll(budget(statement, month));
      up = true;
    } catch (SQLException | LedgerException | UncheckedIOException e) {
      gauges.clear();
      problems.accept(e);
    }
    gauges.add(
        single("ghbilling_ledger_up", "Whether the ledger could be read: 1 or 0", up ? 1 : 0));
    return new MetricSnapshots(gauges);
  }

  private List<GaugeSnapshot> amounts(Statement statement, YearMonth month) throws SQLException {
    GaugeSnapshot.Builder net =
        gauge("ghbilling_month_net_dollars", "What is charged for the running month so far");
    GaugeSnapshot.Builder gross =
        gauge("ghbilling_month_gross_dollars", "The amount before discounts, likewise");
    GaugeSnapshot.Builder quantity =
        gauge("ghbilling_month_quantity", "What was used in the running month so far, by unit");
    String columns = labels.stream().map(MetricLabel::column).collect(Collectors.joining(", "));
    // A SKU has one unit, but reports spell it in several ways.
    String query =
        "SELECT %1$s, any_value(unit_type), sum(quantity), sum(gross_amount), sum(net_amount) FROM bill WHERE billing_month = '%2$s' GROUP BY %1$s ORDER BY ALL"
            .formatted(columns, month);
    try (ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        Labels of = Labels.EMPTY;
        int column = 0;
        for (MetricLabel label : labels) {
          of = of.add(label.label(), text(row.getString(++column)));
        }
        Labels withUnit = of.add("unit", text(row.getString(++column)));
        add(quantity, withUnit, row.getBigDecimal(++column));
        add(gross, of, row.getBigDecimal(++column));
        add(net, of, row.getBigDecimal(++column));
      }
    }
    return List.of(net.build(), gross.build(), quantity.build());
  }

  private static List<GaugeSnapshot> days(Statement statement, YearMonth month)
      throws SQLException {
    List<GaugeSnapshot> gauges = new ArrayList<>();
    try (ResultSet row =
        statement.executeQuery(DAYS.formatted(month.atDay(1), month.atEndOfMonth()))) {
      row.next();
      GaugeSnapshot.Builder days =
          gauge("ghbilling_month_days", "Days of the running month that are known or settled");
      add(days, Labels.of("state", "known"), row.getBigDecimal(1));
      add(days, Labels.of("state", "settled"), row.getBigDecimal(2));
      gauges.add(days.build());
      if (row.getObject(3) != null) {
        gauges.add(
            single(
                "ghbilling_newest_day_timestamp_seconds",
                "The start of the newest day that is known",
                row.getDouble(3)));
        gauges.add(
            single(
                "ghbilling_newest_landing_timestamp_seconds",
                "When the newest rows came into the ledger",
                row.getDouble(4)));
      }
    }
    return gauges;
  }

  private List<GaugeSnapshot> budget(Statement statement, YearMonth month) throws SQLException {
    if (budget == null) {
      return List.of();
    }
    try (ResultSet row =
        statement.executeQuery(
            "SELECT coalesce(sum(net_amount), 0) FROM bill WHERE billing_month = '%s'"
                .formatted(month))) {
      row.next();
      double dollars = budget.doubleValue();
      return List.of(
          single("ghbilling_budget_dollars", "The budget of a month", dollars),
          single(
              "ghbilling_budget_consumed_ratio",
              "The share of the budget that is charged for the running month so far",
              row.getBigDecimal(1).doubleValue() / dollars));
    }
  }

  private static GaugeSnapshot single(String name, String help, double value) {
    return gauge(name, help)
        .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
        .build();
  }

  private static GaugeSnapshot.Builder gauge(String name, String help) {
    return GaugeSnapshot.builder().name(name).help(help);
  }

  private static void add(GaugeSnapshot.Builder gauge, Labels labels, @Nullable BigDecimal value) {
    if (value != null) {
      gauge.dataPoint(
          GaugeDataPointSnapshot.builder().labels(labels).value(value.doubleValue()).build());
    }
  }

  /** Returns the empty text, which Prometheus takes for no label, instead of null. */
  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
