package dev.ghbilling.ledger.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a report in the form that DuckDB takes without conversion: UTF-8, commas, dates such as
 * 2026-08-07, plain decimals. The text of a number or date that had another form stands in a column
 * of its own. A value that isn't what its column has is an error that names the line.
 */
final class PlainCopy {
  private static final int WHOLE_DIGITS = 20;
  private static final int DECIMALS = 18;
  private static final int QUOTED_LENGTH = 100;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?");
  private static final Pattern DAY = Pattern.compile("([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})");

  private final CsvRows csv;
  private final ReportLayout layout;
  private final ReportLayout written;

  private PlainCopy(CsvRows csv, ReportLayout layout) {
    this.csv = csv;
    this.layout = layout;
    this.written = written();
  }

  /** Returns the copy of a report of which no row has been read, not even the header. */
  static PlainCopy of(CsvRows csv) {
    List<String> header = csv.next();
    return new PlainCopy(csv, ReportLayout.of(csv, header == null ? List.of() : header));
  }

  /**
   * What was written.
   *
   * @param layout where the copy has what
   * @param rows how many rows there are
   */
  record Written(ReportLayout layout, long rows) {}

  /**
   * Writes the copy.
   *
   * @param name what messages call the report
   * @throws dev.ghbilling.error.UnreadableReportException when a row is wrong
   */
  static Written write(Path report, String name, Path copy) throws IOException {
    try (CsvRows csv = CsvRows.open(report, name);
        BufferedWriter out = Files.newBufferedWriter(copy)) {
      return of(csv).write(out);
    }
  }

  private Written write(BufferedWriter out) throws IOException {
    writeRow(out, java.util.Collections.nCopies(written.width(), "-"));
    long rows = 0;
    for (List<String> row = next(); row != null; row = next()) {
      writeRow(out, row);
      rows++;
    }
    return new Written(written, rows);
  }

  /** Returns where {@link #next} has what. */
  ReportLayout layout() {
    return written;
  }

  /** Returns the next row of the copy; null after the last one. A missing value is empty. */
  @Nullable List<String> next() {
    List<String> row = csv.next();
    if (row == null) {
      return null;
    }
    if (row.size() != layout.width()) {
      throw csv.wrong("%d columns where the header has %d".formatted(row.size(), layout.width()));
    }
    return converted(row);
  }

  /** Known columns, then the texts of the numbers, then that of the date, then the others. */
  private ReportLayout written() {
    Map<RowColumn, Integer> columns = new EnumMap<>(RowColumn.class);
    Map<RowColumn, Integer> texts = new EnumMap<>(RowColumn.class);
    Map<String, Integer> others = new LinkedHashMap<>();
    int next = 0;
    for (RowColumn column : layout.columns().keySet()) {
      columns.put(column, next++);
    }
    for (RowColumn column : layout.columns().keySet()) {
      if (column.kind() == RowColumn.Kind.NUMBER) {
        texts.put(column, next++);
      }
    }
    others.put(RowColumn.DATE.title(), next++);
    for (String other : layout.others().keySet()) {
      others.put(other, next++);
    }
    return new ReportLayout(',', next, columns, texts, others);
  }

  private List<String> converted(List<String> row) {
    List<String> values = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    String dateText = "";
    for (Map.Entry<RowColumn, Integer> entry : layout.columns().entrySet()) {
      RowColumn column = entry.getKey();
      String came = row.get(entry.getValue());
      switch (column.kind()) {
        case DATE -> {
          values.add(date(came).toString());
          dateText = values.get(values.size() - 1).equals(came) ? "" : came;
        }
        case NUMBER -> {
          if (came.isBlank() && ReportLayout.isRequired(column)) {
            throw csv.wrong(column.title() + " is empty");
          }
          String plain = came.isBlank() ? "" : number(column, came);
          values.add(plain);
          texts.add(plain.equals(came) || came.isBlank() ? "" : came);
        }
        case FLAG -> values.add(flag(column, came));
        case TEXT -> values.add(came);
      }
    }
    values.addAll(texts);
    values.add(dateText);
    layout.others().values().forEach(index -> values.add(row.get(index)));
    return values;
  }

  private String number(RowColumn column, String came) {
    if (!NUMBER.matcher(came.strip()).matches()) {
      throw csv.wrong("%s is not a number: %s".formatted(column.title(), quoted(came)));
    }
    BigDecimal number = new BigDecimal(came.strip()).stripTrailingZeros();
    if (number.scale() > DECIMALS || number.precision() - number.scale() > WHOLE_DIGITS) {
      throw csv.wrong(
          "%s doesn't fit, it has more than %d digits before the point or %d after it: %s"
              .formatted(column.title(), WHOLE_DIGITS, DECIMALS, quoted(came)));
    }
    return number.signum() == 0 ? "0" : number.toPlainString();
  }

  private String flag(RowColumn column, String came) {
    String flag = came.strip().toLowerCase(Locale.ROOT);
    if (!flag.isEmpty() && !flag.equals("true") && !flag.equals("false")) {
      throw csv.wrong("%s is neither true nor false: %s".formatted(column.title(), quoted(came)));
    }
    return flag;
  }

  private LocalDate date(String came) {
    LocalDate date = parsed(came.strip());
    if (date == null) {
      throw csv.wrong(
          came.isBlank() ? "the date is empty" : "not a date such as 2026-08-07: " + quoted(came));
    }
    return date;
  }

  private static @Nullable LocalDate parsed(String text) {
    try {
      Matcher day = DAY.matcher(text);
      if (day.matches()) {
        return LocalDate.of(
            Integer.parseInt(day.group(1)),
            Integer.parseInt(day.group(2)),
            Integer.parseInt(day.group(3)));
      }
      return DateTimeFormatter.ISO_DATE_TIME.parseBest(
                  text.replaceFirst("^([0-9-]+) ", "$1T"),
                  OffsetDateTime::from,
                  LocalDateTime::from)
              instanceof OffsetDateTime time
          ? time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDate()
          : LocalDateTime.parse(text.replaceFirst("^([0-9-]+) ", "$1T")).toLocalDate();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String quoted(String text) {
    return text.length() > QUOTED_LENGTH ? text.substring(0, QUOTED_LENGTH) + "..." : text;
  }

  private static void writeRow(BufferedWriter out, List<String> values) throws IOException {
    String separator = "";
    for (String value : values) {
      out.write(separator);
      out.write('"');
      out.write(value.replace("\"", "\"\""));
      out.write('"');
      separator = ",";
    }
    out.write('\n');
  }
}
