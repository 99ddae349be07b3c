package dev.ghbilling.cli.input;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A number of days, weeks, months or years that end today: {@code 7d} are today and the six days
 * before. Months are those of the calendar: {@code 3m} is the current one and the two before it,
 * and a year is twelve of them.
 *
 * @param number how many
 * @param unit {@code d}, {@code w}, {@code m} or {@code y}
 */
public record RecentDays(int number, char unit) {
  private static final Pattern SYNTAX = Pattern.compile("([1-9][0-9]{0,3})([dwmy])");

  /** Returns the first day. */
  public LocalDate first(LocalDate today) {
    LocalDate month = today.withDayOfMonth(1);
    return switch (unit) {
      case 'd' -> today.minusDays(number - 1L);
      case 'w' -> today.minusDays(7L * number - 1);
      case 'm' -> month.minusMonths(number - 1L);
      default -> month.minusMonths(12L * number - 1);
    };
  }

  /** Converts a text such as 3m. */
  public static final class Converter implements ITypeConverter<RecentDays> {
    @Override
    public RecentDays convert(String text) {
      Matcher syntax = SYNTAX.matcher(text);
      if (!syntax.matches()) {
        throw new TypeConversionException(
            "must be a number of days, weeks, months or years such as 7d, 2w, 3m or 1y, was "
                + text);
      }
      return new RecentDays(Integer.parseInt(syntax.group(1)), syntax.group(2).charAt(0));
    }
  }
}
