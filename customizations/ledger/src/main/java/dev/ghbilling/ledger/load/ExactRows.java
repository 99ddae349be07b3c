package dev.ghbilling.ledger.load;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a report, one at a time, with the values that DuckDB would load. For engines that
 * read landed files themselves.
 */
public final class ExactRows implements AutoCloseable {
  /** How many decimals each number has. */
  public static final int SCALE = 18;

  private final CsvRows csv;
  private final PlainCopy copy;

  private ExactRows(CsvRows csv) {
    this.csv = csv;
    this.copy = PlainCopy.of(csv);
  }

  /**
   * Opens a report.
   *
   * @param content the content of its file, decompressed; closed with the rows
   * @param name what messages call it
   * @throws dev.ghbilling.error.UnreadableReportException when it isn't one of a known layout
   */
  public static ExactRows open(InputStream content, String name) throws IOException {
    CsvRows csv = CsvRows.open(content, name);
    try {
      return new ExactRows(csv);
    } catch (RuntimeException e) {
      csv.close();
      throw e;
    }
  }

  /**
   * Returns the next row: the columns of {@code row_schema} up to {@code other_columns}, as {@link
   * LocalDate}, String, {@link BigDecimal} of {@link #SCALE} decimals, Boolean, and a map of
   * strings.
   *
   * @return null after the last row
   * @throws dev.ghbilling.error.UnreadableReportException when the row is wrong, or a number
   *     doesn't fit; the message has the line
   */
  public @Nullable Object @Nullable [] next() {
    PlainCopy.Row row = copy.next();
    if (row == null) {
      return null;
    }
    ReportLayout layout = copy.layout();
    List<RowColumn> exact = layout.exact();
    List<@Nullable Object> values = new ArrayList<>();
    for (RowColumn column : RowColumn.values()) {
      String text = text(row.values(), layout.columns().get(column));
      values.add(text == null ? null : value(column, text));
    }
    for (RowColumn number : RowColumn.numbers()) {
      values.add(text(row.texts(), exact.indexOf(number)));
    }
    Map<String, String> others = new LinkedHashMap<>();
    putText(others, RowColumn.DATE.title(), row.texts(), exact.indexOf(RowColumn.DATE));
    layout.others().forEach((name, place) -> putText(others, name, row.values(), place));
    values.add(others.isEmpty() ? null : others);
    return values.toArray();
  }

  private static void putText(Map<String, String> texts, String name, List<String> row, int place) {
    String text = text(row, place);
    if (text != null) {
      texts.put(name, text);
    }
  }

  private static @Nullable String text(List<String> row, @Nullable Integer place) {
    String text = place == null || place < 0 ? "" : row.get(place);
    return text.isEmpty() ? null : text;
  }

  private static Object value(RowColumn column, String text) {
    return switch (column.kind()) {
      case DATE -> LocalDate.parse(text);
      case TEXT -> text;
      // Without a rounding mode: the copy has no number with more decimals.
      case NUMBER -> new BigDecimal(text).setScale(SCALE);
      case FLAG -> Boolean.valueOf(text);
    };
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
