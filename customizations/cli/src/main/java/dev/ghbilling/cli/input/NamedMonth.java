package dev.ghbilling.cli.input;

import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * A month as an option names it: {@code 2026-10}, or {@code this} or {@code last}, which depend on
 * the current one.
 *
 * @param month the month; null for one that depends on the current one
 * @param before how many months before the current one it is
 */
public record NamedMonth(@Nullable YearMonth month, int before) {
  private static final Map<String, Integer> WORDS = Map.of("this", 0, "last", 1);

  /** Converts a month in the format of ISO 8601, or a word. */
  public static NamedMonth of(String text) {
    Integer word = WORDS.get(text);
    try {
      return word == null ? new NamedMonth(YearMonth.parse(text), 0) : new NamedMonth(null, word);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "must be a month such as 2026-10, this or last, was " + text);
    }
  }

  /**
   * Returns the month.
   *
   * @throws WrongUsageException if it is after the current one
   */
  public YearMonth from(YearMonth current) {
    YearMonth named = orLater(current);
    if (named.isAfter(current)) {
      throw new WrongUsageException("--month must not be in the future, was " + named);
    }
    return named;
  }

  /** Returns the month, which may be after the current one. */
  public YearMonth orLater(YearMonth current) {
    return month == null ? current.minusMonths(before) : month;
  }
}
