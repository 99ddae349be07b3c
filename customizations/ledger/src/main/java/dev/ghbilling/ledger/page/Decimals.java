package dev.ghbilling.ledger.page;

import dev.ghbilling.ledger.store.PlainNumber;
import java.math.BigDecimal;

/** Formats exact amounts for programs. */
final class Decimals {
  private Decimals() {}

  /** Formats a number in plain notation, without zeros at the end. */
  static String plain(BigDecimal number) {
    return PlainNumber.of(number).toPlainString();
  }
}
