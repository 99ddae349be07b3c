package dev.ghbilling.exports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.ghbilling.error.UnreadableReportException;
import dev.ghbilling.exports.ForeignContent.NotAReportException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** An iterator over the rows of one file, which holds one row in memory at a time. */
final class ReportReader implements Iterator<UsageReportRow>, AutoCloseable {
  private static final int BUFFER = 64 * 1024;
  private static final int START = 512;
  private static final int MAX_FIELD_LENGTH = 1_000_000;
  private static final int MAX_ROW_LENGTH = 2 * MAX_FIELD_LENGTH;
  private static final int MAX_NUMBER_LENGTH = 1_000;
  private static final int MAX_SCALE = 1_000;

  private static final CsvFactory CSV =
      CsvFactory.builder()
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(MAX_FIELD_LENGTH).build())
          .build();

  private final Path file;
  private final CsvParser parser;
  private final ReportHeader header;

  /** The values of the current row in the file's order; reused for each row. */
  private final String[] values;

  private boolean rowStarted;

  /** The line in which the current row starts. */
  private int line = 1;

  private ReportReader(Path file, CsvParser parser) throws IOException {
    this.file = file;
    this.parser = parser;
    String[] names = new String[ReportHeader.MAX_COLUMNS];
    int columns = hasNext() ? read(names) : 0;
    this.header = ReportHeader.of(file, names, columns);
    this.values = new String[columns];
  }

  static ReportReader open(Path file) {
    try {
      return begin(file);
    } catch (NotAReportException e) {
      throw new UnreadableReportException("%s: %s".formatted(file, e.getMessage()), null);
    } catch (IOException e) {
      throw new UnreadableReportException("%s can't be read: %s".formatted(file, reason(e)), e);
    }
  }

  /**
   * Requires that a file begins as a usage report does, with its header.
   *
   * @throws NotAReportException when it doesn't
   * @throws IOException when the file can't be opened
   */
  static void requireReport(Path file) throws IOException {
    try {
      begin(file).close();
    } catch (UnreadableReportException | JsonProcessingException | CharacterCodingException e) {
      throw new NotAReportException("text whose first line can't be read as CSV in UTF-8");
    }
  }

  private static ReportReader begin(Path file) throws IOException {
    Reader text = text(file);
    try {
      return new ReportReader(file, CSV.createParser(text));
    } catch (UnreadableReportException | IOException e) {
      close(text);
      throw e;
    }
  }

  /** Opens the file as text, decompressed and without a byte order mark. */
  private static Reader text(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      if (GzipFile.begins(start(in))) {
        in = new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER);
      }
      String foreign = ForeignContent.of(start(in));
      if (foreign != null) {
        throw new NotAReportException(foreign);
      }
      BufferedReader text =
          new BufferedReader(
              new InputStreamReader(
                  in,
                  StandardCharsets.UTF_8
                      .newDecoder()
                      .onMalformedInput(CodingErrorAction.REPORT)
                      .onUnmappableCharacter(CodingErrorAction.REPORT)));
      text.mark(1);
      if (text.read() != '\uFEFF') {
        text.reset();
      }
      return text;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Returns the first bytes, which are read again afterwards. */
  private static byte[] start(InputStream in) throws IOException {
    in.mark(START);
    byte[] start = in.readNBytes(START);
    in.reset();
    return start;
  }

  @Override
  public boolean hasNext() {
    try {
      if (!rowStarted && !parser.isClosed()) {
        rowStarted = parser.nextToken() == JsonToken.START_ARRAY;
        line = parser.currentLocation().getLineNr();
      }
      return rowStarted;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  @Override
  public UsageReportRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int columns;
    try {
      columns = read(values);
    } catch (IOException e) {
      throw broken(e);
    }
    if (columns != values.length) {
      throw new UnreadableReportException(
          "%s, line %d: %d columns where the header has %d"
              .formatted(file, line, columns, values.length),
          null);
    }
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

  /**
   * Reads the current row and returns its number of columns, which may exceed the array's length.
   */
  private int read(String[] row) throws IOException {
    rowStarted = false;
    int columns = 0;
    int length = 0;
    while (parser.nextToken() == JsonToken.VALUE_STRING) {
      if (columns < row.length) {
        row[columns] = parser.getText();
        length += row[columns].length();
        if (length > MAX_ROW_LENGTH) {
          throw new UnreadableReportException(
              "%s, line %d: the row has more than %d characters"
                  .formatted(file, line, MAX_ROW_LENGTH),
              null);
        }
      }
      columns++;
    }
    return columns;
  }

  private @Nullable String text(ReportColumn column) {
    int index = header.index(column);
    return index < 0 || values[index].isEmpty() ? null : values[index];
  }

  private @Nullable BigDecimal number(ReportColumn column) {
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

  private UnreadableReportException wrong(
      ReportColumn column, String what, @Nullable Exception cause) {
    return new UnreadableReportException(
        "%s, line %d, column %s: %s".formatted(file, line, column.title(), what), cause);
  }

  /** Closes the file, since nothing after the fault can be read. */
  private UnreadableReportException broken(IOException e) {
    close();
    return new UnreadableReportException(
        "%s, near line %d: %s".formatted(file, line, reason(e)), e);
  }

  private static String reason(IOException e) {
    return e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.toString();
  }

  @Override
  public void close() {
    rowStarted = false;
    close(parser);
  }

  private static void close(@Nullable AutoCloseable source) {
    try {
      if (source != null) {
        source.close();
      }
    } catch (Exception ignored) {
      // Nothing is lost: the file was only read.
    }
  }
}
