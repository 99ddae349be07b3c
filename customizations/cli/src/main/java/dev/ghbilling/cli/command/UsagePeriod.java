package dev.ghbilling.cli.command;

import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.usage.UsageDimension;
import dev.ghbilling.usage.UsageQuery;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select a period of usage: a year, month or day, or the days between two. */
final class UsagePeriod {
  @Option(
      names = "--since",
      paramLabel = "DATE",
      description =
          "The first day, for example 2025-11-15. Each month is requested by itself, in any number of years.")
  private @Nullable LocalDate since;

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description = "The last day. Requires --since. Default: today in UTC.")
  private @Nullable LocalDate until;

  @Option(
      names = "--year",
      paramLabel = "Y",
      description = "The year, four digits. Default: the current year.")
  private @Nullable Integer year;

  @Option(
      names = "--month",
      paramLabel = "M",
      description = "The month, 1 to 12. Default: all months of --year.")
  private @Nullable Integer month;

  @Option(
      names = "--day",
      paramLabel = "D",
      description = "The day, 1 to 31. Requires --month. Default: all days.")
  private @Nullable Integer day;

  /** Returns whether a single day is asked for. */
  boolean isDay() {
    return day != null;
  }

  /**
   * Returns the queries whose reports have the period; in its first and last month also other days.
   *
   * @param today the day in UTC
   * @throws WrongUsageException when the options contradict each other
   */
  List<UsageQuery.Period> queries(LocalDate today) {
    UsageQuery.Period numbers =
        UsageQuery.currentMonth().withYear(year).withMonth(month).withDay(day);
    if (day != null && month == null) {
      throw new WrongUsageException("--day requires --month");
    }
    if (since == null) {
      if (until != null) {
        throw new WrongUsageException("--until requires --since");
      }
      return List.of(numbers);
    }
    if (year != null || month != null) {
      throw new WrongUsageException("give either --since or --year and --month");
    }
    LocalDate last = until == null || until.isAfter(today) ? today : until;
    if (since.isAfter(last)) {
      throw new WrongUsageException(
          "--since must not be after %s, was %s"
              .formatted(last.equals(until) ? "--until " + until : "today", since));
    }
    YearMonth end = YearMonth.from(last);
    return Stream.iterate(YearMonth.from(since), one -> !one.isAfter(end), one -> one.plusMonths(1))
        .map(UsageQuery::month)
        .toList();
  }

  /** Returns whether the reports of the queries have no other days than the period. */
  boolean isWholeMonths() {
    return since == null
        || (since.getDayOfMonth() == 1 && (until == null || until.equals(endOfMonth(until))));
  }

  private static LocalDate endOfMonth(LocalDate day) {
    return YearMonth.from(day).atEndOfMonth();
  }

  /** Returns whether the period has a row of the queries' reports. */
  boolean has(UsageItem item) {
    if (since == null) {
      return true;
    }
    String date = UsageDimension.DATE.of(item);
    return date != null
        && date.compareTo(since.toString()) >= 0
        && (until == null || date.compareTo(until.toString()) <= 0);
  }
}
