package dev.ghbilling.exports;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ghbilling.error.UnreadableReportException;
import dev.ghbilling.exports.ForeignContent.NotAReportException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** An iterator over the rows of one report. */
final class ReportReader implements Iterator<UsageReportRow>, AutoCloseable {
  private static final int MAX_NUMBER_LENGTH = 1_000;
  private static final int MAX_SCALE = 1_000;

  private final CsvReader csv;
  private final ReportHeader header;

  /** The values of the current row in the file's order. */
  private String[] values = {};

  private ReportReader(CsvReader csv) throws NotAReportException {
    this.csv = csv;
    this.header = ReportHeader.of(csv);
  }

  static ReportReader open(Path file) {
    try {
      return open(file, file.toString());
    } catch (NotAReportException e) {
      throw new UnreadableReportException("%s: %s".formatted(file, e.getMessage()), null);
    } catch (IOException e) {
      throw new UnreadableReportException(
          "%s can't be read: %s".formatted(file, CsvReader.reason(e)), e);
    }
  }

  /**
   * Opens a file that was just downloaded.
   *
   * @throws NotAReportException when it doesn't begin as a usage report does
   * @throws UnreadableReportException when its header is wrong
   * @throws IOException when it can't be opened
   */
  static ReportReader ofDownload(Path file) throws IOException {
    try {
      return open(file, "the report that the host sent");
    } catch (UnreadableReportException e) {
      if (e.getCause() == null) {
        throw e; // Its message names what is wrong with the header.
      }
      throw notCsv();
    } catch (JsonProcessingException | CharacterCodingException e) {
      throw notCsv();
    }
  }

  private static NotAReportException notCsv() {
    return new NotAReportException("text that can't be read as CSV in UTF-8");
  }

  private static ReportReader open(Path file, String name) throws IOException {
    CsvReader csv = CsvReader.open(file, name);
    try {
      return new ReportReader(csv);
    } catch (UnreadableReportException | IOException e) {
      csv.close();
      throw e;
    }
  }

  ReportHeader header() {
    return header;
  }

  @Override
  public boolean hasNext() {
    return csv.hasNext();
  }

  @Override
  public UsageReportRow next() {
    advance();
    return new UsageReportRow(
        text(ReportColumn.DATE),
        text(ReportColumn.PRODUCT),
        text(ReportColumn.SKU),
        number(ReportColumn.QUANTITY),
        text(ReportColumn.UNIT_TYPE),
        number(ReportColumn.APPLIED_COST_PER_QUANTITY),
        number(ReportColumn.GROSS_AMOUNT),
        number(ReportColumn.DISCOUNT_AMOUNT),
        number(ReportColumn.NET_AMOUNT),
        text(ReportColumn.USERNAME),
        text(ReportColumn.ORGANIZATION),
        text(ReportColumn.REPOSITORY),
        text(ReportColumn.WORKFLOW_PATH),
        text(ReportColumn.COST_CENTER_NAME),
        text(ReportColumn.MODEL),
        bool(ReportColumn.EXCEEDS_QUOTA),
        quota(ReportColumn.TOTAL_MONTHLY_QUOTA),
        header.others(values));
  }

  /** Makes the next row the current one, and returns its values in the file's order. */
  String[] advance() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    values = csv.next();
    return values;
  }

  /** Returns a value of the current row; null when it is empty or the file has no such column. */
  @Nullable String text(ReportColumn column) {
    int index = header.index(column);
    return index < 0 || values[index].isEmpty() ? null : values[index];
  }

  /** Returns a number of the current row, as {@link #text} does. */
  @Nullable BigDecimal number(ReportColumn column) {
    String text = text(column);
    if (text == null) {
      return null;
    }
    if (text.length() > MAX_NUMBER_LENGTH) {
      throw wrong(column, "a number of %d characters".formatted(text.length()), null);
    }
    BigDecimal number;
    try {
      number = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw wrong(column, "not a number: " + text, e);
    }
    if (Math.abs((long) number.scale()) > MAX_SCALE) {
      throw wrong(column, "the exponent is out of range: " + text, null);
    }
    return number;
  }

  private @Nullable BigDecimal quota(ReportColumn column) {
    return "unlimited".equalsIgnoreCase(text(column)) ? null : number(column);
  }

  private @Nullable Boolean bool(ReportColumn column) {
    String text = text(column);
    if (text == null) {
      return null;
    }
    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      throw wrong(column, "neither true nor false: " + text, null);
    }
    return Boolean.valueOf(text);
  }

  /** Returns an exception about a value of the current row. */
  UnreadableReportException wrong(ReportColumn column, String what, @Nullable Exception cause) {
    return new UnreadableReportException(
        "%s, column %s: %s".formatted(csv.position(), column.title(), what), cause);
  }

  @Override
  public void close() {
    csv.close();
  }
}
