package dev.ghbilling.spec.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A table of plain text whose columns are as wide as their widest cell, up to a limit. Nothing is
 * cut or wrapped: what is longer than its column moves the rest of its line.
 *
 * <p>Numbers are aligned on the right of their column, other cells on the left. Text in the last
 * column doesn't widen it, so that numbers there stay next to the column before. The text of a cell
 * or a heading is {@linkplain PrintableText one line}.
 */
public final class TextTable {
  private static final String GAP = "  ";

  /** Wider than any terminal. One long cell must not fill all other lines with spaces. */
  private static final int MAX_WIDTH = 1_000;

  private final String indent;
  private final List<Supplier<String>> lines = new ArrayList<>();
  private int[] widths = {};
  private int[] numberWidths = {};

  /** Creates a table without indentation. */
  public TextTable() {
    this(0);
  }

  /**
   * Creates a table whose rows are indented.
   *
   * @param indent the number of spaces before each row
   */
  public TextTable(int indent) {
    this.indent = " ".repeat(indent);
  }

  /**
   * A cell of a table.
   *
   * @param text the cell's text
   * @param isNumber whether the text is aligned on the right
   */
  public record Cell(String text, boolean isNumber) {
    /** An empty cell. */
    public static final Cell EMPTY = new Cell("", false);

    /** Creates a cell that is aligned on the left. */
    public static Cell text(String text) {
      return new Cell(text, false);
    }

    /** Creates a cell that is aligned on the right. */
    public static Cell number(String text) {
      return new Cell(text, true);
    }
  }

  /** Adds a line that is neither indented nor aligned, and doesn't widen a column. */
  public void heading(String text) {
    String heading = PrintableText.line(text);
    lines.add(() -> heading);
  }

  /** Adds a row of text, aligned on the left. */
  public void row(String... cells) {
    row(Arrays.stream(cells).map(Cell::text).toList());
  }

  /** Adds a row. Rows may have different numbers of cells. */
  public void row(List<Cell> cells) {
    List<MeasuredCell> measured = cells.stream().map(MeasuredCell::of).toList();
    if (measured.size() > widths.length) {
      widths = Arrays.copyOf(widths, measured.size());
      numberWidths = Arrays.copyOf(numberWidths, measured.size());
    }
    for (int column = 0; column < measured.size(); column++) {
      MeasuredCell cell = measured.get(column);
      int width = Math.min(cell.width(), MAX_WIDTH);
      widths[column] = Math.max(widths[column], width);
      if (cell.isNumber()) {
        numberWidths[column] = Math.max(numberWidths[column], width);
      }
    }
    lines.add(() -> line(measured));
  }

  /** Returns whether the table has neither a heading nor a row. */
  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Returns the number of terminal columns that the rows need. */
  public int width() {
    return indent.length()
        + Arrays.stream(widths).sum()
        + GAP.length() * Math.max(0, widths.length - 1);
  }

  /** Returns the table's lines, without trailing spaces. */
  public List<String> lines() {
    return lines.stream().map(line -> line.get().stripTrailing()).toList();
  }

  /** Returns the table's lines, each ended by a line feed. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    lines().forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private String line(List<MeasuredCell> cells) {
    StringBuilder line = new StringBuilder(indent);
    for (int column = 0; column < cells.size(); column++) {
      boolean isLast = column == widths.length - 1;
      line.append(column == 0 ? "" : GAP)
          .append(cells.get(column).padded(isLast ? numberWidths[column] : widths[column]));
    }
    return line.toString();
  }

  private record MeasuredCell(String text, boolean isNumber, int width) {
    static MeasuredCell of(Cell cell) {
      String text = PrintableText.line(cell.text());
      return new MeasuredCell(text, cell.isNumber(), DisplayWidth.of(text));
    }

    String padded(int columnWidth) {
      String space = " ".repeat(Math.max(0, columnWidth - width));
      return isNumber ? space + text : text + space;
    }
  }
}
