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
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a report in the form of a {@link NumberedCopy}, even if a spreadsheet has changed it:
 * in UTF-8, with commas, dates such as 2026-08-07 and plain decimals. A value of the wrong type is
 * an error that names the line.
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

  private PlainCopy(CsvRows csv, ReportLayout layout) {
    this.csv = csv;
    this.layout = layout;
  }

  /** Returns the copy of a report of which no row has been read, not even the header. */
  static PlainCopy of(CsvRows csv) {
    return new PlainCopy(csv, ReportLayout.of(csv));
  }

  /**
   * A row of the copy.
   *
   * @param values the values in the order of the report; a missing one is empty
   * @param texts the texts of {@link ReportLayout#exact} as they came; empty for what was plain
   */
  record Row(List<String> values, List<String> texts) {}

  /**
   * Writes the copy of a report.
   *
   * @param numbered what is known of it
   * @param name what messages call the report
   * @throws dev.ghbilling.error.UnreadableReportException when a row is wrong
   */
  static NumberedCopy write(Path report, String name, NumberedCopy numbered) throws IOException {
    try (CsvRows csv = CsvRows.open(report, name);
        BufferedWriter out = Files.newBufferedWriter(numbered.file())) {
      PlainCopy copy = of(csv);
      long rows = 0;
      for (Row row = copy.next(); row != null; row = copy.next()) {
        rows++;
        String texts = String.join(NumberedCopy.BETWEEN_TEXTS, row.texts());
        out.write("%d,\"%s\"".formatted(rows, texts.length() < row.texts().size() ? "" : texts));
        for (String value : row.values()) {
          out.write(",\"");
          out.write(value.replace("\"", "\"\""));
          out.write('"');
        }
        out.write('\n');
      }
      ReportLayout layout = copy.layout;
      return new NumberedCopy(
          numbered.file(),
          numbered.content(),
          new ReportLayout(',', layout.width(), layout.columns(), layout.others()),
          rows);
    }
  }

  ReportLayout layout() {
    return layout;
  }

  /** Returns the next row; null after the last one. */
  @Nullable Row next() {
    List<String> row = csv.next();
    if (row == null) {
      return null;
    }
    if (row.size() != layout.width()) {
      throw csv.wrong("%d columns where the header has %d".formatted(row.size(), layout.width()));
    }
    List<String> values = new ArrayList<>(row);
    List<String> texts = new ArrayList<>();
    layout
        .columns()
        .forEach(
            (column, place) -> {
              String came = row.get(place);
              String value = value(column, came);
              values.set(place, value);
              if (layout.exact().contains(column)) {
                texts.add(value.equals(came) || came.isBlank() ? "" : came);
              }
            });
    return new Row(values, texts);
  }

  private String value(RowColumn column, String came) {
    return switch (column.kind()) {
      case DATE -> date(came).toString();
      case NUMBER -> number(column, came);
      case FLAG -> flag(column, came);
      case TEXT -> came;
    };
  }

  private String number(RowColumn column, String came) {
    if (came.isBlank()) {
      if (ReportLayout.isRequired(column)) {
        throw csv.wrong(column.title() + " is empty");
      }
      return "";
    }
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
}
