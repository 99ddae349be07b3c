package dev.ghbilling.ledger.page;

import dev.ghbilling.ledger.page.Bill.Series;
import dev.ghbilling.ledger.page.Chart.Hint;
import dev.ghbilling.ledger.page.Chart.LegendEntry;
import dev.ghbilling.ledger.page.Chart.Shape;
import dev.ghbilling.ledger.page.Table.Cell;
import dev.ghbilling.ledger.page.Table.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A stacked bar for each day of a cycle; what was credited is stacked below zero. */
final class DailyChart {
  /** The share of a day's width that its bar takes. */
  private static final double BAR = 0.78;

  private final Bill bill;
  private final Split split;
  private final Measure measure;
  private final List<Series> series;
  private final double width;

  private DailyChart(Bill bill, Split split, Measure measure) {
    this.bill = bill;
    this.split = split;
    this.measure = measure;
    this.series = bill.splits().getOrDefault(split, List.of());
    this.width = (double) Scale.SIZE / bill.days().size();
  }

  static Chart of(Bill bill, Split split, Measure measure) {
    return new DailyChart(bill, split, measure).chart();
  }

  private Chart chart() {
    double[] high = new double[bill.days().size()];
    double[] low = new double[bill.days().size()];
    for (Series one : series) {
      for (int i = 0; i < high.length; i++) {
        double amount = amount(one, i);
        high[i] += Math.max(0, amount);
        low[i] += Math.min(0, amount);
      }
    }
    Scale scale =
        new Scale(
            IntStream.range(0, low.length).mapToDouble(i -> low[i]).min().orElse(0),
            IntStream.range(0, high.length).mapToDouble(i -> high[i]).max().orElse(0));
    List<Shape> shapes = new ArrayList<>();
    List<LegendEntry> legend = new ArrayList<>();
    IntStream.range(0, series.size())
        .forEach(i -> legend.add(LegendEntry.area(css(i), name(series.get(i), split))));
    addDays(shapes, legend, "missing", "Not known", this::isMissing);
    addDays(
        shapes, legend, "unsettled", "May still change", day -> day.isKnown() && !day.settled());
    shapes.add(Chart.grid(scale));
    shapes.addAll(bars(scale));
    String by = split.noun();
    return new Chart(
        "daily-%s-%s".formatted(by.toLowerCase(Locale.ROOT), measure.word()),
        measure.word(),
        "Daily %s spend by %s".formatted(measure.word(), by),
        summary(),
        Chart.rows(scale),
        Chart.columns(bill.days()),
        shapes,
        hints(),
        legend,
        table());
  }

  private double amount(Series one, int day) {
    Amounts amounts = one.days().get(bill.days().get(day).date());
    return amounts == null ? 0 : Amounts.orZero(measure.of(amounts)).doubleValue();
  }

  private boolean isMissing(Bill.Day day) {
    return bill.missingDays().contains(day.date());
  }

  private String css(int i) {
    return series.get(i).others() > 0 ? "series others" : "series s" + i % SeriesReader.MOST;
  }

  /** Returns the name of a series for people. */
  static String name(Series series, Split split) {
    if (series.others() > 0) {
      return "%d other %s".formatted(series.others(), split.title());
    }
    return series.name() == null ? "Without a " + split.noun() : series.name();
  }

  private void addDays(
      List<Shape> shapes,
      List<LegendEntry> legend,
      String css,
      String label,
      Predicate<Bill.Day> condition) {
    String path =
        IntStream.range(0, bill.days().size())
            .filter(i -> condition.test(bill.days().get(i)))
            .mapToObj(i -> rectangle(i * width, 0, width, Scale.SIZE))
            .collect(Collectors.joining());
    if (!path.isEmpty()) {
      shapes.add(new Shape(css, path));
      legend.add(LegendEntry.area(css, label));
    }
  }

  private List<Shape> bars(Scale scale) {
    double[] high = new double[bill.days().size()];
    double[] low = new double[bill.days().size()];
    List<Shape> bars = new ArrayList<>();
    for (int s = 0; s < series.size(); s++) {
      StringBuilder path = new StringBuilder();
      for (int i = 0; i < high.length; i++) {
        double amount = amount(series.get(s), i);
        if (amount == 0) {
          continue;
        }
        double[] stack = amount > 0 ? high : low;
        double from = scale.y(stack[i]);
        stack[i] += amount;
        double to = scale.y(stack[i]);
        double x = (i + (1 - BAR) / 2) * width;
        path.append(rectangle(x, Math.min(from, to), BAR * width, Math.abs(from - to)));
      }
      bars.add(new Shape(css(s), path.toString()));
    }
    return bars;
  }

  private static String rectangle(double x, double y, double width, double height) {
    String wide = Chart.number(width);
    return "M%s %sh%sv%sh-%sz"
        .formatted(Chart.number(x), Chart.number(y), wide, Chart.number(height), wide);
  }

  private String summary() {
    Bill.Day most = null;
    for (Bill.Day day : bill.days()) {
      BigDecimal amount = measure.of(day.amounts());
      if (amount != null
          && (most == null || amount.compareTo(Amounts.orZero(measure.of(most.amounts()))) > 0)) {
        most = day;
      }
    }
    return most == null
        ? "No day is known."
        : "The most was spent on %s: %s."
            .formatted(Dates.day(most.date()), Money.of(measure.of(most.amounts())));
  }

  private List<Hint> hints() {
    List<Hint> hints = new ArrayList<>();
    for (int i = 0; i < bill.days().size(); i++) {
      Bill.Day day = bill.days().get(i);
      StringBuilder text = new StringBuilder(Dates.day(day.date()));
      if (split != Split.MODEL) {
        text.append(": ").append(Money.of(measure.of(day.amounts())));
      }
      for (Series one : series) {
        Amounts amounts = one.days().get(day.date());
        BigDecimal amount = amounts == null ? null : measure.of(amounts);
        if (amount != null && amount.signum() != 0) {
          text.append("\n").append(name(one, split)).append(": ").append(Money.of(amount));
        }
      }
      hints.add(new Hint(Chart.number(i * width), Chart.number(width), text.toString()));
    }
    return hints;
  }

  private Table table() {
    List<String> columns = new ArrayList<>(List.of("Day"));
    series.forEach(one -> columns.add(name(one, split)));
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            "Sum",
            null,
            series.stream().map(one -> Cell.amount(measure.of(one.total()))).toList()));
    for (Bill.Day day : bill.days()) {
      rows.add(
          new Row(
              Dates.day(day.date()), null, series.stream().map(one -> cell(one, day)).toList()));
    }
    return new Table("Daily %s spend by %s".formatted(measure.word(), split.noun()), columns, rows);
  }

  /**
   * Returns the amount of a day. On a known day, a series that isn't there has cost nothing; models
   * are from other reports, of which that isn't known.
   */
  private Cell cell(Series one, Bill.Day day) {
    Amounts amounts = one.days().get(day.date());
    if (amounts != null) {
      return Cell.amount(measure.of(amounts));
    }
    return split == Split.MODEL
        ? Cell.EMPTY
        : Cell.amount(measure.of(day.isKnown() ? Amounts.ZERO : Amounts.UNKNOWN));
  }
}
