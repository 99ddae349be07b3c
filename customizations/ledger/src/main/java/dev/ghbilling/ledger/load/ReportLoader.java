package dev.ghbilling.ledger.load;

import dev.ghbilling.error.UnreadableReportException;
import dev.ghbilling.ledger.store.LedgerException;
import dev.ghbilling.ledger.store.ReportType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/** Loads reports into Parquet files by DuckDB. Not safe for use by several threads. */
public final class ReportLoader implements AutoCloseable {
  private final Connection connection;
  private final Path work;

  private ReportLoader(Connection connection, Path work) {
    this.connection = connection;
    this.work = work;
  }

  /**
   * Rows of a Parquet file.
   *
   * @param days the days whose rows are meant
   */
  public record Part(Path parquet, Collection<LocalDate> days) {}

  /**
   * Opens a loader.
   *
   * @param work the folder for temporary files
   * @param memory how many bytes DuckDB may use
   */
  public static ReportLoader open(Path work, long memory) {
    try {
      Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET autoinstall_known_extensions = false");
        statement.execute("SET memory_limit = '%dMB'".formatted(Math.max(1, memory / 1_000_000)));
        statement.execute("SET temp_directory = " + literal(work.resolve("spill").toString()));
        statement.execute(resource("exact.sql"));
      } catch (SQLException | IOException e) {
        connection.close();
        throw e;
      }
      return new ReportLoader(connection, work);
    } catch (SQLException | IOException e) {
      throw new LedgerException("DuckDB can't be started: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the type of a report by its columns and its first row.
   *
   * @param name what messages call the report
   * @param given what somebody says it is; null if nobody does
   * @throws UnreadableReportException when it isn't one of a known layout, or not of the given type
   */
  public static ReportType type(Path report, String name, @Nullable ReportType given)
      throws IOException {
    try (CsvRows csv = CsvRows.open(report, name)) {
      ReportLayout layout = layout(csv);
      if (layout.isOfLedger()) {
        throw csv.wrong(
            "an export of a ledger, not a usage report: import the files in the folder landed of that ledger");
      }
      List<String> first = csv.next();
      ReportType type = layout.type(first == null ? List.of() : first);
      if (given != null && !given.hasColumnsOf(type)) {
        throw new UnreadableReportException(
            "%s has the columns of a report of type %s, not %s".formatted(name, type, given), null);
      }
      return given == null ? type : given;
    }
  }

  /**
   * Refuses a report that has rows of days to come.
   *
   * @param name what messages call the report
   * @param today the last day that it may have
   * @throws UnreadableReportException when there is such a row; the message has the line
   */
  public static void requireUntil(LocalDate today, Path report, String name) throws IOException {
    try (CsvRows csv = CsvRows.open(report, name)) {
      PlainCopy copy = PlainCopy.of(csv);
      int date = Objects.requireNonNull(copy.layout().columns().get(RowColumn.DATE));
      for (List<String> row = copy.next(); row != null; row = copy.next()) {
        if (LocalDate.parse(row.get(date)).isAfter(today)) {
          throw csv.wrong("%s is in the future, today is %s".formatted(row.get(date), today));
        }
      }
    }
  }

  private static ReportLayout layout(CsvRows csv) {
    List<String> header = csv.next();
    return ReportLayout.of(csv, header == null ? List.of() : header);
  }

  /**
   * Writes a report as Parquet.
   *
   * @param report the report, plain or compressed by gzip
   * @param name what messages call the report
   * @param numbered its numbered copy, which is deleted
   * @param parquet the file to write
   * @throws UnreadableReportException when the report is wrong somewhere; the message has the line
   */
  public LoadedReport load(Path report, String name, NumberedCopy numbered, Path parquet)
      throws IOException {
    String source = numbered.content().sha256().substring(0, 16);
    LoadedReport loaded;
    try {
      loaded = loadAsIs(report, name, numbered, source, parquet);
    } finally {
      Files.delete(numbered.file());
    }
    return loaded != null ? loaded : loadConverted(report, name, source, parquet);
  }

  private LoadedReport loadConverted(Path report, String name, String source, Path parquet)
      throws IOException {
    Path copy = Files.createTempFile(work, "plain", ".csv");
    Path numbered = Files.createTempFile(work, "numbered", ".csv");
    try {
      PlainCopy.Written written = PlainCopy.write(report, name, copy);
      NumberedCopy.write(copy, name, numbered);
      LoadedReport plain = copy(numbered, written.layout(), source, parquet);
      if (plain.total() != written.rows()) {
        throw new LedgerException(
            "%s: %d rows were loaded, but it has %d"
                .formatted(name, plain.total(), written.rows()));
      }
      return plain;
    } catch (SQLException e) {
      throw failed(name, e);
    } finally {
      Files.delete(copy);
      Files.delete(numbered);
    }
  }

  /** Returns null when the report has to be read row by row. */
  private @Nullable LoadedReport loadAsIs(
      Path report, String name, NumberedCopy numbered, String source, Path parquet)
      throws IOException {
    ReportLayout layout;
    try (CsvRows csv = CsvRows.open(report, name)) {
      layout = layout(csv);
      if (!csv.charset().equals(StandardCharsets.UTF_8)) {
        return null;
      }
    }
    try {
      LoadedReport loaded = copy(numbered.file(), layout, source, parquet);
      return loaded.total() == numbered.content().records() - 1 ? loaded : null;
    } catch (SQLException e) {
      return null;
    }
  }

  private LoadedReport copy(Path numbered, ReportLayout layout, String source, Path parquet)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT %s FROM (SELECT *%s FROM read_csv(%s, header = true, auto_detect = false, columns = {'number': 'BIGINT', %s}, delim = %s, quote = '\"', escape = '\"', nullstr = '', strict_mode = true))) TO %s (FORMAT parquet)"
              .formatted(
                  expressions(layout, source),
                  plainness(layout),
                  literal(numbered.toString()),
                  IntStream.range(0, layout.width())
                      .mapToObj(i -> "'c%d': 'VARCHAR'".formatted(i))
                      .collect(Collectors.joining(", ")),
                  layout.separator() == '\t' ? "'\\t'" : literal("" + layout.separator()),
                  literal(parquet.toString())));
    }
    return new LoadedReport(parquet, days(parquet));
  }

  /** Returns a column for each number's that has whether its text is plain. */
  private static String plainness(ReportLayout layout) {
    return RowColumn.numbers().stream()
        .map(layout.columns()::get)
        .filter(Objects::nonNull)
        .map(index -> ", is_plain(c%d) AS p%d".formatted(index, index))
        .collect(Collectors.joining());
  }

  /** Returns the columns of the schema, in order. */
  private static String expressions(ReportLayout layout, String source) {
    List<String> columns = new ArrayList<>();
    for (RowColumn column : RowColumn.values()) {
      columns.add(value(layout, column) + " AS " + column.title());
    }
    for (RowColumn column : RowColumn.numbers()) {
      columns.add(text(layout, column) + " AS " + column.textTitle());
    }
    columns.add(others(layout) + " AS other_columns");
    columns.add("%s AS source".formatted(literal(source)));
    columns.add("number AS source_row");
    return String.join(", ", columns);
  }

  private static String value(ReportLayout layout, RowColumn column) {
    Integer index = layout.columns().get(column);
    String cell = index == null ? "NULL" : "c" + index;
    return switch (column.kind()) {
      case DATE -> "day(%s)".formatted(cell);
      case TEXT -> "%s::VARCHAR".formatted(cell);
      case NUMBER ->
          index == null
              ? "NULL::DECIMAL(38, 18)"
              : "%s(c%d, p%d)"
                  .formatted(ReportLayout.isRequired(column) ? "required" : "exact", index, index);
      case FLAG -> index == null ? "NULL::BOOLEAN" : "flag(%s)".formatted(cell);
    };
  }

  private static String text(ReportLayout layout, RowColumn column) {
    Integer copied = layout.texts().get(column);
    if (copied != null) {
      return "c" + copied;
    }
    Integer index = layout.columns().get(column);
    return index == null ? "NULL::VARCHAR" : "number_text(c%d, p%d)".formatted(index, index);
  }

  /** A date that has a time of day is kept here as it came. */
  private static String others(ReportLayout layout) {
    List<String> entries = new ArrayList<>();
    Integer date = layout.columns().get(RowColumn.DATE);
    if (!layout.others().containsKey(RowColumn.DATE.title())) {
      entries.add(
          "CASE WHEN length(c%d) > 10 THEN {'k': 'date', 'v': c%d} END".formatted(date, date));
    }
    layout
        .others()
        .forEach(
            (name, index) ->
                entries.add(
                    "CASE WHEN c%d IS NOT NULL THEN {'k': %s, 'v': c%d} END"
                        .formatted(index, literal(name), index)));
    String anyGiven =
        entries.stream()
            .map(entry -> entry.substring("CASE WHEN ".length(), entry.indexOf(" THEN ")))
            .collect(Collectors.joining(" OR "));
    return "CASE WHEN %s THEN map_from_entries(list_filter([%s], lambda e: e IS NOT NULL)) END"
        .formatted(anyGiven, String.join(", ", entries));
  }

  /**
   * Writes rows of several Parquet files into one, file after file.
   *
   * @return how many rows each day has
   */
  public LoadedReport combine(List<Part> parts, Path parquet) {
    String rows =
        parts.stream()
            .map(
                part ->
                    "SELECT * FROM read_parquet(%s, hive_partitioning = false) WHERE date IN (%s)"
                        .formatted(
                            literal(part.parquet().toString()),
                            part.days().stream()
                                .map("DATE '%s'"::formatted)
                                .collect(Collectors.joining(", "))))
            .collect(Collectors.joining(" UNION ALL "));
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (%s) TO %s (FORMAT parquet)".formatted(rows, literal(parquet.toString())));
      return new LoadedReport(parquet, days(parquet));
    } catch (SQLException e) {
      throw failed(parquet.getFileName().toString(), e);
    }
  }

  /** Returns whether two Parquet files have the same rows of a day, in any order. */
  public boolean isSame(Path one, Path other, LocalDate day) {
    String rows =
        "SELECT * EXCLUDE (source, source_row) REPLACE (other_columns::VARCHAR AS other_columns) FROM read_parquet(%s, hive_partitioning = false) WHERE date = DATE '%s'";
    String first = rows.formatted(literal(one.toString()), day);
    String second = rows.formatted(literal(other.toString()), day);
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT count(*) FROM ((%s EXCEPT ALL %s) UNION ALL (%s EXCEPT ALL %s))"
                    .formatted(first, second, second, first))) {
      result.next();
      return result.getLong(1) == 0;
    } catch (SQLException e) {
      throw failed(other.getFileName().toString(), e);
    }
  }

  private NavigableMap<LocalDate, Long> days(Path parquet) throws SQLException {
    NavigableMap<LocalDate, Long> days = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT date, count(*) FROM read_parquet(%s, hive_partitioning = false) GROUP BY date"
                    .formatted(literal(parquet.toString())))) {
      while (result.next()) {
        days.put(result.getObject(1, LocalDate.class), result.getLong(2));
      }
    }
    return days;
  }

  private static LedgerException failed(String name, SQLException e) {
    return new LedgerException("%s can't be loaded: %s".formatted(name, e.getMessage()), e);
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ReportLoader.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new LedgerException("DuckDB can't be stopped: " + e.getMessage(), e);
    }
  }
}
