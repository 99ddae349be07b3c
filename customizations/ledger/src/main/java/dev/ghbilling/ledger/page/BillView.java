package dev.ghbilling.ledger.page;

import dev.ghbilling.ledger.forecast.Forecast;
import dev.ghbilling.ledger.forecast.Forecast.Projected;
import dev.ghbilling.ledger.forecast.Forecast.Quantiles;
import dev.ghbilling.ledger.forecast.Forecast.TooEarly;
import dev.ghbilling.ledger.page.Bill.Comparison;
import dev.ghbilling.ledger.page.Bill.Line;
import dev.ghbilling.ledger.page.Bill.Ranking;
import dev.ghbilling.ledger.page.Table.Cell;
import dev.ghbilling.ledger.page.Table.Row;
import dev.ghbilling.ledger.store.PlainNumber;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A bill in the words and shapes that the templates put into documents. Texts aren't escaped yet.
 *
 * @param account the account
 * @param period the name of the cycle
 * @param tiles the figures that are read first
 * @param notes what a reader must know before the figures; usually nothing
 * @param cumulative the cumulative spend, once for each measure
 * @param splits the daily spend by product, SKU and model
 * @param calendars the days, once for each measure
 * @param movers the largest changes
 * @param tops the largest amounts
 * @param facts what the figures rest on
 * @param totals the exact sums
 * @param reconciliation the sums of each type of report
 */
record BillView(
    String account,
    String period,
    List<Tile> tiles,
    List<String> notes,
    List<Chart> cumulative,
    List<SplitView> splits,
    List<CalendarView> calendars,
    List<Table> movers,
    List<Table> tops,
    List<Fact> facts,
    Table totals,
    Table reconciliation) {
  private static final List<String> TOP_COLUMNS =
      List.of("Name", "Net", "Gross", "Discount", "Share of net", "Change of net");
  private static final List<String> MOVER_COLUMNS = List.of("Name", "Change", "Now", "Before");
  private static final double PERCENT = 100;

  /**
   * A figure.
   *
   * @param label what it is
   * @param value the figure
   * @param note the sentence below it
   */
  record Tile(String label, String value, String note) {}

  /**
   * A fact.
   *
   * @param name what it is about
   * @param text the fact
   */
  record Fact(String name, String text) {}

  /**
   * The daily spend split in one way.
   *
   * @param id the id of the choice
   * @param title the label of the choice
   * @param first whether it is chosen at first
   * @param charts the charts, one for each measure
   */
  record SplitView(String id, String title, boolean first, List<Chart> charts) {}

  static BillView of(Bill bill) {
    return new BillView(
        bill.account(),
        Dates.cycle(bill.cycle()),
        List.of(total(bill), change(bill), forecast(bill), budget(bill)),
        notes(bill),
        Arrays.stream(Measure.values()).map(m -> CumulativeChart.of(bill, m)).toList(),
        splits(bill),
        Arrays.stream(Measure.values()).map(m -> CalendarView.of(bill, m)).toList(),
        bill.rankings().stream()
            .filter(ranking -> !ranking.movers().isEmpty())
            .map(BillView::movers)
            .toList(),
        bill.rankings().stream()
            .filter(ranking -> !ranking.top().isEmpty())
            .map(ranking -> top(ranking, bill.total()))
            .toList(),
        facts(bill),
        totals(bill),
        reconciliation(bill));
  }

  /** Returns the days as tables, of which a document without charts has one. */
  List<Table> dailyTables() {
    return List.of(splits.get(0).charts().get(0).table());
  }

  private static Tile total(Bill bill) {
    return new Tile(
        bill.knownDays() == bill.days().size() ? "Total" : "Total so far",
        Money.of(bill.total().net()),
        "Charged after discounts of %s on %s. %s"
            .formatted(
                Money.of(bill.total().discount()),
                Money.of(bill.total().gross()),
                counted(bill.knownDays(), bill.days().size(), "known")));
  }

  private static String counted(long part, int whole, String state) {
    return "%d of %d days are %s.".formatted(part, whole, state);
  }

  private static Tile change(Bill bill) {
    String label = "Against " + Dates.cycle(bill.cycle().previous());
    Comparison comparison = bill.comparison();
    if (comparison == null) {
      return new Tile(label, "unknown", "No day that is final can be compared yet.");
    }
    BigDecimal now = comparison.now().net();
    BigDecimal before = comparison.before().net();
    String growth = Money.growth(now, before);
    String change = Money.change(now == null || before == null ? null : now.subtract(before));
    return new Tile(
        label,
        growth.isEmpty() ? change : growth,
        "%s: %s after %s %s."
            .formatted(
                change,
                Money.of(now),
                Money.of(before),
                comparison.whole()
                    ? "in the whole cycle before"
                    : "on the same %d days before".formatted(comparison.days())));
  }

  private static Tile forecast(Bill bill) {
    Forecast forecast = bill.forecast();
    if (forecast instanceof TooEarly early) {
      return new Tile("Forecast", "Too early", early.reason() + ".");
    }
    if (forecast instanceof Projected projected) {
      Quantiles net = projected.net();
      return new Tile(
          "Forecast",
          Money.of(net.p50()),
          net.p90() == null
              ? "From the days through %s, which are final. A range needs half a year of such days."
                  .formatted(Dates.day(projected.settledThrough()))
              : "At most %s in nine of ten cases. From the days through %s, which are final."
                  .formatted(Money.of(net.p90()), Dates.day(projected.settledThrough())));
    }
    return new Tile("Forecast", "Final", "Every day is final: this is the total.");
  }

  private static Tile budget(Bill bill) {
    BigDecimal budget = bill.budget();
    if (budget == null) {
      return new Tile("Budget", "None", "No budget was given.");
    }
    BigDecimal net = bill.total().net();
    String projected =
        bill.forecast() instanceof Projected forecast
            ? " In the end probably %s%s."
                .formatted(
                    Money.share(forecast.net().p50(), budget),
                    forecast.net().p90() == null
                        ? ""
                        : ", at most %s in nine of ten cases"
                            .formatted(Money.share(forecast.net().p90(), budget)))
            : "";
    return new Tile(
        "Budget used",
        net == null ? "unknown" : Money.share(net, budget),
        "Of %s%s.%s"
            .formatted(
                Money.of(budget),
                net == null
                    ? ""
                    : net.compareTo(budget) > 0
                        ? "; %s over it".formatted(Money.of(net.subtract(budget)))
                        : "; %s are left".formatted(Money.of(budget.subtract(net))),
                projected));
  }

  private static List<String> notes(Bill bill) {
    List<String> notes = new ArrayList<>();
    if (bill.knownDays() == 0) {
      notes.add("No day of this cycle is known: there is nothing to show.");
    }
    List<LocalDate> missing = bill.missingDays();
    if (!missing.isEmpty()) {
      notes.add(
          "Usage of %s isn't known. It is in no sum, and isn't zero."
              .formatted(Dates.list(missing)));
    }
    return notes;
  }

  private static List<SplitView> splits(Bill bill) {
    List<SplitView> views = new ArrayList<>();
    for (Split split : Split.values()) {
      if (split == Split.PRODUCT || !bill.splits().getOrDefault(split, List.of()).isEmpty()) {
        views.add(
            new SplitView(
                "by-" + split.noun().toLowerCase(Locale.ROOT),
                split.title(),
                views.isEmpty(),
                Arrays.stream(Measure.values()).map(m -> DailyChart.of(bill, split, m)).toList()));
      }
    }
    return views;
  }

  private static Table top(Ranking ranking, Amounts total) {
    BigDecimal whole = Amounts.orZero(total.net());
    double longest =
        ranking.top().stream()
            .mapToDouble(line -> Amounts.orZero(line.amounts().net()).doubleValue())
            .max()
            .orElse(0);
    List<Row> rows =
        ranking.top().stream()
            .map(
                line ->
                    new Row(
                        name(line, ranking),
                        bar(Amounts.orZero(line.amounts().net()), longest),
                        List.of(
                            Cell.amount(line.amounts().net()),
                            Cell.amount(line.amounts().gross()),
                            Cell.amount(line.amounts().discount()),
                            Cell.text(Money.share(line.amounts().net(), whole)),
                            Cell.change(line.change()))))
            .toList();
    return new Table(ranking.dimension().title(), TOP_COLUMNS, rows);
  }

  private static String bar(BigDecimal amount, double longest) {
    double percent = longest <= 0 ? 0 : Math.max(0, amount.doubleValue() / longest * PERCENT);
    return Chart.number(percent);
  }

  private static String name(Line line, Ranking ranking) {
    return switch (line.kind()) {
      case NAMED -> line.name();
      case OTHERS ->
          "%,d other %s".formatted(line.count(), lowerFirst(ranking.dimension().title()));
      case NOT_ATTRIBUTED -> "Not attributed";
    };
  }

  /** Writes a heading within a sentence; SKUs stay SKUs. */
  private static String lowerFirst(String title) {
    return Character.isUpperCase(title.charAt(1))
        ? title
        : title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
  }

  private static Table movers(Ranking ranking) {
    double longest =
        ranking.movers().stream()
            .mapToDouble(line -> Amounts.orZero(line.change()).abs().doubleValue())
            .max()
            .orElse(0);
    return new Table(
        ranking.dimension().title(),
        MOVER_COLUMNS,
        ranking.movers().stream()
            .map(
                line ->
                    new Row(
                        line.name(),
                        bar(Amounts.orZero(line.change()).abs(), longest),
                        List.of(
                            Cell.change(line.change()),
                            Cell.amount(line.now()),
                            Cell.amount(line.before()))))
            .toList());
  }

  private static List<Fact> facts(Bill bill) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Period", bill.cycle().first() + " to " + bill.cycle().last() + ", in UTC"));
    facts.add(new Fact("Known", counted(bill.knownDays(), bill.days().size(), "known")));
    facts.add(new Fact("Settled", counted(bill.settledDays(), bill.days().size(), "settled")));
    List<LocalDate> missing = bill.missingDays();
    facts.add(new Fact("Missing", missing.isEmpty() ? "None" : Dates.list(missing)));
    Map<String, Long> types =
        bill.days().stream()
            .filter(Bill.Day::isKnown)
            .collect(
                Collectors.groupingBy(
                    day -> String.valueOf(day.type()), TreeMap::new, Collectors.counting()));
    facts.add(
        new Fact(
            "Reports",
            types.isEmpty()
                ? "None"
                : types.entrySet().stream()
                    .map(type -> "%s for %d days".formatted(type.getKey(), type.getValue()))
                    .collect(Collectors.joining(", "))));
    facts.add(new Fact("Newest data", bill.landed() == null ? "None" : Dates.time(bill.landed())));
    facts.add(new Fact("Forecast", forecastBasis(bill.forecast())));
    return facts;
  }

  private static String forecastBasis(Forecast forecast) {
    return forecast instanceof Projected
        ? "From settled days: the same weekdays of the last eight weeks, and the share of discounts in the same part of the previous cycle; a day that may still change counts with at least what is known of it"
        : "None";
  }

  private static Table totals(Bill bill) {
    return new Table(
        "Exact sums in US dollars",
        List.of("Cycle", "Net", "Gross", "Discount"),
        List.of(
            exact(Dates.cycle(bill.cycle()), bill.total()),
            exact(Dates.cycle(bill.cycle().previous()), bill.previous())));
  }

  private static Row exact(String name, Amounts amounts) {
    return Row.of(name, exact(amounts.net()), exact(amounts.gross()), exact(amounts.discount()));
  }

  private static Cell exact(@Nullable BigDecimal amount) {
    return amount == null
        ? Cell.amount(null)
        : new Cell(PlainNumber.text(amount), PlainNumber.text(amount));
  }

  private static Table reconciliation(Bill bill) {
    return new Table(
        "Reports beside the bill of the same days, and GitHub's own sum of the month when it was asked",
        List.of("Source", "Days", "Net", "Net of the bill", "Result"),
        bill.reconciliations().stream()
            .map(
                one ->
                    Row.of(
                        one.asOf() == null
                            ? one.type()
                            : one.type() + ", " + Dates.time(one.asOf()),
                        Cell.text(Integer.toString(one.days())),
                        exact(one.stated().net()),
                        exact(one.billed().net()),
                        Cell.text(one.agrees() ? "Equal" : difference(one))))
            .toList());
  }

  private static String difference(Bill.Reconciliation one) {
    BigDecimal stated = one.stated().net();
    BigDecimal billed = one.billed().net();
    return stated == null || billed == null
        ? "unknown"
        : "Differs by " + PlainNumber.text(stated.subtract(billed));
  }
}
