package dev.ghbilling.cli.output;

import dev.ghbilling.internal.text.Redaction;
import dev.ghbilling.ledger.page.MarkdownText;
import dev.ghbilling.spec.text.PrintableText;
import dev.ghbilling.spec.text.TextTable.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Formats a grid as tables of GitHub's markdown, without secrets: its facts, then its rows. A text
 * is shown as it is.
 */
final class GridMarkdown {
  private GridMarkdown() {}

  /** Formats a grid as lines. */
  static List<String> of(Grid grid) {
    List<String> lines = new ArrayList<>();
    if (!grid.facts().isEmpty()) {
      lines.add("| | |");
      lines.add("| --- | --- |");
      grid.facts().forEach((name, cell) -> lines.add(line(Stream.of(Cell.text(name), cell))));
    }
    if (grid.columns().isEmpty()) {
      return lines.isEmpty() ? List.of("nothing to show") : lines;
    }
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.add(line(grid.columns().stream().map(Cell::text)));
    lines.add(
        grid.columns().stream()
            .map(column -> isNumeric(grid, column) ? "---:" : "---")
            .collect(Collectors.joining(" | ", "| ", " |")));
    for (Map<String, Cell> row : grid.rows()) {
      lines.add(line(grid.columns().stream().map(name -> row.getOrDefault(name, Cell.EMPTY))));
    }
    return lines;
  }

  private static boolean isNumeric(Grid grid, String column) {
    return grid.rows().stream().anyMatch(row -> row.getOrDefault(column, Cell.EMPTY).isNumber());
  }

  private static String line(Stream<Cell> cells) {
    return cells.map(GridMarkdown::text).collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String text(Cell cell) {
    if (cell.isNumber()) {
      return cell.text();
    }
    return MarkdownText.of(PrintableText.line(Redaction.of(cell.text())));
  }
}
