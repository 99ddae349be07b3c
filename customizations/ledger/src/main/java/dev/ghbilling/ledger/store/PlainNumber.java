package dev.ghbilling.ledger.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A number without the zeros that DuckDB puts behind one of up to 18 decimals. */
public final class PlainNumber {
  private PlainNumber() {}

  /** Returns the same number without zeros at its end, and without an exponent. */
  public static BigDecimal of(BigDecimal number) {
    return new BigDecimal(number.stripTrailingZeros().toPlainString());
  }

  /** Returns the text of the same number, without zeros at its end and without an exponent. */
  public static String text(BigDecimal number) {
    return of(number).toPlainString();
  }

  /** Returns the number in a column of a row, or null. */
  public static @Nullable BigDecimal in(ResultSet row, String column) throws SQLException {
    BigDecimal number = row.getBigDecimal(column);
    return number == null ? null : of(number);
  }
}
