package dev.ghbilling.cli;

import dev.ghbilling.spec.text.TextTable.Cell;
import java.math.BigDecimal;

/** Numbers for people and spreadsheets: without an exponent. */
final class Digits {
  /** More digits than this are no amount: an exponent of ten characters can stand for gigabytes. */
  private static final int MOST_SCALE = 1000;

  private Digits() {}

  /** The number as it came, written in full unless that would take thousands of digits. */
  static String of(BigDecimal number) {
    return number.scale() < -MOST_SCALE || number.scale() > MOST_SCALE
        ? number.toString()
        : number.toPlainString();
  }

  /** Returns the number as a cell of a table. */
  static Cell cell(BigDecimal number) {
    return Cell.number(of(number));
  }
}
