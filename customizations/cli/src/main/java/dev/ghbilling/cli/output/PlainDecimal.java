package dev.ghbilling.cli.output;

import dev.ghbilling.spec.text.TextTable.Cell;
import java.math.BigDecimal;

/** Formats numbers without an exponent, for people and spreadsheets. */
public final class PlainDecimal {
  /**
   * The limit for plain notation: an exponent of ten characters can stand for gigabytes of zeros.
   */
  private static final int MAX_SCALE = 1000;

  private PlainDecimal() {}

  /** Formats the number in plain notation, unless that would take thousands of digits. */
  public static String of(BigDecimal number) {
    return Math.abs((long) number.scale()) > MAX_SCALE ? number.toString() : number.toPlainString();
  }

  /** Returns the number as a cell of a table. */
  public static Cell cell(BigDecimal number) {
    return Cell.number(of(number));
  }
}
