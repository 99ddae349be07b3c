package dev.ghbilling.ledger.page;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A chart over the days of a cycle, drawn in coordinates of {@link Scale#SIZE} each way, which the
 * page stretches to its width. Labels aren't part of the drawing, so that they keep their size.
 *
 * @param id the id of its element
 * @param css the class that the page's switches show and hide
 * @param title its name
 * @param summary what it shows, in a sentence
 * @param rows the labels of amounts
 * @param columns the labels of days
 * @param shapes what is drawn, from back to front
 * @param hints what is shown for each day when it is pointed at
 * @param legend what the shapes stand for
 * @param table all figures of the chart
 */
record Chart(
    String id,
    String css,
    String title,
    String summary,
    List<Tick> rows,
    List<Tick> columns,
    List<Shape> shapes,
    List<Hint> hints,
    List<LegendEntry> legend,
    Table table) {
  private static final int DAYS_BETWEEN_LABELS = 7;
  private static final double PERCENT = 100.0 / Scale.SIZE;

  /**
   * A label at an axis.
   *
   * @param label the text
   * @param at its place in percent from the top or the left
   */
  record Tick(String label, String at) {}

  /**
   * A path.
   *
   * @param css its class
   * @param path its data
   */
  record Shape(String css, String path) {}

  /**
   * What is shown for a day.
   *
   * @param x where the day begins
   * @param width how wide it is
   * @param text the text
   */
  record Hint(String x, String width, String text) {}

  /**
   * An entry of the legend.
   *
   * @param css the class of its shape
   * @param path a sample of the shape, 24 wide and 12 high
   * @param label what the shape stands for
   */
  record LegendEntry(String css, String path, String label) {
    static LegendEntry area(String css, String label) {
      return new LegendEntry(css, "M0 0h24v12h-24z", label);
    }

    static LegendEntry line(String css, String label) {
      return new LegendEntry(css, "M0 6h24", label);
    }
  }

  /** Returns the labels and the grid's lines of a scale. */
  static List<Tick> rows(Scale scale) {
    return scale.ticks().stream()
        .map(tick -> new Tick(Money.compact(tick), number(scale.y(tick.doubleValue()) * PERCENT)))
        .toList();
  }

  /** Returns the lines at the labels. */
  static Shape grid(Scale scale) {
    StringBuilder path = new StringBuilder();
    for (BigDecimal tick : scale.ticks()) {
      path.append("M0 ").append(number(scale.y(tick.doubleValue()))).append("h").append(Scale.SIZE);
    }
    return new Shape("grid", path.toString());
  }

  /** Returns the labels of a day in each week. */
  static List<Tick> columns(List<Bill.Day> days) {
    return IntStream.range(0, days.size())
        .filter(i -> i % DAYS_BETWEEN_LABELS == 0)
        .mapToObj(
            i ->
                new Tick(
                    Dates.dayOfMonth(days.get(i).date()),
                    number((i + 0.5) / days.size() * Scale.SIZE * PERCENT)))
        .toList();
  }

  /** Formats a coordinate. */
  static String number(double value) {
    String text = Double.toString(Math.round(value * 10) / 10.0);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
