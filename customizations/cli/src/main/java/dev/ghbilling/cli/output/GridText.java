package dev.ghbilling.cli.output;

import dev.ghbilling.internal.text.Redaction;
import dev.ghbilling.spec.text.TextTable;
import dev.ghbilling.spec.text.TextTable.Cell;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Formats a grid for a terminal, without secrets. Nothing is cut: a table that is wider than the
 * terminal becomes one block of lines for each row.
 */
final class GridText {
  /** The lines of a heading; further words stay on its last line. */
  private static final int MAX_HEADING = 10;

  private final Grid grid;
  private final OptionalInt terminalWidth;

  private GridText(Grid grid, OptionalInt terminalWidth) {
    this.grid = grid;
    this.terminalWidth = terminalWidth;
  }

  /** Formats a grid for a terminal of the given width. An empty width is unlimited. */
  static List<String> of(Grid grid, OptionalInt terminalWidth) {
    return new GridText(grid, terminalWidth).format();
  }

  private List<String> format() {
    List<String> lines = new ArrayList<>(block(grid.facts(), GridText::words));
    if (grid.columns().isEmpty()) {
      return lines.isEmpty() ? List.of("nothing to show") : lines;
    }
    if (!lines.isEmpty()) {
      lines.add("");
    }
    TextTable table = table();
    if (table.width() <= terminalWidth.orElse(Integer.MAX_VALUE)) {
      lines.addAll(table.lines());
      return lines;
    }
    for (Map<String, Cell> row : grid.rows()) {
      lines.addAll(block(row, labels(row.keySet())));
      lines.add("");
    }
    return lines;
  }

  private static List<String> block(Map<String, Cell> row, Function<String, String> label) {
    TextTable block = new TextTable();
    row.forEach((name, cell) -> block.row(List.of(Cell.text(label.apply(name)), shown(cell))));
    return block.lines();
  }

  private TextTable table() {
    TextTable table = new TextTable();
    headings().forEach(table::row);
    for (Map<String, Cell> row : grid.rows()) {
      table.row(
          grid.columns().stream().map(name -> shown(row.getOrDefault(name, Cell.EMPTY))).toList());
    }
    return table;
  }

  /** Withholds secrets: a property that the contract doesn't know may have a signed URL as well. */
  private static Cell shown(Cell cell) {
    return cell.isNumber() ? cell : Cell.text(Redaction.of(cell.text()));
  }

  /** Returns the heading's lines, with one word of each column's label on each line. */
  private List<List<Cell>> headings() {
    Function<String, String> label = labels(grid.columns());
    List<List<String>> words =
        grid.columns().stream()
            .map(label)
            .map(text -> grid.verbatim() ? List.of(text) : List.of(text.split(" ", MAX_HEADING)))
            .toList();
    List<Boolean> numeric = grid.columns().stream().map(this::isNumeric).toList();
    int height = words.stream().mapToInt(List::size).max().orElse(0);
    List<List<Cell>> lines = new ArrayList<>();
    for (int line = 0; line < height; line++) {
      List<Cell> cells = new ArrayList<>();
      for (int column = 0; column < words.size(); column++) {
        List<String> parts = words.get(column);
        // The last word is on the last line, right above the values.
        int word = line - (height - parts.size());
        cells.add(new Cell(word < 0 ? "" : parts.get(word), numeric.get(column)));
      }
      lines.add(cells);
    }
    return lines;
  }

  private boolean isNumeric(String column) {
    return grid.rows().stream().anyMatch(row -> row.getOrDefault(column, Cell.EMPTY).isNumber());
  }

  /** Returns words for each name, without the list's name unless two names would become one. */
  private Function<String, String> labels(Collection<String> names) {
    if (grid.verbatim()) {
      return Redaction::of;
    }
    Map<String, Long> uses =
        names.stream().collect(Collectors.groupingBy(GridText::lastPart, Collectors.counting()));
    return name -> words(uses.getOrDefault(lastPart(name), 0L) > 1 ? name : lastPart(name));
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /**
   * Splits a name of the API: {@code grossAmount} and {@code gross_amount} are gross amount. A word
   * that repeats the one before it is left out: {@code budget.budget_type} is budget type.
   */
  private static String words(String name) {
    String[] words =
        Redaction.of(name)
            .replaceAll("([a-z])([A-Z])", "$1 $2")
            .replaceAll("[_.]+", " ")
            .strip()
            .toLowerCase(Locale.ROOT)
            .split(" ", -1);
    return IntStream.range(0, words.length)
        .filter(i -> i == 0 || !words[i].equals(words[i - 1]))
        .mapToObj(i -> words[i])
        .collect(Collectors.joining(" "));
  }
}
