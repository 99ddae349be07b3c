package dev.ghbilling.ledger.page;

import dev.ghbilling.ledger.store.PlainNumber;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Runs queries over the ledger's views, and reads the columns that their results have in common.
 */
final class BillRows {
  /** The sums of a group, which {@link #amounts} reads. */
  static final String SUMS =
      "sum(gross_amount) AS gross, sum(discount_amount) AS discount, sum(net_amount) AS net";

  private final Connection connection;

  BillRows(Connection connection) {
    this.connection = connection;
  }

  /** Receives the rows of a result, one after the other. */
  interface RowConsumer {
    void accept(ResultSet row) throws SQLException;
  }

  /** Runs a query with values for its question marks. */
  void read(String sql, RowConsumer rows, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.accept(row);
        }
      }
    }
  }

  static LocalDate date(ResultSet row) throws SQLException {
    return row.getObject("date", LocalDate.class);
  }

  static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    LocalDateTime time = row.getObject(column, LocalDateTime.class);
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }

  static Amounts amounts(ResultSet row) throws SQLException {
    return new Amounts(
        PlainNumber.in(row, "gross"), PlainNumber.in(row, "discount"), PlainNumber.in(row, "net"));
  }
}
