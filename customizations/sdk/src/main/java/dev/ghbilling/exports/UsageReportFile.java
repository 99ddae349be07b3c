package dev.ghbilling.exports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.ghbilling.error.UnreadableReportException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a downloaded usage report, read one by one, so that a file of any size takes constant
 * memory. Columns are found by their names, in whatever order they stand.
 */
public final class UsageReportFile implements Iterator<UsageReportRow>, AutoCloseable {
  private static final CsvMapper CSV =
      CsvMapper.csvBuilder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .enable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();

  private static final List<String> KNOWN =
      List.of(
          "date",
          "product",
          "sku",
          "quantity",
          "unit_type",
          "applied_cost_per_quantity",
          "gross_amount",
          "discount_amount",
          "net_amount",
          "username",
          "organization",
          "repository",
          "workflow_path",
          "cost_center_name");

  private final Path file;
  private final MappingIterator<String[]> lines;
  private final String[] header;
  private final int[] columns;

  /** Where the row begins that is read. */
  private int line = 1;

  private UsageReportFile(Path file, MappingIterator<String[]> lines) throws IOException {
    this.file = file;
    this.lines = lines;
    this.header = lines.hasNextValue() ? lines.nextValue() : new String[0];
    List<String> names =
        List.of(header).stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    this.columns = KNOWN.stream().mapToInt(names::indexOf).toArray();
    if (names.indexOf("net_amount") < 0) {
      throw new UnreadableReportException(
          "%s, line 1: no column net_amount; this is no usage report".formatted(file), null);
    }
  }

  /**
   * Opens a report.
   *
   * @throws UnreadableReportException when it can't be read or has no column {@code net_amount}
   */
  public static UsageReportFile open(Path file) {
    BufferedReader reader = null;
    try {
      reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
      skipByteOrderMark(reader);
      return new UsageReportFile(file, CSV.readerFor(String[].class).readValues(reader));
    } catch (UnreadableReportException e) {
      close(reader);
      throw e;
    } catch (IOException e) {
      close(reader);
      throw new UnreadableReportException("%s can't be read: %s".formatted(file, e), e);
    }
  }

  @Override
  public boolean hasNext() {
    try {
      return lines.hasNextValue();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public UsageReportRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    line = lines.getCurrentLocation().getLineNr();
    String[] values;
    try {
      values = lines.nextValue();
    } catch (IOException | RuntimeJsonMappingException e) {
      throw unreadable(e);
    }
    if (values.length != header.length) {
      throw new UnreadableReportException(
          "%s, line %d: %d columns where the header has %d"
              .formatted(file, line, values.length, header.length),
          null);
    }
    return new UsageReportRow(
        text(values, 0),
        text(values, 1),
        text(values, 2),
        number(values, 3),
        text(values, 4),
        number(values, 5),
        number(values, 6),
        number(values, 7),
        number(values, 8),
        text(values, 9),
        text(values, 10),
        text(values, 11),
        text(values, 12),
        text(values, 13),
        others(values));
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private @Nullable String text(String[] values, int known) {
    int column = columns[known];
    return column < 0 || values[column].isEmpty() ? null : values[column];
  }

  private @Nullable BigDecimal number(String[] values, int known) {
    String text = text(values, known);
    try {
      return text == null ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new UnreadableReportException(
          "%s, line %d, column %s: not a number: %s".formatted(file, line, KNOWN.get(known), text),
          e);
    }
  }

  private Map<String, String> others(String[] values) {
    Map<String, String> others = Map.of();
    for (int i = 0; i < header.length; i++) {
      if (!KNOWN.contains(header[i].toLowerCase(Locale.ROOT))) {
        others = others.isEmpty() ? new LinkedHashMap<>() : others;
        others.put(header[i], values[i]);
      }
    }
    return others;
  }

  private UnreadableReportException unreadable(Exception e) {
    String reason =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    return new UnreadableReportException("%s, near line %d: %s".formatted(file, line, reason), e);
  }

  private static void skipByteOrderMark(BufferedReader reader) throws IOException {
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
  }

  private static void close(@Nullable Reader reader) {
    try {
      if (reader != null) {
        reader.close();
      }
    } catch (IOException alreadyUnreadable) {
      // Why the report can't be read matters more.
    }
  }
}
