package dev.ghbilling.ledger.page;

import java.math.BigDecimal;

/** Formats exact amounts for programs. */
final class Decimals {
  private Decimals() {}

  /** Formats a number in plain notation, without zeros at the end. */
  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
