package dev.ghbilling.ledger;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.OrganizationBilling;
import dev.ghbilling.UserBilling;
import dev.ghbilling.internal.text.FileErrorReason;
import dev.ghbilling.ledger.load.ReportLoader;
import dev.ghbilling.ledger.store.LedgerAccount;
import dev.ghbilling.ledger.store.LedgerDatabase;
import dev.ghbilling.ledger.store.LedgerException;
import dev.ghbilling.ledger.store.LedgerStore;
import dev.ghbilling.ledger.store.Manifest;
import dev.ghbilling.ledger.store.PlainNumber;
import dev.ghbilling.ledger.store.ReportType;
import dev.ghbilling.ledger.sync.BillingSource;
import dev.ghbilling.ledger.sync.FileImport;
import dev.ghbilling.ledger.sync.LedgerSync;
import dev.ghbilling.ledger.sync.StoreCheck;
import dev.ghbilling.ledger.sync.SyncOptions;
import dev.ghbilling.ledger.sync.SyncResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/**
 * The history of one account's bill, in a folder.
 *
 * <pre>{@code
 * Ledger ledger = Ledger.at(Path.of("ledger"));
 * ledger.sync(billing, SyncOptions.DEFAULT);
 * try (LedgerDatabase database = ledger.database();
 *     Connection connection = database.connect()) {
 *   // SELECT billing_month, sum(net_amount) FROM monthly GROUP BY ALL
 * }
 * }</pre>
 *
 * <p>Immutable. One process at a time can change a folder; any number can read it.
 */
public final class Ledger {
  /** The beginning of messages that are about a statement, not about files. */
  private static final Pattern STATEMENT =
      Pattern.compile("(Parser|Binder|Catalog|Conversion|Out of Range|Permission) Error");

  private final Path store;
  private final Clock clock;
  private final long memory;

  private Ledger(Path store, Clock clock, long memory) {
    this.store = store;
    this.clock = clock;
    this.memory = memory;
  }

  /** Returns the ledger in a folder. Nothing is read or created yet. */
  public static Ledger at(Path store) {
    return new Ledger(store.toAbsolutePath().normalize(), Clock.systemUTC(), LedgerDatabase.MEMORY);
  }

  /** Returns the same ledger with another clock. */
  public Ledger clock(Clock other) {
    return new Ledger(store, other, memory);
  }

  /** Returns the same ledger with another limit of DuckDB's memory, in bytes. */
  public Ledger memory(long bytes) {
    if (bytes < 1_000_000) {
      throw new IllegalArgumentException("memory must be at least 1 MB, was " + bytes);
    }
    return new Ledger(store, clock, bytes);
  }

  private interface Work {
    SyncResult run(LedgerStore locked, ReportLoader loader) throws IOException;
  }

  /**
   * Fetches the days of an enterprise that are missing or may have changed. What came stays, also
   * when a later request fails.
   *
   * @throws LedgerException when another process changes the folder, or it is of another account
   * @throws UncheckedIOException when the folder can't be written, for example because the disk is
   *     full; it is then as it was before the report that didn't fit
   * @throws dev.ghbilling.error.GitHubBillingException when GitHub can't be asked. A range of days
   *     that can't be had alone, for example because its report is malformed, is a note instead
   */
  public SyncResult sync(GitHubBilling billing, SyncOptions options) {
    return sync(BillingSource.of(billing), options);
  }

  /** Fetches the days of an organization, which has no exports, by its usage report. */
  public SyncResult sync(OrganizationBilling billing, SyncOptions options) {
    return sync(BillingSource.of(billing), options);
  }

  /** Fetches the days of a user, who has no exports, by the usage report. */
  public SyncResult sync(UserBilling billing, SyncOptions options) {
    return sync(BillingSource.of(billing), options);
  }

  private SyncResult sync(BillingSource source, SyncOptions options) {
    return change((locked, loader) -> new LedgerSync(locked, loader, clock, source, options).run());
  }

  /**
   * Imports reports that somebody has: all files, or none if one is wrong. A file counts for the
   * days of which it has rows. It replaces what came from other files, and leaves the days that
   * GitHub itself has reported.
   *
   * @param type what all files are; null to tell it from their columns
   * @param progress is told what happens
   * @throws LedgerException when another process changes the folder, or two files have different
   *     rows of the same day
   * @throws UncheckedIOException when a file can't be read or the folder can't be written
   * @throws dev.ghbilling.error.UnreadableReportException when a file is wrong; the message has the
   *     line
   */
  public SyncResult importFiles(
      List<Path> files, @Nullable ReportType type, Consumer<String> progress) {
    return change(
        (locked, loader) -> new FileImport(locked, loader, clock, progress).run(files, type));
  }

  private SyncResult change(Work work) {
    try (LedgerStore locked = LedgerStore.lock(store, clock.instant());
        ReportLoader loader = ReportLoader.open(locked.work(), memory)) {
      try {
        SyncResult result = work.run(locked, loader);
        locked.writeDatabase();
        return result;
      } catch (RuntimeException | IOException e) {
        writeDatabase(locked, e);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s can't be changed: %s".formatted(store, reason(e)), e);
    }
  }

  /** What came before a failure counts, for readers of the database as well. */
  private static void writeDatabase(LedgerStore locked, Exception failure) {
    try {
      locked.writeDatabase();
    } catch (RuntimeException | IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Returns what the ledger has. All files are compared with their checksums.
   *
   * @throws LedgerException when there is no ledger, or a Parquet file is missing or was changed,
   *     so that no sum can be trusted
   */
  public LedgerStatus status() {
    Manifest manifest = manifest();
    try {
      requireParquet(manifest);
      Set<String> changed = StoreCheck.changedLanded(store, manifest);
      try (LedgerDatabase database = LedgerDatabase.open(store, manifest, memory)) {
        return new StatusQuery(
                manifest, changed, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
            .run(database);
      }
    } catch (SQLException e) {
      throw new LedgerException("%s can't be read: %s".formatted(store, e.getMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException("%s can't be read: %s".formatted(store, reason(e)), e);
    }
  }

  private void requireParquet(Manifest manifest) throws IOException {
    for (String path : StoreCheck.changedParquet(store, manifest)) {
      throw LedgerDatabase.changed(store.resolve(path));
    }
  }

  /**
   * Returns the exception for a failed statement. If a Parquet file is missing, or its checksum
   * shows that it was changed, the exception names the file.
   */
  public LedgerException failure(SQLException e) {
    try {
      requireParquet(manifest());
    } catch (LedgerException changed) {
      return changed;
    } catch (IOException unreadable) {
      e.addSuppressed(unreadable);
    }
    return new LedgerException(
        "%s can't be read: %s".formatted(store, String.valueOf(e.getMessage())), e);
  }

  /**
   * Returns whose bill it is; empty as long as only files were imported.
   *
   * @throws LedgerException when there is no ledger
   */
  public Optional<LedgerAccount> account() {
    return Optional.ofNullable(manifest().account());
  }

  /**
   * Opens the database over the ledger as it is now, which the caller closes. It can be read until
   * the second change from now begins.
   *
   * @throws LedgerException when there is no ledger, or a Parquet file is missing, damaged, or has
   *     another number of rows than it had
   */
  public LedgerDatabase database() {
    try {
      return LedgerDatabase.open(store, manifest(), memory);
    } catch (SQLException e) {
      throw new LedgerException("%s can't be read: %s".formatted(store, e.getMessage()), e);
    }
  }

  /**
   * The result of a query.
   *
   * @param columns the names of the columns, each different
   * @param rows the values, in the order of the columns: null, Boolean, a Number, a List or a Map
   *     of such values, or an object whose text is the value. A BLOB is its bytes in Base64
   */
  public record Table(List<String> columns, List<List<@Nullable Object>> rows) {}

  /**
   * Runs a query in DuckDB's SQL. It can read the ledger and nothing else, and write nothing.
   *
   * @param sql a SELECT statement, or one that begins with WITH, FROM, VALUES, SHOW, DESCRIBE or
   *     SUMMARIZE
   * @throws IllegalArgumentException when the statement is wrong
   * @throws LedgerException when there is no ledger
   */
  public Table query(String sql) {
    try (LedgerDatabase database = LedgerDatabase.open(store, manifest(), memory).locked();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      requireSelect(connection, sql);
      List<String> columns = new ArrayList<>();
      List<List<@Nullable Object>> rows = new ArrayList<>();
      if (statement.execute(sql)) {
        try (ResultSet result = statement.getResultSet()) {
          ResultSetMetaData about = result.getMetaData();
          for (int i = 1; i <= about.getColumnCount(); i++) {
            String name = about.getColumnLabel(i);
            columns.add(columns.contains(name) ? name + ":" + i : name);
          }
          while (result.next()) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
              row.add(value(result, i, about.getColumnType(i)));
            }
            rows.add(row);
          }
        }
      }
      return new Table(columns, rows);
    } catch (SQLException e) {
      if (STATEMENT.matcher(String.valueOf(e.getMessage())).lookingAt()) {
        throw new IllegalArgumentException("the statement failed: " + e.getMessage(), e);
      }
      throw failure(e);
    }
  }

  /** DuckDB's lock leaves a statement free to write into the very files that it may read. */
  private static void requireSelect(Connection connection, String sql) throws SQLException {
    try (PreparedStatement parser =
        connection.prepareStatement(
            "SELECT document->>'error_type', json_array_length(document, 'statements') FROM (SELECT json_serialize_sql(?::VARCHAR)::JSON AS document)")) {
      parser.setString(1, sql);
      try (ResultSet result = parser.executeQuery()) {
        result.next();
        if ("not implemented".equals(result.getString(1))) {
          throw new IllegalArgumentException(
              "a query must be a SELECT statement, which writes nothing");
        }
        if (result.getInt(2) > 1) {
          throw new IllegalArgumentException(
              "a query must be one statement, of which the result is shown; there are "
                  + result.getInt(2));
        }
      }
    }
  }

  /** Returns times as an Instant, which JDBC would give in the JVM's time zone. */
  private static @Nullable Object value(ResultSet row, int column, int type) throws SQLException {
    return plain(
        type == Types.TIMESTAMP
            ? row.getObject(column, LocalDateTime.class)
            : row.getObject(column));
  }

  /** Returns decimals without trailing zeros, of which DuckDB's sums have up to 18. */
  private static @Nullable Object plain(@Nullable Object value) throws SQLException {
    if (value instanceof BigDecimal number) {
      return PlainNumber.of(number);
    } else if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    } else if (value instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC);
    } else if (value instanceof Timestamp time) {
      return time.toLocalDateTime().toInstant(ZoneOffset.UTC);
    } else if (value instanceof Blob bytes) {
      return Base64.getEncoder().encodeToString(bytes.getBytes(1, (int) bytes.length()));
    } else if (value instanceof Array list) {
      List<@Nullable Object> values = new ArrayList<>();
      for (Object each : (Object[]) list.getArray()) {
        values.add(plain(each));
      }
      return values;
    } else if (value instanceof DuckDBStruct struct) {
      return plain(struct.getMap());
    } else if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        values.put(String.valueOf(plain(entry.getKey())), plain(entry.getValue()));
      }
      return values;
    }
    return value;
  }

  /** Returns why a file of the ledger can't be used, with its name unless it is the folder. */
  private String reason(IOException e) {
    String file = e instanceof FileSystemException failure ? failure.getFile() : null;
    return (file == null || file.equals(store.toString()) ? "" : file + ": ")
        + FileErrorReason.of(e);
  }

  private Manifest manifest() {
    if (!LedgerStore.exists(store)) {
      throw new LedgerException("there is no ledger in %s".formatted(store));
    }
    try {
      return LedgerStore.manifest(store);
    } catch (IOException e) {
      throw new UncheckedIOException("%s can't be read: %s".formatted(store, reason(e)), e);
    }
  }
}
