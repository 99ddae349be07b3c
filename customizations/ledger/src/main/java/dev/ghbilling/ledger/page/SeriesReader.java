package dev.ghbilling.ledger.page;

import dev.ghbilling.ledger.forecast.BillingCycle;
import dev.ghbilling.ledger.page.Bill.Series;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads a cycle by day, and by product, SKU and model. */
final class SeriesReader {
  /** How many products, SKUs or models have colors of their own. */
  static final int MOST = 8;

  private static final String SKUS =
      """
      SELECT date, product, sku, %s
      FROM bill
      WHERE date >= ? AND date < ?
      GROUP BY ALL
      """
          .formatted(BillRows.SUMS);

  /** Reports of AI usage have the model, which the bill hasn't. */
  private static final String MODELS =
      """
      SELECT date, model, %s
      FROM rows
      WHERE type IN ('premium_request', 'ai_credit') AND model IS NOT NULL
        AND date >= ? AND date < ?
      GROUP BY ALL
      """
          .formatted(BillRows.SUMS);

  private final Map<LocalDate, Amounts> days = new HashMap<>();
  private final Map<String, Map<LocalDate, Amounts>> products = new TreeMap<>();
  private final Map<String, Map<LocalDate, Amounts>> skus = new TreeMap<>();
  private final Map<String, Map<LocalDate, Amounts>> models = new TreeMap<>();

  private SeriesReader() {}

  static SeriesReader read(BillRows rows, BillingCycle cycle) throws SQLException {
    SeriesReader series = new SeriesReader();
    rows.read(
        SKUS,
        row -> {
          add(row, "product", series.products);
          add(row, "sku", series.skus);
          series.days.merge(BillRows.date(row), BillRows.amounts(row), Amounts::plus);
        },
        cycle.first(),
        cycle.end());
    rows.read(MODELS, row -> add(row, "model", series.models), cycle.first(), cycle.end());
    return series;
  }

  private static void add(ResultSet row, String column, Map<String, Map<LocalDate, Amounts>> names)
      throws SQLException {
    String name = row.getString(column);
    names
        .computeIfAbsent(name == null ? "" : name, unknown -> new HashMap<>())
        .merge(BillRows.date(row), BillRows.amounts(row), Amounts::plus);
  }

  /** Returns the sums of the cycle's days that have rows. */
  Map<LocalDate, Amounts> days() {
    return days;
  }

  Map<Split, List<Series>> splits() {
    Map<Split, List<Series>> splits = new EnumMap<>(Split.class);
    splits.put(Split.PRODUCT, largest(products));
    splits.put(Split.SKU, largest(skus));
    splits.put(Split.MODEL, largest(models));
    return splits;
  }

  /** Returns the largest series, and the sum of the others if there are at least two. */
  private static List<Series> largest(Map<String, Map<LocalDate, Amounts>> names) {
    List<Series> all = new ArrayList<>();
    names.forEach(
        (name, ofName) ->
            all.add(
                new Series(name.isEmpty() ? null : name, 0, Amounts.sum(ofName.values()), ofName)));
    all.sort(
        Comparator.comparing((Series series) -> Amounts.orZero(series.total().net()).abs())
            .thenComparing(series -> Amounts.orZero(series.total().gross()).abs())
            .reversed());
    if (all.size() <= MOST + 1) {
      return all;
    }
    Map<LocalDate, Amounts> others = new HashMap<>();
    List<Series> small = all.subList(MOST, all.size());
    small.forEach(
        series -> series.days().forEach((date, sum) -> others.merge(date, sum, Amounts::plus)));
    Series sum = new Series(null, small.size(), Amounts.sum(others.values()), others);
    return Stream.concat(all.subList(0, MOST).stream(), Stream.of(sum)).toList();
  }
}
