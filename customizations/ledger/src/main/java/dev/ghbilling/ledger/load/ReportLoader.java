package dev.ghbilling.ledger.load;

import static dev.ghbilling.ledger.store.LedgerDatabase.literal;

import dev.ghbilling.error.UnreadableReportException;
import dev.ghbilling.ledger.store.LedgerException;
import dev.ghbilling.ledger.store.ReportType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/** Loads reports into Parquet files by DuckDB. Not safe for use by several threads. */
public final class ReportLoader implements AutoCloseable {
  private final Connection connection;

  private ReportLoader(Connection connection) {
    this.connection = connection;
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
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
      return new ReportLoader(connection);
    } catch (SQLException e) {
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
      ReportLayout layout = ReportLayout.of(csv);
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
      for (PlainCopy.Row row = copy.next(); row != null; row = copy.next()) {
        String day = row.values().get(date);
        if (LocalDate.parse(day).isAfter(today)) {
          throw csv.wrong("%s is in the future, today is %s".formatted(day, today));
        }
      }
    }
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
    try {
      if (numbered.rows() >= 0) {
        try {
          return copy(numbered, parquet);
        } catch (SQLException e) {
          // Read row by row, it loads all the same, or shows the line that is wrong.
        }
      }
      return copy(PlainCopy.write(report, name, numbered), parquet);
    } catch (SQLException e) {
      throw failed(name, e);
    } finally {
      Files.delete(numbered.file());
    }
  }

  private LoadedReport copy(NumberedCopy numbered, Path parquet) throws SQLException {
    ReportLayout layout = numbered.layout();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          COPY (
            SELECT %s
            FROM read_csv(%s, header = false, auto_detect = false, columns = {%s}, delim = %s,
              quote = '"', escape = '"', nullstr = '', new_line = '\\n', strict_mode = true)
          ) TO %s (FORMAT parquet)
          """
              .formatted(
                  expressions(layout, numbered.content().sha256().substring(0, 16)),
                  literal(numbered.file().toString()),
                  columns(layout),
                  layout.separator() == '\t' ? "'\\t'" : literal("" + layout.separator()),
                  literal(parquet.toString())));
    }
    LoadedReport loaded = new LoadedReport(parquet, days(parquet));
    if (loaded.total() != numbered.rows()) {
      throw new SQLException(
          "%d rows were loaded of %d".formatted(loaded.total(), numbered.rows()));
    }
    return loaded;
  }

  /** Returns the columns of a numbered copy. */
  private static String columns(ReportLayout layout) {
    Set<Integer> numbers =
        layout.exact().stream()
            .filter(column -> column.kind() == RowColumn.Kind.NUMBER)
            .map(layout.columns()::get)
            .collect(Collectors.toSet());
    return IntStream.range(0, layout.width())
        .mapToObj(
            i -> "'c%d': '%s'".formatted(i, numbers.contains(i) ? "DECIMAL(38, 18)" : "VARCHAR"))
        .collect(Collectors.joining(", ", "'number': 'BIGINT', 'texts': 'VARCHAR', ", ""));
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
    columns.add(literal(source) + " AS source");
    columns.add("number AS source_row");
    return String.join(",\n", columns);
  }

  private static String value(ReportLayout layout, RowColumn column) {
    Integer place = layout.columns().get(column);
    String cell = place == null ? "NULL" : "c" + place;
    return switch (column.kind()) {
      case DATE -> "left(%s, 10)::DATE".formatted(cell);
      case TEXT -> cell + "::VARCHAR";
      case NUMBER -> cell + "::DECIMAL(38, 18)";
      case FLAG ->
          "CASE WHEN %1$s IS NULL OR lower(%1$s) IN ('true', 'false') THEN %1$s::BOOLEAN ELSE error('not a flag') END"
              .formatted(cell);
    };
  }

  private static String text(ReportLayout layout, RowColumn column) {
    int place = layout.exact().indexOf(column) + 1;
    return place == 0
        ? "NULL::VARCHAR"
        : "nullif(split_part(texts, '%s', %d), '')".formatted(NumberedCopy.BETWEEN_TEXTS, place);
  }

  /** Returns a map of all columns that the schema doesn't have, and of a date with its time. */
  private static String others(ReportLayout layout) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(RowColumn.DATE.title(), text(layout, RowColumn.DATE));
    layout.others().forEach((name, place) -> values.put(name, "c" + place));
    return "CASE WHEN coalesce(%s) IS NOT NULL THEN map_from_entries(list_filter([%s], lambda e: e.v IS NOT NULL)) END"
        .formatted(
            String.join(", ", values.values()),
            values.entrySet().stream()
                .map(
                    each -> "{'k': %s, 'v': %s}".formatted(literal(each.getKey()), each.getValue()))
                .collect(Collectors.joining(", ")));
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

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new LedgerException("DuckDB can't be stopped: " + e.getMessage(), e);
    }
  }
}
