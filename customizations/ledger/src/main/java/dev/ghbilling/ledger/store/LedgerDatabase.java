package dev.ghbilling.ledger.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * A DuckDB database with the ledger's views over Parquet files. The resources {@code schema.sql}
 * and {@code views.sql} describe each table, view and column.
 *
 * <p>A connection isn't safe for use by several threads; each thread takes its own.
 */
public final class LedgerDatabase implements AutoCloseable {
  /** How many bytes DuckDB may use unless told otherwise. */
  public static final long MEMORY = 1_000_000_000;

  private static final int SCALE = 18;

  private final DuckDBConnection connection;
  private final List<Path> parquet;
  private final Path spill;

  private LedgerDatabase(DuckDBConnection connection, List<Path> parquet, Path spill) {
    this.connection = connection;
    this.parquet = parquet;
    this.spill = spill;
  }

  /**
   * Opens a database in memory over Parquet files of the ledger's schema, in folders such as {@code
   * type=detailed/billing_month=2026-10}. All days in them count as settled.
   *
   * @param parquet the files; without any, the views are empty
   * @throws SQLException when a file can't be read or isn't of the schema
   */
  public static LedgerDatabase open(List<Path> parquet) throws SQLException {
    LedgerDatabase database = open("", parquet, Map.of(), MEMORY);
    try (Statement statement = database.connection.createStatement()) {
      statement.execute(
          "INSERT INTO days BY NAME SELECT date, type, true AS settled, count(*) AS rows FROM rows GROUP BY date, type");
      return database;
    } catch (SQLException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Opens a database in memory over a ledger's folder.
   *
   * @param memory how many bytes DuckDB may use
   * @throws LedgerException when a Parquet file is missing, damaged, or has another number of rows
   *     than the manifest says
   * @throws SQLException when a file isn't of the schema
   */
  public static LedgerDatabase open(Path store, Manifest manifest, long memory)
      throws SQLException {
    return open("", store, manifest, memory);
  }

  /**
   * Writes a database with the views over a ledger's folder into a file, for other programs.
   *
   * @throws SQLException when it can't be written
   */
  static void write(Path file, Path store, Manifest manifest) throws SQLException {
    open(file.toString(), store, manifest, MEMORY).close();
  }

  private static LedgerDatabase open(String file, Path store, Manifest manifest, long memory)
      throws SQLException {
    Map<Path, Long> rows = new LinkedHashMap<>();
    manifest.partitions().forEach(each -> rows.put(store.resolve(each.path()), each.rows()));
    LedgerDatabase database = open(file, List.copyOf(rows.keySet()), rows, memory);
    try {
      database.describe(manifest);
      return database;
    } catch (SQLException e) {
      database.close();
      throw e;
    }
  }

  private static LedgerDatabase open(
      String file, List<Path> parquet, Map<Path, Long> expected, long memory) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    Path spill = spill();
    DuckDBConnection connection =
        new DuckDBDriver().connect("jdbc:duckdb:" + file, settings).unwrap(DuckDBConnection.class);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET autoinstall_known_extensions = false");
      statement.execute("SET memory_limit = '%dMB'".formatted(Math.max(1, memory / 1_000_000)));
      statement.execute("SET temp_directory = " + literal(spill.toString()));
      requireRows(statement, expected);
      define(statement, "CREATE VIEW rows AS " + rows(parquet));
      return new LedgerDatabase(connection, parquet, spill);
    } catch (SQLException | LedgerException e) {
      connection.close();
      delete(spill);
      throw e;
    }
  }

  /**
   * Creates the ledger's tables and views.
   *
   * @param rows the statement that creates {@code rows}, as a table or a view
   * @throws SQLException when the statement fails
   */
  public static void define(Statement statement, String rows) throws SQLException {
    statement.execute(TextResource.of(LedgerDatabase.class, "schema.sql"));
    statement.execute(rows);
    statement.execute(TextResource.of(LedgerDatabase.class, "views.sql"));
  }

  /** Creates a folder for rows that don't fit into memory, which nobody else can read or guess. */
  private static Path spill() {
    try {
      return Files.createTempDirectory("ghbilling");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path spill) {
    try {
      Files.deleteIfExists(spill);
    } catch (IOException e) {
      // A connection that is still open has files in it.
    }
  }

  private static String rows(List<Path> parquet) {
    return parquet.isEmpty()
        ? "SELECT * FROM row_schema"
        : "SELECT * FROM row_schema UNION ALL BY NAME SELECT * FROM read_parquet(%s, hive_partitioning = true, hive_types = {'type': VARCHAR, 'billing_month': VARCHAR})"
            .formatted(list(parquet));
  }

  /** Compares the number of rows in each file's footer with the manifest, without reading rows. */
  private static void requireRows(Statement statement, Map<Path, Long> expected) {
    expected.forEach(
        (file, rows) -> {
          if (rows(statement, file) != rows) {
            throw changed(file);
          }
        });
  }

  /** Returns the exception for a Parquet file that isn't as the manifest says. */
  public static LedgerException changed(Path file) {
    return new LedgerException(
        "%s is missing or was changed: sync the ledger, which makes it anew".formatted(file));
  }

  /** Returns -1 when the file is missing or damaged. */
  private static long rows(Statement statement, Path file) {
    try (ResultSet result =
        statement.executeQuery(
            "SELECT num_rows FROM parquet_file_metadata(%s)"
                .formatted(literal(file.toAbsolutePath().toString())))) {
      return result.next() ? result.getLong(1) : -1;
    } catch (SQLException e) {
      return -1;
    }
  }

  private static String list(List<Path> files) {
    return files.stream()
        .map(file -> literal(file.toAbsolutePath().toString()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private void describe(Manifest manifest) throws SQLException {
    try (DuckDBAppender day = connection.createAppender("days");
        DuckDBAppender landed = connection.createAppender("landed");
        DuckDBAppender sums = connection.createAppender("github_totals")) {
      for (ReportType type : ReportType.values()) {
        for (var entry : manifest.days(type).entrySet()) {
          Manifest.Landing landing = manifest.landing(entry.getValue().landing());
          append(
              day,
              entry.getKey(),
              type.value(),
              manifest.isSettled(entry.getKey(), entry.getValue()),
              entry.getValue().rows(),
              time(landing.landedAt()),
              landing.origin(),
              time(landing.asOf()));
        }
      }
      for (Manifest.Landing landing : manifest.landings()) {
        for (Manifest.LandedFile file : landing.files()) {
          append(
              landed,
              file.path(),
              file.name(),
              landing.type().value(),
              landing.from(),
              landing.to(),
              landing.origin(),
              landing.reference(),
              landing.by(),
              time(landing.asOf()),
              time(landing.landedAt()),
              file.bytes(),
              file.rows(),
              file.sha256());
        }
      }
      for (var month : manifest.totals().entrySet()) {
        Manifest.GitHubTotal total = month.getValue();
        // Without a rounding mode: a sum of more decimals is an error.
        append(
            sums,
            month.getKey().toString(),
            total.gross().setScale(SCALE),
            total.discount().setScale(SCALE),
            total.net().setScale(SCALE),
            time(total.asOf()));
      }
    }
  }

  private static void append(DuckDBAppender table, @Nullable Object... values) throws SQLException {
    table.beginRow();
    for (Object value : values) {
      if (value == null) {
        table.appendNull();
      } else if (value instanceof LocalDate date) {
        table.append(date);
      } else if (value instanceof LocalDateTime time) {
        table.append(time);
      } else if (value instanceof Boolean truth) {
        table.append(truth);
      } else if (value instanceof Long number) {
        table.append(number);
      } else if (value instanceof BigDecimal amount) {
        table.append(amount);
      } else {
        table.append(value.toString());
      }
    }
    table.endRow();
  }

  private static LocalDateTime time(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  /**
   * Forbids every further statement to read other files than the ledger's Parquet files, to write
   * any, or to lift this.
   */
  public LedgerDatabase locked() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET allowed_paths = " + list(parquet));
      statement.execute("SET enable_external_access = false");
      statement.execute("SET lock_configuration = true");
    }
    return this;
  }

  /** Returns a new connection to the same database, which the caller closes. */
  public Connection connect() throws SQLException {
    return connection.duplicate();
  }

  /** Returns a text as a literal of SQL. */
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    delete(spill);
  }
}
