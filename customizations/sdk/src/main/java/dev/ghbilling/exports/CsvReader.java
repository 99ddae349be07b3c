package dev.ghbilling.exports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.ghbilling.error.UnreadableReportException;
import dev.ghbilling.exports.ForeignContent.NotAReportException;
import dev.ghbilling.internal.download.GzipFile;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A reader of a CSV file, plain or compressed by gzip, which holds one row in memory at a time. */
final class CsvReader implements AutoCloseable {
  static final int MAX_COLUMNS = 1_000;

  private static final int BUFFER = 64 * 1024;
  private static final int START = 512;
  private static final int MAX_FIELD_LENGTH = 1_000_000;
  private static final int MAX_ROW_LENGTH = 2 * MAX_FIELD_LENGTH;

  private static final CsvFactory CSV =
      CsvFactory.builder()
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(MAX_FIELD_LENGTH).build())
          .build();

  private final String name;
  private final CsvParser parser;
  private final List<String> header;

  /** The values of the current row; reused for each row. */
  private final String[] values;

  private boolean rowStarted;

  /** The line in which the current row starts. */
  private int line = 1;

  private CsvReader(String name, CsvParser parser) throws IOException {
    this.name = name;
    this.parser = parser;
    String[] names = new String[MAX_COLUMNS];
    int columns = hasNext() ? read(names) : 0;
    if (columns > MAX_COLUMNS) {
      throw unreadable("%d columns; a usage report has fewer".formatted(columns));
    }
    this.header = List.of(Arrays.copyOf(names, columns));
    this.values = new String[columns];
  }

  /**
   * Opens a file and reads its first row.
   *
   * @param name what messages call the file
   * @throws NotAReportException when the content isn't text
   */
  static CsvReader open(Path file, String name) throws IOException {
    Reader text = text(file);
    try {
      return new CsvReader(name, CSV.createParser(text));
    } catch (UnreadableReportException | IOException e) {
      close(text);
      throw e;
    }
  }

  /** Opens the file as text, decompressed and without a byte order mark. */
  private static Reader text(Path file) throws IOException {
    InputStream in =
        new BufferedInputStream(
            GzipFile.is(file) ? GzipFile.open(file) : Files.newInputStream(file), BUFFER);
    try {
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

  /** Returns the first row. */
  List<String> header() {
    return header;
  }

  /** Returns whether there is another row. */
  boolean hasNext() {
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

  /**
   * Returns the next row, as long as the header, in an array that the one after it reuses. {@link
   * #hasNext} has to be called before.
   */
  String[] next() {
    int columns;
    try {
      columns = read(values);
    } catch (IOException e) {
      throw broken(e);
    }
    if (columns != values.length) {
      throw unreadable("%d columns where the header has %d".formatted(columns, values.length));
    }
    return values;
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
          throw unreadable("the row has more than %d characters".formatted(MAX_ROW_LENGTH));
        }
      }
      columns++;
    }
    return columns;
  }

  /** Returns the file and the line of the current row, for messages. */
  String position() {
    return "%s, line %d".formatted(name, line);
  }

  private UnreadableReportException unreadable(String what) {
    return new UnreadableReportException("%s: %s".formatted(position(), what), null);
  }

  /** Closes the file, since nothing after the fault can be read. */
  private UnreadableReportException broken(IOException e) {
    close();
    return new UnreadableReportException(
        "%s, near line %d: %s".formatted(name, line, reason(e)), e);
  }

  /** Returns why reading failed. */
  static String reason(IOException e) {
    if (e instanceof GzipFile.DamagedException damaged) {
      return String.valueOf(damaged.getMessage());
    }
    if (e instanceof CharacterCodingException) {
      return "bytes that are not UTF-8";
    }
    return e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.toString();
  }

  @Override
  public void close() {
    rowStarted = false;
    close(parser);
  }

  private static void close(AutoCloseable source) {
    try {
      source.close();
    } catch (Exception ignored) {
      // Nothing is lost: the file was only read.
    }
  }
}
