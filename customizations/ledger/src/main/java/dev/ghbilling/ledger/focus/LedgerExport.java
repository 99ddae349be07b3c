package dev.ghbilling.ledger.focus;

import dev.ghbilling.ledger.store.LedgerAccount;
import dev.ghbilling.ledger.store.LedgerDatabase;
import dev.ghbilling.ledger.store.LedgerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An export of the rows that count for the bill, in the order of their days. The file is written
 * beside its place, and takes it when it is complete.
 *
 * @param since the first day; null for the ledger's first one
 * @param until the last day; null for the ledger's last one
 * @param users whether the names of users are exported
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
    String columns = users ? "*" : "* EXCLUDE (username)";
    return write(ledger, "SELECT " + columns + " FROM exported" + IN_ORDER, "FORMAT parquet", file);
  }

  /**
   * Writes CSV with all columns of the ledger's rows, and numbers without exponents.
   *
   * @return the number of rows
   * @throws UncheckedIOException when the file can't be written
   */
  public long writeCsv(Connection ledger, Path file) throws SQLException {
    String columns = users ? "*" : "* EXCLUDE (username)";
    return write(
        ledger, "SELECT " + columns + " FROM exported_text" + IN_ORDER, "FORMAT csv", file);
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
  public long writeFocus(
      Connection ledger, LedgerAccount account, FocusVersion version, Path file)
      throws SQLException {
    try (Statement statement = ledger.createStatement()) {
      String kind = account.kind();
      set(
          statement,
          "account_id",
          LedgerDatabase.literal(
              "%s/%s/%s".formatted(account.host(), kind, account.name())));
      set(statement, "account_name", LedgerDatabase.literal(account.name()));
      set(
          statement,
          "account_type",
          LedgerDatabase.literal(
              kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1)));
    }
    String without =
        Stream.concat(
                version.missing(),
                users ? Stream.of("repository_id") : Stream.of("repository_id", "x_Username"))
            .collect(Collectors.joining(", "));
    return write(
        ledger,
        "SELECT * EXCLUDE (%s) FROM focus ORDER BY ChargePeriodStart, x_Source, x_SourceRow"
            .formatted(without),
        "FORMAT csv",
        file);
  }

  private long write(Connection ledger, String query, String options, Path file)
      throws SQLException {
    Path absolute = file.toAbsolutePath();
    Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
    try (Statement statement = ledger.createStatement()) {
      set(statement, "since", since == null ? "CAST(NULL AS DATE)" : "DATE '" + since + "'");
      set(statement, "until", until == null ? "CAST(NULL AS DATE)" : "DATE '" + until + "'");
      statement.execute(resource("export.sql"));
      statement.execute(resource("focus.sql"));
      if (query.contains("FROM focus ")) {
        requireComplete(statement);
      }
      Files.deleteIfExists(part);
      long rows =
          statement.executeUpdate(
              "COPY (%s) TO %s (%s)"
                  .formatted(query, LedgerDatabase.literal(part.toString()), options));
      Files.move(part, absolute, StandardCopyOption.REPLACE_EXISTING);
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException("%s can't be written: %s".formatted(file, e), e);
    }
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

  private static String resource(String name) {
    try (InputStream in = LedgerExport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource %s is missing".formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
