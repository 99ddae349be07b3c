package dev.ghbilling.cli;

import dev.ghbilling.cli.Grid.Cell;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A grid for people. Nothing in it is ever cut: a table that is too wide for the terminal becomes
 * one block of lines for each row.
 */
final class TextTable {
  private static final String GAP = "  ";

  private final Grid grid;
  private final OptionalInt terminal;

  TextTable(Grid grid, OptionalInt terminal) {
    this.grid = grid;
    this.terminal = terminal;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (!grid.facts().isEmpty()) {
      block(grid.facts(), fullLabels(grid.facts().keySet()), text);
    }
    if (grid.columns().isEmpty()) {
      return text.isEmpty() ? "nothing to show\n" : text.toString();
    }
    text.append(text.isEmpty() ? "" : "\n");
    int width = Arrays.stream(widths()).sum() + GAP.length() * (grid.columns().size() - 1);
    if (width <= terminal.orElse(Integer.MAX_VALUE)) {
      table(text);
    } else {
      for (Map<String, Cell> row : grid.rows()) {
        block(row, labels(row.keySet()), text);
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static void block(Map<String, Cell> row, Map<String, String> labels, StringBuilder text) {
    int name = labels.values().stream().mapToInt(String::length).max().orElse(0);
    int number =
        row.values().stream()
            .filter(Cell::number)
            .mapToInt(cell -> cell.text().length())
            .max()
            .orElse(0);
    row.forEach(
        (key, cell) ->
            text.append(pad(labels.getOrDefault(key, key), name, false))
                .append(GAP)
                .append(cell.number() ? pad(cell.text(), number, true) : printable(cell))
                .append('\n'));
  }

  private void table(StringBuilder text) {
    int[] widths = widths();
    List<List<String>> headings = headings();
    int lines = headings.stream().mapToInt(List::size).max().orElse(0);
    for (int line = 0; line < lines; line++) {
      StringBuilder row = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        List<String> heading = headings.get(column);
        // The last word stands on the last line, right above the values.
        int word = line - (lines - heading.size());
        row.append(column == 0 ? "" : GAP)
            .append(pad(word < 0 ? "" : heading.get(word), widths[column], isNumber(column)));
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    for (Map<String, Cell> cells : grid.rows()) {
      StringBuilder row = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        Cell cell = cells.getOrDefault(grid.columns().get(column), Cell.EMPTY);
        row.append(column == 0 ? "" : GAP)
            .append(pad(printable(cell), widths[column], cell.number()));
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
  }

  private int[] widths() {
    List<List<String>> headings = headings();
    int[] widths = new int[headings.size()];
    for (int column = 0; column < widths.length; column++) {
      String name = grid.columns().get(column);
      widths[column] =
          Math.max(
              headings.get(column).stream().mapToInt(String::length).max().orElse(0),
              grid.rows().stream()
                  .mapToInt(row -> printable(row.getOrDefault(name, Cell.EMPTY)).length())
                  .max()
                  .orElse(0));
    }
    return widths;
  }

  private boolean isNumber(int column) {
    String name = grid.columns().get(column);
    return grid.rows().stream().anyMatch(row -> row.getOrDefault(name, Cell.EMPTY).number());
  }

  private List<List<String>> headings() {
    Map<String, String> labels = labels(grid.columns());
    return grid.columns().stream()
        .map(name -> List.of(labels.getOrDefault(name, name).split(" ")))
        .toList();
  }

  /** Each name as words; without the list's name where that isn't needed to tell two apart. */
  private static Map<String, String> labels(Collection<String> names) {
    Map<String, Long> uses =
        names.stream().collect(Collectors.groupingBy(TextTable::lastPart, Collectors.counting()));
    return names.stream()
        .collect(
            Collectors.toMap(
                name -> name,
                name -> words(uses.getOrDefault(lastPart(name), 0L) > 1 ? name : lastPart(name))));
  }

  private static Map<String, String> fullLabels(Collection<String> names) {
    return names.stream().collect(Collectors.toMap(name -> name, TextTable::words));
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** A name of the API as words: {@code grossAmount} and {@code gross_amount} as gross amount. */
  private static String words(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1 $2")
        .replaceAll("[_.]+", " ")
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  private static String printable(Cell cell) {
    // A terminal obeys control characters; a server has no business to send any.
    return cell.text().replaceAll("\\p{Cntrl}+", " ");
  }

  private static String pad(String text, int width, boolean right) {
    String space = " ".repeat(Math.max(0, width - text.length()));
    return right ? space + text : text + space;
  }
}
