package dev.ghbilling.ledger.page;

import dev.ghbilling.ledger.forecast.BillingCycle;
import dev.ghbilling.ledger.forecast.KnownDay;
import dev.ghbilling.ledger.forecast.WeekdayForecast;
import dev.ghbilling.ledger.page.Bill.Comparison;
import dev.ghbilling.ledger.page.Bill.Day;
import dev.ghbilling.ledger.page.Bill.Kind;
import dev.ghbilling.ledger.page.Bill.Line;
import dev.ghbilling.ledger.page.Bill.Ranking;
import dev.ghbilling.ledger.page.Bill.Reconciliation;
import dev.ghbilling.ledger.page.Bill.Series;
import dev.ghbilling.ledger.store.PlainNumber;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a bill from the ledger's views. Sums, ranks and changes are made by the database, so that
 * only what is shown is read, however many rows there are.
 */
public final class BillReader {
  /** How many products, SKUs or models have colors of their own. */
  static final int SERIES = 8;

  private static final String SUMS =
      "sum(gross_amount) AS gross, sum(discount_amount) AS discount, sum(net_amount) AS net";

  private static final String SUMS_OF_DAYS =
      "SELECT date, " + SUMS + " FROM bill WHERE date >= ? AND date < ? GROUP BY date";

  private static final String DAYS =
      "SELECT date, type, settled, newest_landing, types FROM best_types WHERE date >= ? AND date < ?";

  private static final String SPLITS =
      "SELECT date, product, sku, " + SUMS + " FROM bill WHERE date >= ? AND date < ? GROUP BY ALL";

  /** The other reports repeat the bill without the model. */
  private static final String MODELS =
      "SELECT date, model, "
          + SUMS
          + " FROM rows WHERE type IN ('premium_request', 'ai_credit') AND model IS NOT NULL"
          + " AND date >= ? AND date < ? GROUP BY ALL";

  private static final String TYPES =
      "SELECT type, date, "
          + SUMS
          + " FROM rows WHERE type IN (SELECT type FROM billed_types)"
          + " AND date >= ? AND date < ? GROUP BY ALL";

  private static final String GITHUB_TOTALS =
      "SELECT gross_amount AS gross, discount_amount AS discount, net_amount AS net, as_of"
          + " FROM github_totals WHERE billing_month = ?";

  /**
   * The largest amounts, as lines of places up to {@code top}, then one of all others and one of
   * what isn't attributed; and the largest changes.
   */
  private static final String RANKING =
      """
      WITH grouped AS (
        SELECT %1$s,
          sum(gross_amount) FILTER (date >= $first) AS gross,
          sum(discount_amount) FILTER (date >= $first) AS discount,
          sum(net_amount) FILTER (date >= $first) AS net,
          CASE WHEN $compared THEN coalesce(sum(net_amount) FILTER (%3$s), 0) END AS now,
          CASE WHEN $compared THEN coalesce(sum(net_amount) FILTER (%4$s), 0) END AS before
        FROM bill WHERE date >= $previous AND date < $end GROUP BY %1$s
      ), sums AS MATERIALIZED (
        SELECT nullif(%2$s, '') AS name, sum(gross) AS gross, sum(discount) AS discount,
          sum(net) AS net, sum(now) AS now, sum(before) AS before
        FROM grouped GROUP BY 1
      ), placed AS (
        SELECT *,
          row_number() OVER (PARTITION BY name IS NULL
            ORDER BY net DESC NULLS LAST, gross DESC NULLS LAST, name) AS place,
          row_number() OVER (PARTITION BY name IS NULL
            ORDER BY abs(now - before) DESC, name) AS mover
        FROM sums
      )
      SELECT
        CASE WHEN name IS NULL THEN 'NOT_ATTRIBUTED' WHEN place <= $top THEN 'NAMED' ELSE 'OTHERS' END AS kind,
        CASE WHEN place <= $top THEN name END AS label, count(*) AS names,
        sum(gross) AS gross, sum(discount) AS discount, sum(net) AS net,
        sum(now) AS now, sum(before) AS before, min(place) AS rank
      FROM placed WHERE gross IS NOT NULL OR net IS NOT NULL GROUP BY kind, label
      UNION ALL
      SELECT 'MOVER', name, 1, gross, discount, net, now, before, mover
      FROM placed WHERE mover <= $top AND name IS NOT NULL AND now <> before
      ORDER BY kind, rank
      """;

  private final Connection connection;
  private final BillQuery query;
  private final BillingCycle cycle;

  private BillReader(Connection connection, BillQuery query) {
    this.connection = connection;
    this.query = query;
    this.cycle = query.cycle();
  }

  /**
   * Reads a bill.
   *
   * @param connection a connection to a database with the ledger's tables and views; it isn't
   *     closed
   * @throws SQLException when the database can't be read, or a sum doesn't fit into its type
   */
  public static Bill read(Connection connection, BillQuery query) throws SQLException {
    return new BillReader(connection, query).read();
  }

  private Bill read() throws SQLException {
    LocalDate begin = cycle.first().minusYears(1).minusMonths(2);
    Landed landed = landed(begin);
    Map<LocalDate, Amounts> sums = new HashMap<>();
    read(SUMS_OF_DAYS, begin, cycle.first(), row -> sums.put(date(row), amounts(row)));
    Map<Split, List<Series>> splits = splits(sums);
    List<Day> days = days(cycle, landed, sums);
    List<Day> previousDays = days(cycle.previous(), landed, sums);
    Compared compared = Compared.of(days, previousDays);
    return new Bill(
        query.account(),
        cycle,
        total(days),
        total(previousDays),
        compared.isEmpty()
            ? null
            : new Comparison(
                compared.whole, compared.now.size(), total(compared.now), total(compared.before)),
        WeekdayForecast.of(cycle, known(landed, sums)),
        query.budget(),
        days,
        previousDays,
        splits,
        rankings(compared),
        reconciliations(sums, days, landed.several().stream().anyMatch(cycle::contains)),
        landed.newest(cycle));
  }

  /** What is known of days: the type that counts, whether there are others, settled, and since. */
  private record Landed(
      Map<LocalDate, String> types,
      Set<LocalDate> several,
      Set<LocalDate> settled,
      Map<LocalDate, Instant> times) {
    @Nullable Instant newest(BillingCycle cycle) {
      return times.entrySet().stream()
          .filter(day -> cycle.contains(day.getKey()))
          .map(Map.Entry::getValue)
          .max(Comparator.naturalOrder())
          .orElse(null);
    }
  }

  private Landed landed(LocalDate begin) throws SQLException {
    Landed landed = new Landed(new HashMap<>(), new HashSet<>(), new HashSet<>(), new HashMap<>());
    read(
        DAYS,
        begin,
        row -> {
          LocalDate date = date(row);
          landed.types.put(date, row.getString("type"));
          if (row.getInt("types") > 1) {
            landed.several.add(date);
          }
          if (row.getBoolean("settled")) {
            landed.settled.add(date);
          }
          Instant time = time(row, "newest_landing");
          if (time != null) {
            landed.times.put(date, time);
          }
        });
    return landed;
  }

  private static List<Day> days(BillingCycle cycle, Landed landed, Map<LocalDate, Amounts> sums) {
    return cycle.days().stream()
        .map(
            date -> {
              String type = landed.types.get(date);
              return new Day(
                  date,
                  type,
                  landed.settled.contains(date),
                  type == null ? Amounts.UNKNOWN : sums.getOrDefault(date, Amounts.ZERO));
            })
        .toList();
  }

  private static NavigableMap<LocalDate, KnownDay> known(
      Landed landed, Map<LocalDate, Amounts> sums) {
    NavigableMap<LocalDate, KnownDay> known = new TreeMap<>();
    for (LocalDate date : landed.types.keySet()) {
      Amounts amounts = sums.getOrDefault(date, Amounts.ZERO);
      if (amounts.gross() != null && amounts.net() != null) {
        known.put(
            date, new KnownDay(amounts.gross(), amounts.net(), landed.settled.contains(date)));
      }
    }
    return known;
  }

  private static Amounts total(Collection<Day> days) {
    return days.stream()
        .filter(Day::isKnown)
        .map(Day::amounts)
        .reduce(Amounts::plus)
        .orElse(Amounts.UNKNOWN);
  }

  /** The days of two cycles that are compared. */
  private record Compared(boolean whole, List<Day> now, List<Day> before) {
    static Compared of(List<Day> days, List<Day> previousDays) {
      if (Stream.concat(days.stream(), previousDays.stream()).allMatch(Day::isKnown)) {
        return new Compared(true, days, previousDays);
      }
      Compared compared = new Compared(false, new ArrayList<>(), new ArrayList<>());
      for (int i = 0; i < Math.min(days.size(), previousDays.size()); i++) {
        if (days.get(i).settled() && previousDays.get(i).isKnown()) {
          compared.now.add(days.get(i));
          compared.before.add(previousDays.get(i));
        }
      }
      return compared;
    }

    boolean isEmpty() {
      return now.isEmpty();
    }

    /** Returns the condition for days in SQL: as a range if there is no gap, which is faster. */
    static String condition(List<Day> days) {
      if (days.isEmpty()) {
        return "false";
      }
      LocalDate first = days.get(0).date();
      LocalDate last = days.get(days.size() - 1).date();
      return first.plusDays(days.size() - 1L).equals(last)
          ? "date BETWEEN DATE '%s' AND DATE '%s'".formatted(first, last)
          : days.stream()
              .map(day -> "DATE '" + day.date() + "'")
              .collect(Collectors.joining(", ", "date IN (", ")"));
    }
  }

  /** Reads the cycle by day, product, SKU and model, and adds the sums of its days to others. */
  private Map<Split, List<Series>> splits(Map<LocalDate, Amounts> sums) throws SQLException {
    Map<Split, List<Series>> splits = new EnumMap<>(Split.class);
    Map<String, Map<LocalDate, Amounts>> products = new TreeMap<>();
    Map<String, Map<LocalDate, Amounts>> skus = new TreeMap<>();
    Map<String, Map<LocalDate, Amounts>> models = new TreeMap<>();
    read(
        SPLITS,
        cycle.first(),
        row -> {
          add(row, "product", products);
          add(row, "sku", skus);
          sums.merge(date(row), amounts(row), Amounts::plus);
        });
    read(MODELS, cycle.first(), row -> add(row, "model", models));
    splits.put(Split.PRODUCT, largest(products));
    splits.put(Split.SKU, largest(skus));
    splits.put(Split.MODEL, largest(models));
    return splits;
  }

  private static void add(ResultSet row, String column, Map<String, Map<LocalDate, Amounts>> names)
      throws SQLException {
    String name = row.getString(column);
    names
        .computeIfAbsent(name == null ? "" : name, unknown -> new HashMap<>())
        .merge(date(row), amounts(row), Amounts::plus);
  }

  /** Returns the largest series, and the sum of the others if there are at least two. */
  private static List<Series> largest(Map<String, Map<LocalDate, Amounts>> names) {
    List<Series> all = new ArrayList<>();
    names.forEach(
        (name, days) -> all.add(new Series(name.isEmpty() ? null : name, 0, total(days), days)));
    all.sort(
        Comparator.comparing((Series series) -> orZero(series.total().net()).abs())
            .thenComparing(series -> orZero(series.total().gross()).abs())
            .reversed());
    if (all.size() <= SERIES + 1) {
      return all;
    }
    Map<LocalDate, Amounts> others = new HashMap<>();
    List<Series> small = all.subList(SERIES, all.size());
    small.forEach(
        series -> series.days().forEach((date, sum) -> others.merge(date, sum, Amounts::plus)));
    Series sum = new Series(null, small.size(), total(others), others);
    return Stream.concat(all.subList(0, SERIES).stream(), Stream.of(sum)).toList();
  }

  private static Amounts total(Map<LocalDate, Amounts> days) {
    return days.values().stream().reduce(Amounts::plus).orElse(Amounts.ZERO);
  }

  static BigDecimal orZero(@Nullable BigDecimal amount) {
    return amount == null ? BigDecimal.ZERO : amount;
  }

  private List<Ranking> rankings(Compared compared) throws SQLException {
    List<Ranking> rankings = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      if (dimension != Dimension.USER || query.users()) {
        rankings.add(ranking(dimension, compared));
      }
    }
    return rankings;
  }

  private Ranking ranking(Dimension dimension, Compared compared) throws SQLException {
    String sql =
        RANKING
            .formatted(
                dimension.columns(),
                dimension.nameExpression(),
                Compared.condition(compared.now),
                Compared.condition(compared.before))
            .replace("$first", "DATE '" + cycle.first() + "'")
            .replace("$previous", "DATE '" + cycle.previous().first() + "'")
            .replace("$end", "DATE '" + cycle.end() + "'")
            .replace("$compared", Boolean.toString(!compared.isEmpty()))
            .replace("$top", Integer.toString(query.top()));
    List<Line> top = new ArrayList<>();
    List<Line> movers = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        String kind = row.getString("kind");
        boolean mover = kind.equals("MOVER");
        String label = row.getString("label");
        (mover ? movers : top)
            .add(
                new Line(
                    mover ? Kind.NAMED : Kind.valueOf(kind),
                    label == null ? "" : label,
                    row.getLong("names"),
                    amounts(row),
                    PlainNumber.in(row, "now"),
                    PlainNumber.in(row, "before")));
      }
    }
    top.sort(Comparator.comparing(Line::kind)); // Stable: the names stay in their order.
    return new Ranking(dimension, top, movers);
  }

  private List<Reconciliation> reconciliations(
      Map<LocalDate, Amounts> billed, List<Day> ofCycle, boolean severalTypes) throws SQLException {
    Map<String, Map<LocalDate, Amounts>> types = new TreeMap<>();
    if (severalTypes) {
      read(
          TYPES,
          cycle.first(),
          row ->
              types
                  .computeIfAbsent(row.getString("type"), type -> new HashMap<>())
                  .put(date(row), amounts(row)));
    }
    List<Reconciliation> reconciliations = new ArrayList<>();
    types.forEach(
        (type, days) -> {
          Map<LocalDate, Amounts> same = new HashMap<>(billed);
          same.keySet().retainAll(days.keySet());
          reconciliations.add(
              new Reconciliation(type, null, days.size(), total(days), total(same)));
        });
    if (cycle.billingDay() == 1) {
      try (PreparedStatement statement = connection.prepareStatement(GITHUB_TOTALS)) {
        statement.setString(1, cycle.month().toString());
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            int known = (int) ofCycle.stream().filter(Day::isKnown).count();
            reconciliations.add(
                new Reconciliation(
                    "GitHub's summary", time(row, "as_of"), known, amounts(row), total(ofCycle)));
          }
        }
      }
    }
    return reconciliations;
  }

  /** Receives the rows of a result. */
  private interface RowConsumer {
    void accept(ResultSet row) throws SQLException;
  }

  /** Runs a query from a day to the end of the cycle. */
  private void read(String sql, LocalDate begin, RowConsumer rows) throws SQLException {
    read(sql, begin, cycle.end(), rows);
  }

  private void read(String sql, LocalDate begin, LocalDate end, RowConsumer rows)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, begin);
      statement.setObject(2, end);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.accept(row);
        }
      }
    }
  }

  private static LocalDate date(ResultSet row) throws SQLException {
    return row.getObject("date", LocalDate.class);
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    LocalDateTime time = row.getObject(column, LocalDateTime.class);
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }

  private static Amounts amounts(ResultSet row) throws SQLException {
    return new Amounts(
        PlainNumber.in(row, "gross"), PlainNumber.in(row, "discount"), PlainNumber.in(row, "net"));
  }
}
