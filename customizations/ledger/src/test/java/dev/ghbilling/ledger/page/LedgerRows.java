package dev.ghbilling.ledger.page;

import dev.ghbilling.ledger.store.LedgerDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;

/** A database in memory with the ledger's views, over rows that a test adds. */
final class LedgerRows implements AutoCloseable {
  private final Connection connection;

  LedgerRows() throws Exception {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      LedgerDatabase.define(statement, "CREATE TABLE rows AS FROM row_schema");
    }
  }

  Connection connection() {
    return connection;
  }

  LedgerRows run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
    return this;
  }

  /** Says that a report with these days was landed. */
  LedgerRows landed(String type, String first, String last, boolean settled) throws SQLException {
    return run(
        "INSERT INTO days SELECT CAST(range AS DATE), '%s', %s, 1, TIMESTAMP '2026-11-02 03:04:05', 'export', TIMESTAMP '2026-11-02 03:00:00' FROM range(DATE '%s', DATE '%s', INTERVAL 1 DAY)"
            .formatted(type, settled, first, LocalDate.parse(last).plusDays(1)));
  }

  /** Adds a row; names are organization, repository, user, workflow and cost center. */
  LedgerRows row(String type, String date, String sku, String gross, String net, String... names)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO rows BY NAME SELECT CAST(? AS DATE) AS date, 'actions' AS product, ? AS sku,
              CAST(? AS DECIMAL(38, 18)) AS gross_amount,
              CAST(? AS DECIMAL(38, 18)) - CAST(? AS DECIMAL(38, 18)) AS discount_amount,
              CAST(? AS DECIMAL(38, 18)) AS net_amount, ? AS organization, ? AS repository,
              ? AS username, ? AS workflow_path, ? AS cost_center_name, ? AS type,
              substr(?, 1, 7) AS billing_month
            """)) {
      String[] values = {
        date, sku, gross, gross, net, net, null, null, null, null, null, type, date
      };
      System.arraycopy(names, 0, values, 6, names.length);
      for (int i = 0; i < values.length; i++) {
        insert.setString(i + 1, values[i]);
      }
      insert.execute();
    }
    return this;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
