package dev.ghbilling.cli.output;

import dev.ghbilling.internal.text.Redaction;
import dev.ghbilling.spec.text.PrintableText;
import dev.ghbilling.spec.text.TextTable.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Formats a grid as tables of GitHub's markdown, without secrets: its facts, then its rows. A text
 * is shown as it is: it becomes no link, mention, emoji, image or HTML. One that GitHub looks for
 * these in is written as code, since it decodes entities and backslashes before it looks.
 */
final class GridMarkdown {
  /** What markdown or HTML may read as more than a character. */
  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>|~&$]");

  /** What GitHub may make a link, a mention or an emoji of, except in code. */
  private static final Pattern LINKED =
      Pattern.compile(
          "@|#\\d|\\bgh-\\d|://|www\\.|mailto:|xmpp:|:[a-z0-9_+-]+:", Pattern.CASE_INSENSITIVE);

  /** A pipe ends a cell even in code, and so it has a backslash of its own. */
  private static final Pattern PIPE = Pattern.compile("(\\\\*)\\|");

  private static final Pattern BACKTICKS = Pattern.compile("`+");

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
    String oneLine = PrintableText.line(Redaction.of(cell.text()));
    return LINKED.matcher(oneLine).find()
        ? code(oneLine)
        : SPECIAL.matcher(oneLine).replaceAll("\\\\$0");
  }

  private static String code(String text) {
    int longest =
        BACKTICKS.matcher(text).results().mapToInt(run -> run.group().length()).max().orElse(0);
    String fence = "`".repeat(longest + 1);
    String space = longest > 0 ? " " : "";
    return fence + space + PIPE.matcher(text).replaceAll("$1$1\\\\|") + space + fence;
  }
}
