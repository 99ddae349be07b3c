package dev.ghbilling.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The measurements in columns, for people; Markdown as well, so that it can be put into a document.
 */
final class Table {
  private static final List<String> HEADINGS =
      List.of("what", "ours", "against", "theirs", "ratio", "spread", "target", "", "note");

  private final List<List<String>> rows = new ArrayList<>();

  Table(List<Measurement> measurements) {
    rows.add(HEADINGS);
    measurements.forEach(measurement -> rows.add(cells(measurement)));
  }

  private static List<String> cells(Measurement measurement) {
    Figure figure = measurement.figure();
    String unit = measurement.unit();
    return List.of(
        measurement.what(),
        measurement.ours(),
        measurement.against(),
        measurement.theirs(),
        Quantity.number(figure.median()) + unit,
        figure.least() == figure.most()
            ? ""
            : Quantity.number(figure.least()) + " to " + Quantity.number(figure.most()),
        measurement.target() + (measurement.target().sense() == Target.Sense.NONE ? "" : unit),
        measurement.verdict(),
        measurement.note());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    int[] widths =
        IntStream.range(0, HEADINGS.size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("|");
      for (int column = 0; column < widths.length; column++) {
        String cell = row.get(column);
        line.append(' ')
            .append(cell)
            .append(" ".repeat(widths[column] - cell.length()))
            .append(" |");
      }
      text.append(line).append('\n');
      if (row == HEADINGS) {
        text.append('|');
        for (int width : widths) {
          text.append("-".repeat(width + 2)).append('|');
        }
        text.append('\n');
      }
    }
    return text.toString();
  }
}
