package dev.ghbilling.ledger.load;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Detects the texts of numbers and dates that DuckDB casts exactly. DuckDB silently rounds a number
 * with more than 18 decimals.
 */
final class ExactText {
  private static final int MOST_DIGITS = 20;
  private static final int MOST_DECIMALS = 18;
  private static final int DATE_LENGTH = 10;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]{1,20}(?:\\.[0-9]{1,18})?(?:[eE][+-]?[0-9]{1,2})?");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+Z)?");

  private ExactText() {}

  /** Returns whether a text is a number that DuckDB casts exactly, or not at all. */
  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches() && new BigDecimal(text).scale() <= MOST_DECIMALS;
  }

  /**
   * Returns whether a text begins with a date, which DuckDB can cast unless there is no such day.
   */
  static boolean isDate(String text) {
    return DATE.matcher(text).matches();
  }

  /**
   * Returns whether a part of an array is such a number, and written as BigDecimal does without an
   * exponent and without zeros at the end.
   */
  static boolean isPlainNumber(byte[] bytes, int begin, int end) {
    int first = begin < end && bytes[begin] == '-' ? begin + 1 : begin;
    int point = afterDigits(bytes, first, end);
    int digits = point - first;
    if (digits == 0 || digits > MOST_DIGITS || (digits > 1 && bytes[first] == '0')) {
      return false;
    }
    if (point == end) {
      return first == begin || bytes[first] != '0';
    }
    int decimals = end - point - 1;
    return bytes[point] == '.'
        && decimals > 0
        && decimals <= MOST_DECIMALS
        && bytes[end - 1] != '0'
        && afterDigits(bytes, point + 1, end) == end;
  }

  /** Returns whether a part of an array is such a date, without a time. */
  static boolean isPlainDate(byte[] bytes, int begin, int end) {
    return end - begin == DATE_LENGTH
        && bytes[begin + 4] == '-'
        && bytes[begin + 7] == '-'
        && afterDigits(bytes, begin, end) == begin + 4
        && afterDigits(bytes, begin + 5, end) == begin + 7
        && afterDigits(bytes, begin + 8, end) == end;
  }

  private static int afterDigits(byte[] bytes, int begin, int end) {
    int i = begin;
    while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
      i++;
    }
    return i;
  }
}
