package dev.ghbilling.ledger.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats amounts in US dollars for people, rounded. */
final class Money {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final String[] SUFFIXES = {"", "k", "M", "B", "T"};
  private static final int COMPACT_DIGITS = 3;

  private Money() {}

  /**
   * Formats an amount to cents, such as $1,234.50. What isn't known and what is less than a cent
   * stay visible.
   */
  static String of(@Nullable BigDecimal amount) {
    if (amount == null) {
      return "unknown";
    }
    BigDecimal cents = amount.abs().setScale(2, RoundingMode.HALF_UP);
    if (cents.signum() == 0 && amount.signum() != 0) {
      return amount.signum() < 0 ? "−<$0.01" : "<$0.01";
    }
    return signed(amount, "$" + format("#,##0.00", cents));
  }

  /** Formats an amount in at most five characters and its sign, such as $1.23k. */
  static String compact(@Nullable BigDecimal amount) {
    if (amount == null) {
      return "?";
    }
    BigDecimal rest = amount.abs().round(new MathContext(COMPACT_DIGITS, RoundingMode.HALF_UP));
    int suffix = 0;
    while (rest.compareTo(THOUSAND) >= 0 && suffix < SUFFIXES.length - 1) {
      rest = rest.movePointLeft(COMPACT_DIGITS);
      suffix++;
    }
    if (rest.compareTo(new BigDecimal("0.005")) < 0) {
      return amount.signum() == 0 ? "$0" : signed(amount, "<1¢");
    }
    return signed(amount, "$" + format("0.##", rest) + SUFFIXES[suffix]);
  }

  /** Formats a change, with its sign. */
  static String change(@Nullable BigDecimal change) {
    return change != null && change.signum() > 0 ? "+" + of(change) : of(change);
  }

  /** Formats what the first amount is more than the second, in percent of the second. */
  static String growth(@Nullable BigDecimal now, @Nullable BigDecimal before) {
    if (now == null || before == null || before.signum() <= 0) {
      return "";
    }
    BigDecimal percent = percent(now.subtract(before), before);
    return (percent.signum() > 0 ? "+" : percent.signum() < 0 ? "−" : "±")
        + format("#,##0.0", percent.abs())
        + "%";
  }

  /** Formats a share in percent. */
  static String share(@Nullable BigDecimal part, BigDecimal whole) {
    return part == null || whole.signum() <= 0
        ? ""
        : signed(part, format("#,##0.0", percent(part, whole).abs()) + "%");
  }

  private static BigDecimal percent(BigDecimal part, BigDecimal whole) {
    return part.multiply(HUNDRED).divide(whole, 1, RoundingMode.HALF_UP);
  }

  private static String signed(BigDecimal amount, String text) {
    return amount.signum() < 0 ? "−" + text : text;
  }

  private static String format(String pattern, BigDecimal number) {
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(number);
  }
}
