package dev.ghbilling.ledger.usage;

import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.ledger.store.LedgerDatabase;
import dev.ghbilling.ledger.store.Manifest;
import dev.ghbilling.ledger.store.ReportType;
import dev.ghbilling.ledger.sync.BillingSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * A database in memory with the ledger's views, over usage of the API as the type {@code usage}.
 */
public final class UsageDatabase implements AutoCloseable {
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
   * Adds all usage of a month. Days that have usage are known, and so are those that are settled,
   * if GitHub still keeps them.
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
    addDays(
        month,
        rows.stream()
            .collect(Collectors.groupingBy(row -> date(row.item()), Collectors.counting())));
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

  private void addDays(YearMonth month, Map<LocalDate, Long> rows) throws SQLException {
    LocalDateTime time = LocalDateTime.ofInstant(asOf, ZoneOffset.UTC);
    try (DuckDBAppender appender = connection.createAppender("days")) {
      for (int i = 1; i <= month.lengthOfMonth(); i++) {
        LocalDate date = month.atDay(i);
        long ofDay = rows.getOrDefault(date, 0L);
        if (!date.isBefore(Manifest.firstKept(time.toLocalDate()))
            && Manifest.isKnown(date, ofDay, asOf, Manifest.SETTLING_DAYS)) {
          appender.beginRow();
          appender.append(date).append(ReportType.USAGE.value());
          appender.append(Manifest.isSettled(date, asOf, Manifest.SETTLING_DAYS)).append(ofDay);
          appender.append(time).append(Manifest.Landing.USAGE).append(time);
          appender.endRow();
        }
      }
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
