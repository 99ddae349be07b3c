package dev.ghbilling.ledger.usage;

import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.ledger.store.LedgerDatabase;
import dev.ghbilling.ledger.store.Manifest;
import dev.ghbilling.ledger.sync.BillingSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * A database in memory with the ledger's views, over usage of the API as the type {@code usage}.
 */
public final class UsageDatabase implements AutoCloseable {
  /** After how many days the usage of a day has arrived. */
  private static final int DAYS_LATE = 2;

  private static final int SCALE = 18;
  private static final int PRECISION = 38;
  private static final int DATE_LENGTH = 10;

  private final DuckDBConnection connection;
  private final Instant asOf;

  private UsageDatabase(DuckDBConnection connection, Instant asOf) {
    this.connection = connection;
    this.asOf = asOf;
  }

  /**
   * Creates a database without rows.
   *
   * @param asOf when the usage is read
   */
  public static UsageDatabase create(Instant asOf) throws SQLException {
    DuckDBConnection connection =
        new DuckDBDriver().connect("jdbc:duckdb:", new Properties()).unwrap(DuckDBConnection.class);
    try (Statement statement = connection.createStatement()) {
      LedgerDatabase.define(statement, "CREATE TABLE rows AS FROM row_schema");
      statement.execute(
          """
          CREATE TEMP TABLE items (date DATE, product VARCHAR, sku VARCHAR, unit_type VARCHAR,
            quantity DECIMAL(38, 18), applied_cost_per_quantity DECIMAL(38, 18),
            gross_amount DECIMAL(38, 18), discount_amount DECIMAL(38, 18), net_amount DECIMAL(38, 18),
            organization VARCHAR, repository VARCHAR, cost_center_name VARCHAR)
          """);
      return new UsageDatabase(connection, asOf);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Adds all usage of a month. Days up to the newest row are known, and so are those whose usage
   * must have arrived by now.
   *
   * @throws ArithmeticException when a number has more than 18 decimals or 20 other digits
   */
  public void add(YearMonth month, List<BillingSource.Row> rows) throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("items")) {
      for (BillingSource.Row row : rows) {
        append(appender, row);
      }
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO rows BY NAME SELECT *, 'usage' AS type, strftime(date, '%Y-%m') AS billing_month,"
              + " 'api' AS source, row_number() OVER () AS source_row FROM items");
      statement.execute("DELETE FROM items");
    }
    LocalDate today = LocalDate.ofInstant(asOf, ZoneOffset.UTC);
    LocalDate known =
        rows.stream()
            .map(row -> date(row.item()))
            .max(Comparator.naturalOrder())
            .filter(newest -> newest.isAfter(today.minusDays(DAYS_LATE + 1L)))
            .orElse(today.minusDays(DAYS_LATE + 1L));
    addDays(month, known, today.minusDays(Manifest.SETTLING_DAYS));
  }

  private static void append(DuckDBAppender appender, BillingSource.Row row) throws SQLException {
    UsageItem item = row.item();
    appender.beginRow();
    appender.append(date(item));
    appender.append(item.product()).append(item.sku()).append(item.unitType());
    appender.append(exact(item, item.quantity())).append(exact(item, item.pricePerUnit()));
    appender.append(exact(item, item.grossAmount()));
    appender.append(exact(item, item.discountAmount()));
    appender.append(exact(item, item.netAmount()));
    append(appender, item.organizationName());
    append(appender, item.repositoryName());
    append(appender, row.costCenter());
    appender.endRow();
  }

  private static void append(DuckDBAppender appender, @Nullable String name) throws SQLException {
    if (name == null || name.isEmpty()) {
      appender.appendNull();
    } else {
      appender.append(name);
    }
  }

  private static LocalDate date(UsageItem item) {
    return LocalDate.parse(item.date().substring(0, DATE_LENGTH));
  }

  private static BigDecimal exact(UsageItem item, BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    if (stripped.scale() > SCALE || stripped.precision() - stripped.scale() > PRECISION - SCALE) {
      throw new ArithmeticException(
          "the ledger has 20 digits and 18 decimals; %s of %s, %s doesn't fit"
              .formatted(number, item.date(), item.sku()));
    }
    return stripped.setScale(SCALE);
  }

  private void addDays(YearMonth month, LocalDate known, LocalDate settled) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO days
            SELECT CAST(day AS DATE), 'usage', CAST(day AS DATE) <= ?,
              (SELECT count(*) FROM rows WHERE date = CAST(day AS DATE)), as_of, 'usage', as_of
            FROM range(CAST(? AS DATE), CAST(? AS DATE), INTERVAL 1 DAY) AS days(day), (SELECT make_timestamp(?) AS as_of)
            """)) {
      LocalDate end = month.plusMonths(1).atDay(1);
      insert.setObject(1, settled);
      insert.setObject(2, month.atDay(1));
      insert.setObject(3, known.isBefore(end) ? known.plusDays(1) : end);
      insert.setLong(4, asOf.getEpochSecond() * 1_000_000);
      insert.execute();
    }
  }

  /** Returns the connection, which is closed with the database. */
  public Connection connection() {
    return connection;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
