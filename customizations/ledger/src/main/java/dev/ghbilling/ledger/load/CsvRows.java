package dev.ghbilling.ledger.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.ghbilling.error.UnreadableReportException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file in UTF-8 or UTF-16, plain or compressed by gzip, with commas, semicolons
 * or tabs between the values. One row is in memory at a time.
 */
final class CsvRows implements AutoCloseable {
  private static final int START = 4096;
  private static final int BUFFER = 64 * 1024;
  private static final CsvFactory CSV =
      CsvFactory.builder()
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(1_000_000).build())
          .build();

  private final String name;
  private final Charset charset;
  private final char separator;
  private final CsvParser parser;
  private int line = 1;

  private CsvRows(String name, Charset charset, char separator, Reader text) throws IOException {
    this.name = name;
    this.charset = charset;
    this.separator = separator;
    this.parser = CSV.createParser(text);
    parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator));
  }

  /**
   * Opens a file.
   *
   * @param name what messages call the file
   * @throws UnreadableReportException when it isn't text
   */
  static CsvRows open(Path file, String name) throws IOException {
    return open(content(file), name);
  }

  /** Reads a decompressed stream, which is closed with the rows. */
  static CsvRows open(InputStream content, String name) throws IOException {
    BufferedInputStream in = new BufferedInputStream(content, BUFFER);
    try {
      in.mark(START);
      byte[] start = in.readNBytes(START);
      in.reset();
      Charset charset = charset(start);
      String text = new String(start, charset).replace("\uFEFF", "");
      requireText(name, text);
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(
                  in,
                  charset
                      .newDecoder()
                      .onMalformedInput(CodingErrorAction.REPORT)
                      .onUnmappableCharacter(CodingErrorAction.REPORT)),
              BUFFER);
      reader.mark(1);
      if (reader.read() != '\uFEFF') {
        reader.reset();
      }
      return new CsvRows(name, charset, separator(text), reader);
    } catch (CharacterCodingException e) {
      in.close();
      throw new UnreadableReportException(
          "%s, line 1: bytes that are not UTF-8".formatted(name), e);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** Opens the content of a file, decompressed if it is gzip. */
  static InputStream content(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      return isGzip(file) ? new GZIPInputStream(in, BUFFER) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  static boolean isGzip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      return start.length == 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b;
    }
  }

  private static Charset charset(byte[] start) {
    if (start.length >= 2) {
      int first = start[0] & 0xff;
      int second = start[1] & 0xff;
      if ((first == 0xff && second == 0xfe) || (second == 0 && first != 0)) {
        return StandardCharsets.UTF_16LE;
      }
      if ((first == 0xfe && second == 0xff) || (first == 0 && second != 0)) {
        return StandardCharsets.UTF_16BE;
      }
    }
    return StandardCharsets.UTF_8;
  }

  private static void requireText(String name, String text) {
    String start = text.stripLeading();
    String what =
        text.startsWith("PK\u0003\u0004")
            ? "a zip archive or a spreadsheet such as .xlsx"
            : text.indexOf('\0') >= 0
                ? "binary data"
                : start.isEmpty()
                    ? "an empty file"
                    : start.startsWith("<")
                        ? "HTML or XML"
                        : start.startsWith("{") || start.startsWith("[") ? "JSON" : null;
    if (what != null) {
      throw new UnreadableReportException(
          "%s, line 1: %s, not a usage report".formatted(name, what), null);
    }
  }

  /** Returns the separator that the first line has most of. */
  private static char separator(String text) {
    String first = text.stripLeading().lines().findFirst().orElse("");
    char separator = ',';
    for (char candidate : new char[] {';', '\t'}) {
      if (count(first, candidate) > count(first, separator)) {
        separator = candidate;
      }
    }
    return separator;
  }

  private static long count(String text, char character) {
    return text.chars().filter(each -> each == character).count();
  }

  Charset charset() {
    return charset;
  }

  char separator() {
    return separator;
  }

  /** Returns the next row; null after the last one. */
  @Nullable List<String> next() {
    try {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return null;
      }
      line = parser.currentLocation().getLineNr();
      List<String> values = new ArrayList<>();
      while (parser.nextToken() == JsonToken.VALUE_STRING) {
        values.add(parser.getText());
      }
      return values;
    } catch (IOException e) {
      throw new UnreadableReportException(
          "%s, near line %d: %s".formatted(name, line + 1, reason(e)), e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof CharacterCodingException) {
      return "bytes that are not text in the file's encoding";
    }
    return e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.toString();
  }

  /** Returns the exception for something that is wrong in the current row. */
  UnreadableReportException wrong(String what) {
    return new UnreadableReportException("%s, line %d: %s".formatted(name, line, what), null);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
