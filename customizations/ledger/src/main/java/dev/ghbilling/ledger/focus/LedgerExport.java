package dev.ghbilling.ledger.focus;

import dev.ghbilling.internal.text.FileErrorReason;
import dev.ghbilling.ledger.store.LedgerAccount;
import dev.ghbilling.ledger.store.LedgerDatabase;
import dev.ghbilling.ledger.store.LedgerException;
import dev.ghbilling.ledger.store.TextResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An export of the rows that count for the bill, in the order of their days. The file is written
 * beside its place, and takes it when it is complete.
 *
 * @param since the first day; null for the ledger's first one
 * @param until the last day; null for the ledger's last one
 * @param users whether the names of users are exported, and columns that the ledger doesn't know,
 *     which may have some
 */
public record LedgerExport(@Nullable LocalDate since, @Nullable LocalDate until, boolean users) {
  private static final String IN_ORDER = " ORDER BY date, source, source_row";

  /**
   * Writes Parquet with all columns of the ledger's rows.
   *
   * @return the number of rows
   * @throws UncheckedIOException when the file can't be written
   */
  public long writeParquet(Connection ledger, Path file) throws SQLException {
    try (Statement statement = prepared(ledger)) {
      return copy(statement, columns() + " FROM exported" + IN_ORDER, "parquet", file);
    }
  }

  /**
   * Writes CSV with all columns of the ledger's rows, and numbers without exponents.
   *
   * @return the number of rows
   * @throws UncheckedIOException when the file can't be written
   */
  public long writeCsv(Connection ledger, Path file) throws SQLException {
    try (Statement statement = prepared(ledger)) {
      return copy(statement, columns() + " FROM exported_text" + IN_ORDER, "csv", file);
    }
  }

  private String columns() {
    return users ? "SELECT *" : "SELECT * EXCLUDE (username, other_columns)";
  }

  /**
   * Writes CSV with the columns of FOCUS's dataset Cost and Usage, then with columns of ours, whose
   * names begin with {@code x_}. Each row is a charge of one day. Nothing is computed: BilledCost
   * and EffectiveCost are the net amount, ListCost and ContractedCost the gross one.
   *
   * @param account who is billed
   * @return the number of rows
   * @throws LedgerException when a row lacks what FOCUS demands, such as an amount
   * @throws UncheckedIOException when the file can't be written
   */
  public long writeFocus(Connection ledger, LedgerAccount account, FocusVersion version, Path file)
      throws SQLException {
    String kind = account.kind();
    String type = kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
    String id = "%s/%s/%s".formatted(account.host(), kind, account.name());
    String without = "repository_id, " + version.missing() + (users ? "" : ", x_Username");
    try (Statement statement = prepared(ledger)) {
      set(statement, "account_id", LedgerDatabase.literal(id));
      set(statement, "account_name", LedgerDatabase.literal(account.name()));
      set(statement, "account_type", LedgerDatabase.literal(type));
      statement.execute(TextResource.of(LedgerExport.class, "focus.sql"));
      requireComplete(statement);
      return copy(
          statement,
          "SELECT * EXCLUDE (%s) FROM focus ORDER BY ChargePeriodStart, x_Source, x_SourceRow"
              .formatted(without),
          "csv",
          file);
    }
  }

  private Statement prepared(Connection ledger) throws SQLException {
    Statement statement = ledger.createStatement();
    set(statement, "since", literal(since));
    set(statement, "until", literal(until));
    statement.execute(TextResource.of(LedgerExport.class, "export.sql"));
    return statement;
  }

  private static String literal(@Nullable LocalDate date) {
    return date == null ? "CAST(NULL AS DATE)" : "DATE '" + date + "'";
  }

  private static long copy(Statement statement, String query, String format, Path file)
      throws SQLException {
    Path whole = file.toAbsolutePath();
    Path part = whole.resolveSibling(whole.getFileName() + ".part");
    try {
      try {
        long rows =
            statement.executeLargeUpdate(
                "COPY (%s) TO %s (FORMAT %s)"
                    .formatted(query, LedgerDatabase.literal(part.toString()), format));
        Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
        return rows;
      } catch (SQLException e) {
        throw ofOutput(e, part);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s can't be written: %s".formatted(file, FileErrorReason.of(e)), e);
    }
  }

  /**
   * Returns the exception for a failed statement.
   *
   * @throws IOException when the file that it writes is the cause, of which DuckDB's message says
   *     {@code "FILE": REASON}
   */
  private static SQLException ofOutput(SQLException e, Path part) throws IOException {
    Matcher cause =
        Pattern.compile(Pattern.quote(part.toString()) + "\\\\?\": ([^\"]+)")
            .matcher(String.valueOf(e.getMessage()));
    if (cause.find()) {
      throw new IOException(cause.group(1), e);
    }
    return e;
  }

  private static void set(Statement statement, String name, String value) throws SQLException {
    statement.execute("SET VARIABLE %s = %s".formatted(name, value));
  }

  private static void requireComplete(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery("FROM focus_incomplete ORDER BY source, source_row LIMIT 1")) {
      if (rows.next()) {
        throw new LedgerException(
            "row %s of the landed file %s has no product, SKU, quantity, unit or amount, which FOCUS demands"
                .formatted(rows.getString(2), rows.getString(1)));
      }
    }
  }
}
