package dev.ghbilling.ledger.page;

import dev.ghbilling.ledger.forecast.BillingCycle;
import dev.ghbilling.ledger.forecast.KnownDay;
import dev.ghbilling.ledger.page.Bill.Day;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The sums of each day, and what they rest on. */
final class DayTotals {
  private static final String DAYS =
      """
      SELECT date, type, settled, newest_landing, types
      FROM best_types
      WHERE date >= ? AND date < ?
      """;

  private static final String SUMS =
      """
      SELECT date, %s
      FROM bill
      WHERE date >= ? AND date < ?
      GROUP BY date
      """
          .formatted(BillRows.SUMS);

  private final NavigableMap<LocalDate, Source> sources = new TreeMap<>();
  private final Map<LocalDate, Amounts> sums;

  /** What is known of a day: the type of report that counts, of how many, and since when. */
  private record Source(String type, boolean settled, @Nullable Instant landed, int types) {}

  private DayTotals(Map<LocalDate, Amounts> sums) {
    this.sums = sums;
  }

  /**
   * Reads the days before a cycle, and what the sums of the cycle rest on.
   *
   * @param ofCycle the sums of the cycle's days
   */
  static DayTotals read(
      BillRows rows, LocalDate begin, BillingCycle cycle, Map<LocalDate, Amounts> ofCycle)
      throws SQLException {
    DayTotals totals = new DayTotals(new HashMap<>(ofCycle));
    rows.read(
        DAYS,
        row ->
            totals.sources.put(
                BillRows.date(row),
                new Source(
                    row.getString("type"),
                    row.getBoolean("settled"),
                    BillRows.time(row, "newest_landing"),
                    row.getInt("types"))),
        begin,
        cycle.end());
    rows.read(
        SUMS,
        row -> totals.sums.put(BillRows.date(row), BillRows.amounts(row)),
        begin,
        cycle.first());
    return totals;
  }

  /** Returns all days of a cycle. */
  List<Day> days(BillingCycle cycle) {
    return cycle.days().stream()
        .map(
            date -> {
              Source source = sources.get(date);
              return source == null
                  ? new Day(date, null, false, Amounts.UNKNOWN)
                  : new Day(date, source.type(), source.settled(), of(date));
            })
        .toList();
  }

  /** Returns the sums of a day that is known. */
  Amounts of(LocalDate date) {
    return sums.getOrDefault(date, Amounts.ZERO);
  }

  /** Returns the known days whose amounts are, too. */
  NavigableMap<LocalDate, KnownDay> known() {
    NavigableMap<LocalDate, KnownDay> known = new TreeMap<>();
    sources.forEach(
        (date, source) -> {
          Amounts amounts = of(date);
          if (amounts.gross() != null && amounts.net() != null) {
            known.put(date, new KnownDay(amounts.gross(), amounts.net(), source.settled()));
          }
        });
    return known;
  }

  /** Returns when the newest rows of a cycle were landed; null if that isn't known. */
  @Nullable Instant newest(BillingCycle cycle) {
    return ofCycle(cycle).values().stream()
        .map(Source::landed)
        .filter(landed -> landed != null)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Returns whether there is a day of a cycle that several types of report have. */
  boolean haveSeveralTypes(BillingCycle cycle) {
    return ofCycle(cycle).values().stream().anyMatch(source -> source.types() > 1);
  }

  private Map<LocalDate, Source> ofCycle(BillingCycle cycle) {
    return sources.subMap(cycle.first(), cycle.end());
  }
}
