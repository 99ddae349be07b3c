package dev.ghbilling.ledger.page;

import dev.ghbilling.ledger.forecast.Forecast.Projected;
import dev.ghbilling.ledger.forecast.Forecast.Quantiles;
import dev.ghbilling.ledger.page.Chart.Hint;
import dev.ghbilling.ledger.page.Chart.LegendEntry;
import dev.ghbilling.ledger.page.Chart.Shape;
import dev.ghbilling.ledger.page.Table.Cell;
import dev.ghbilling.ledger.page.Table.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The spend up to each day of a cycle, of the one before, and as projected. */
final class CumulativeChart {
  private final Bill bill;
  private final Measure measure;
  private final List<Bill.Day> days;
  private final List<@Nullable BigDecimal> now;
  private final List<@Nullable BigDecimal> before;
  private final Map<LocalDate, Quantiles> projected = new HashMap<>();

  private CumulativeChart(Bill bill, Measure measure) {
    this.bill = bill;
    this.measure = measure;
    this.days =
        bill.days().size() >= bill.previousDays().size() ? bill.days() : bill.previousDays();
    this.now = cumulative(bill.days());
    this.before = cumulative(bill.previousDays());
    if (bill.forecast() instanceof Projected forecast) {
      forecast.days().stream()
          .filter(day -> day.date().isAfter(forecast.settledThrough()))
          .forEach(day -> projected.put(day.date(), measure.of(day)));
    }
  }

  static Chart of(Bill bill, Measure measure) {
    return new CumulativeChart(bill, measure).chart();
  }

  /** Returns the sum of the known days up to each known day; null for any other day. */
  private List<@Nullable BigDecimal> cumulative(List<Bill.Day> of) {
    List<@Nullable BigDecimal> sums = new ArrayList<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (Bill.Day day : of) {
      BigDecimal amount = measure.of(day.amounts());
      sum = amount == null ? sum : sum.add(amount);
      sums.add(amount == null ? null : sum);
    }
    return sums;
  }

  private Chart chart() {
    Scale scale = scale();
    List<Shape> shapes = new ArrayList<>();
    List<LegendEntry> legend = new ArrayList<>();
    shapes.add(Chart.grid(scale));
    if (projected.values().stream().anyMatch(quantiles -> quantiles.p90() != null)) {
      shapes.add(new Shape("band", band(scale)));
      legend.add(LegendEntry.area("band", "Eight of ten cases (P10 to P90)"));
    }
    add(shapes, legend, "before", Dates.cycle(bill.cycle().previous()), line(scale, before));
    if (!projected.isEmpty()) {
      add(shapes, legend, "projected", "Projection (P50)", projection(scale, Quantiles::p50));
    }
    add(shapes, legend, "now", Dates.cycle(bill.cycle()), line(scale, now));
    if (bill.budget() != null) {
      String path = "M0 %sh%d".formatted(y(scale, bill.budget()), Scale.SIZE);
      add(shapes, legend, "budget", "Budget", path);
    }
    return new Chart(
        "cumulative-" + measure.word(),
        measure.word(),
        "Cumulative %s spend".formatted(measure.word()),
        summary(),
        Chart.rows(scale),
        Chart.columns(days),
        shapes,
        hints(),
        legend,
        table());
  }

  private static void add(
      List<Shape> shapes, List<LegendEntry> legend, String css, String label, String path) {
    if (!path.isEmpty()) {
      shapes.add(new Shape(css, path));
      legend.add(LegendEntry.line(css, label));
    }
  }

  private Scale scale() {
    List<BigDecimal> amounts = new ArrayList<>();
    now.stream().filter(Objects::nonNull).forEach(amounts::add);
    before.stream().filter(Objects::nonNull).forEach(amounts::add);
    for (Quantiles quantiles : projected.values()) {
      amounts.add(quantiles.p50());
      if (quantiles.p10() != null && quantiles.p90() != null) {
        amounts.add(quantiles.p10());
        amounts.add(quantiles.p90());
      }
    }
    if (bill.budget() != null) {
      amounts.add(bill.budget());
    }
    return new Scale(
        amounts.stream().mapToDouble(BigDecimal::doubleValue).min().orElse(0),
        amounts.stream().mapToDouble(BigDecimal::doubleValue).max().orElse(0));
  }

  private String x(int day) {
    return Chart.number((day + 0.5) / days.size() * Scale.SIZE);
  }

  private static String y(Scale scale, BigDecimal amount) {
    return Chart.number(scale.y(amount.doubleValue()));
  }

  /** Draws a line that is interrupted where days aren't known. */
  private String line(Scale scale, List<@Nullable BigDecimal> amounts) {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < amounts.size(); i++) {
      BigDecimal amount = amounts.get(i);
      if (amount != null) {
        // The line of no length makes a dot of a day between two that aren't known.
        path.append(drawing ? "L" : "M").append(x(i)).append(' ').append(y(scale, amount));
        path.append(drawing ? "" : "h0");
      }
      drawing = amount != null;
    }
    return path.toString();
  }

  /** Draws the projection from the last settled day on. */
  private String projection(Scale scale, Function<Quantiles, @Nullable BigDecimal> quantile) {
    return "M" + String.join("L", points(scale, quantile));
  }

  private String band(Scale scale) {
    List<String> low = points(scale, Quantiles::p10);
    Collections.reverse(low);
    return "M%sL%sZ"
        .formatted(String.join("L", points(scale, Quantiles::p90)), String.join("L", low));
  }

  private List<String> points(Scale scale, Function<Quantiles, @Nullable BigDecimal> quantile) {
    List<String> points = new ArrayList<>();
    BigDecimal settled = null;
    for (int i = 0; i < bill.days().size(); i++) {
      Quantiles quantiles = projected.get(bill.days().get(i).date());
      if (quantiles == null) {
        settled = now.get(i) == null ? settled : now.get(i);
        continue;
      }
      if (points.isEmpty() && settled != null) {
        points.add(x(i - 1) + " " + y(scale, settled));
      }
      BigDecimal amount = quantile.apply(quantiles);
      if (amount != null) {
        points.add(x(i) + " " + y(scale, amount));
      }
    }
    return points;
  }

  private String summary() {
    return "%s: %s so far. %s: %s.%s"
        .formatted(
            Dates.cycle(bill.cycle()),
            Money.of(measure.of(bill.total())),
            Dates.cycle(bill.cycle().previous()),
            Money.of(measure.of(bill.previous())),
            bill.forecast() instanceof Projected forecast
                ? " Projected: %s.".formatted(Money.of(measure.of(forecast).p50()))
                : "");
  }

  private List<Hint> hints() {
    List<Hint> hints = new ArrayList<>();
    double width = (double) Scale.SIZE / days.size();
    for (int i = 0; i < days.size(); i++) {
      StringBuilder text = new StringBuilder("Day " + (i + 1));
      if (i < bill.days().size()) {
        Quantiles quantiles = projected.get(bill.days().get(i).date());
        text.append(", ").append(Dates.day(bill.days().get(i).date())).append(": ");
        text.append(
            now.get(i) == null && quantiles != null
                ? "projected " + Money.of(quantiles.p50())
                : Money.of(now.get(i)));
      }
      if (i < before.size()) {
        text.append("; previous ").append(Money.of(before.get(i)));
      }
      hints.add(new Hint(Chart.number(i * width), Chart.number(width), text.toString()));
    }
    return hints;
  }

  private Table table() {
    boolean forecast = !projected.isEmpty();
    List<String> columns = new ArrayList<>(List.of("Day", "Up to the day", "Previous cycle"));
    if (forecast) {
      columns.addAll(List.of("P10", "P50", "P90"));
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < days.size(); i++) {
      List<Cell> cells = new ArrayList<>();
      cells.add(i < now.size() ? Cell.amount(now.get(i)) : Cell.EMPTY);
      cells.add(i < before.size() ? Cell.amount(before.get(i)) : Cell.EMPTY);
      if (forecast) {
        Quantiles quantiles =
            i < bill.days().size() ? projected.get(bill.days().get(i).date()) : null;
        cells.add(quantile(quantiles, Quantiles::p10));
        cells.add(quantile(quantiles, Quantiles::p50));
        cells.add(quantile(quantiles, Quantiles::p90));
      }
      String head =
          i < bill.days().size() ? Dates.day(bill.days().get(i).date()) : "Day " + (i + 1);
      rows.add(new Row(head, null, cells));
    }
    return new Table("Cumulative %s spend by day".formatted(measure.word()), columns, rows);
  }

  private static Cell quantile(
      @Nullable Quantiles quantiles, Function<Quantiles, @Nullable BigDecimal> quantile) {
    BigDecimal amount = quantiles == null ? null : quantile.apply(quantiles);
    return amount == null ? Cell.EMPTY : Cell.amount(amount);
  }
}
