package dev.ghbilling.cli.output;

import dev.ghbilling.spec.text.TextTable.Cell;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Formats a grid as comma-separated values with a header, or its facts if it has no columns. */
public final class GridCsv {
  private static final Pattern QUOTED = Pattern.compile("[\",\r\n]");

  /**
   * The characters that make a spreadsheet run a cell, by OWASP's list: also the wide ones, and
   * after spaces.
   */
  private static final String FORMULA = "[=+\\-@＝＋－＠]";

  private static final Pattern RUN =
      Pattern.compile("[\t\r\n]|[\\s\\p{Z}\\p{Cc}\\p{Cf}]*" + FORMULA);

  /** A spreadsheet may split a cell at other separators than a comma. */
  private static final Pattern RUN_WITHIN = Pattern.compile("(?<=[;\t\r\n])(?=" + FORMULA + ")");

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

  private final UnaryOperator<String> text;

  private GridCsv(UnaryOperator<String> text) {
    this.text = text;
  }

  /** Formats a grid. Every text is as it came. */
  public static String of(Grid grid) {
    return new GridCsv(UnaryOperator.identity()).format(grid);
  }

  /**
   * Formats a grid for spreadsheets, which run a text such as {@code =1+1}. An apostrophe before it
   * keeps it a text; numbers such as -5.20 stay numbers.
   */
  public static String safe(Grid grid) {
    return new GridCsv(GridCsv::inert).format(grid);
  }

  private String format(Grid grid) {
    if (!grid.columns().isEmpty()) {
      return format(grid.columns(), grid.rows());
    }
    return grid.facts().isEmpty()
        ? ""
        : format(List.copyOf(grid.facts().keySet()), List.of(grid.facts()));
  }

  private String format(List<String> names, List<Map<String, Cell>> rows) {
    StringBuilder csv = new StringBuilder(line(names));
    for (Map<String, Cell> row : rows) {
      csv.append(
          line(names.stream().map(name -> row.getOrDefault(name, Cell.EMPTY).text()).toList()));
    }
    return csv.toString();
  }

  private String line(List<String> values) {
    return values.stream()
        .map(text)
        .map(GridCsv::quoted)
        .collect(Collectors.joining(",", "", "\n"));
  }

  private static String inert(String value) {
    if (NUMBER.matcher(value).matches()) {
      return value;
    }
    String within = RUN_WITHIN.matcher(value).replaceAll("'");
    return RUN.matcher(value).lookingAt() ? "'" + within : within;
  }

  private static String quoted(String value) {
    return QUOTED.matcher(value).find() ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }
}
