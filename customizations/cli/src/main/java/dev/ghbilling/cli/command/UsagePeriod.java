package dev.ghbilling.cli.command;

import dev.ghbilling.cli.input.NamedMonth;
import dev.ghbilling.cli.input.RecentDays;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.ledger.store.Manifest;
import dev.ghbilling.usage.UsageDimension;
import dev.ghbilling.usage.UsageQuery;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The options that select a period of usage: a year, month or day, or the days between two. */
final class UsagePeriod {
  @Option(
      names = "--since",
      paramLabel = "DATE",
      description =
          "The first day, for example 2025-11-15. Months are requested one by one, across any number of years.")
  private @Nullable LocalDate since;

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description = "The last day. Requires --since. Default: today in UTC.")
  private @Nullable LocalDate until;

  @Option(
      names = "--last",
      paramLabel = "7d|3m|1y",
      converter = RecentDays.Converter.class,
      description =
          "The last days, weeks, months or years, including today, in place of --since. Months are calendar months: 3m is the current month and the two before it.")
  private @Nullable RecentDays last;

  @Option(
      names = "--year",
      paramLabel = "Y",
      description = "The year, four digits. Default: the current year.")
  private @Nullable Integer year;

  @Option(
      names = "--month",
      paramLabel = "M|YYYY-MM|this|last",
      converter = MonthConverter.class,
      description =
          "The month, 1 to 12, or with its year, for example 2026-10; this and last are the current month and the one before it. Default: all months of --year.")
  private @Nullable Month monthOption;

  private @Nullable Integer month;

  @Option(
      names = "--day",
      paramLabel = "D",
      description = "The day, 1 to 31. Requires --month. Default: all days.")
  private @Nullable Integer day;

  /**
   * A month.
   *
   * @param named the month with its year; null for one of {@code --year}
   * @param number the number of the month if it is one of {@code --year}
   */
  private record Month(@Nullable NamedMonth named, int number) {}

  private static final class MonthConverter implements ITypeConverter<Month> {
    @Override
    public Month convert(String text) {
      try {
        return new Month(null, Integer.parseInt(text));
      } catch (NumberFormatException e) {
        return new Month(NamedMonth.of(text), 0);
      }
    }
  }

  /**
   * The numbers that one request is for.
   *
   * @param year the year; null for the current month
   * @param month the month; null for all of the year
   * @param day the day; null for all of the month
   */
  record Asked(@Nullable Integer year, @Nullable Integer month, @Nullable Integer day) {
    /** Returns the query of a report, which names the current month. */
    UsageQuery.Period query(LocalDate today) {
      return year == null
          ? UsageQuery.month(YearMonth.from(today))
          : UsageQuery.year(year).withMonth(month).withDay(day);
    }

    /** Sets the numbers in the builder of a query. */
    void set(Object query) {
      ContractOptions.set(query, "year", year);
      ContractOptions.set(query, "month", month);
      ContractOptions.set(query, "day", day);
    }

    /** Returns the numbers as a date, such as {@code 2026-10}. */
    @Override
    public String toString() {
      return Stream.of(year, month, day)
          .filter(Objects::nonNull)
          .map("%02d"::formatted)
          .collect(Collectors.joining("-"));
    }
  }

  /** Returns whether a single day is asked for. */
  boolean isDay() {
    return day != null;
  }

  /**
   * Returns what to request so that the responses have the period; in its first and last month also
   * other days.
   *
   * @param today the day in UTC
   * @throws WrongUsageException when the options contradict each other, or the period is in the
   *     future
   */
  List<Asked> asked(LocalDate today) {
    resolve(today);
    UsageQuery.currentMonth().withYear(year).withMonth(month).withDay(day); // Checks the bounds.
    if (day != null && month == null) {
      throw new WrongUsageException("--day requires --month");
    }
    if (since == null) {
      if (until != null) {
        throw new WrongUsageException("--until requires --since");
      }
      return List.of(numbers(today));
    }
    if (year != null || month != null) {
      throw new WrongUsageException("give either --since or --year and --month");
    }
    LocalDate last = last(today);
    if (since.isAfter(last)) {
      throw new WrongUsageException(
          "--since must not be after %s, was %s"
              .formatted(last.equals(until) ? "--until " + until : "today", since));
    }
    YearMonth end = YearMonth.from(last);
    return Stream.iterate(YearMonth.from(since), one -> !one.isAfter(end), one -> one.plusMonths(1))
        .map(one -> new Asked(one.getYear(), one.getMonthValue(), null))
        .toList();
  }

  /** Sets the numbers and days that some options give in another way. */
  private void resolve(LocalDate today) {
    if (monthOption != null) {
      month = monthOption.number();
      NamedMonth named = monthOption.named();
      if (named != null) {
        if (year != null) {
          throw new WrongUsageException("--month already has a year: leave out --year");
        }
        YearMonth asked = named.from(YearMonth.from(today));
        month = asked.getMonthValue();
        year = asked.getYear();
      }
      monthOption = null;
    }
    if (last != null) {
      if (since != null || until != null || year != null || month != null) {
        throw new WrongUsageException(
            "--last can't be combined with another period: leave out one of them");
      }
      since = last.first(today);
    }
  }

  private Asked numbers(LocalDate today) {
    Asked numbers =
        new Asked(
            year == null && month != null ? Integer.valueOf(today.getYear()) : year, month, day);
    if (day != null && month != null) {
      YearMonth asked = YearMonth.of(Objects.requireNonNull(numbers.year()), month);
      if (!asked.isValidDay(day)) {
        throw new WrongUsageException(
            "--day must be 1 to %d in %s, was %d".formatted(asked.lengthOfMonth(), asked, day));
      }
    }
    String begins = numbers.toString();
    if (begins.compareTo(today.toString().substring(0, begins.length())) > 0) {
      throw new WrongUsageException(
          "%s begins after today, %s in UTC: give an earlier period".formatted(begins, today));
    }
    return numbers;
  }

  private LocalDate last(LocalDate today) {
    return until == null || until.isAfter(today) ? today : until;
  }

  /**
   * Returns what to request of sums, which can't be divided into days.
   *
   * @throws WrongUsageException when the period isn't one of whole months, and as for {@link
   *     #asked}
   */
  List<Asked> askedOfSums(LocalDate today) {
    List<Asked> asked = asked(today);
    if (!isWholeMonths(today)) {
      throw new WrongUsageException(
          "GitHub adds up whole months only: --since must be the first day of a month, and --until the last day of a month or today, was %s to %s; use the command usage for single days"
              .formatted(since, last(today)));
    }
    return asked;
  }

  /** Returns whether the reports of the queries have no other days than the period. */
  boolean isWholeMonths(LocalDate today) {
    LocalDate last = last(today);
    return since == null
        || (since.getDayOfMonth() == 1
            && (last.equals(today) || last.equals(YearMonth.from(last).atEndOfMonth())));
  }

  /** Returns the period as people read it; the current month if none was asked for. */
  String name(LocalDate today) {
    Days days = days(today);
    String numbers = numbers(today).toString();
    return days != null
        ? days.toString()
        : numbers.isEmpty() ? YearMonth.from(today).toString() : numbers;
  }

  /** Returns the first and the last day; null unless they were asked for. */
  @Nullable Days days(LocalDate today) {
    return since == null ? null : new Days(since, last(today));
  }

  /** The first and the last day of a period. */
  record Days(LocalDate since, LocalDate until) {
    @Override
    public String toString() {
      return since + " to " + until;
    }
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

  private LocalDate lastAsked(LocalDate today) {
    if (since != null || year == null) {
      return last(today);
    }
    YearMonth end = YearMonth.of(year, month == null ? 12 : month);
    return day == null ? end.atEndOfMonth() : end.atDay(day);
  }

  /**
   * Returns a line for a period that GitHub doesn't keep any more.
   *
   * @param kept the first day that it keeps
   */
  static String notKept(String name, LocalDate kept) {
    return "No usage in %s: GitHub keeps %d months. Give a period from %s on."
        .formatted(name, Manifest.MONTHS_KEPT, YearMonth.from(kept));
  }

  /**
   * Returns a line for a period without usage.
   *
   * @param name the period, with what the usage had to be besides
   * @param remedy what may have to be asked for instead; empty for nothing but another period
   */
  String noUsage(LocalDate today, String name, String remedy) {
    LocalDate kept = Manifest.firstKept(today);
    if (lastAsked(today).isBefore(kept)) {
      return notKept(name(today), kept);
    }
    boolean isDefault = since == null && year == null && month == null;
    return isDefault
        ? "No usage in %s yet: it arrives up to two days late. For an earlier month, %sadd --month %s, for example."
            .formatted(name, remedy, YearMonth.from(today).minusMonths(1))
        : "No usage in %s. Usage arrives up to two days late, and GitHub has it for 24 months: %sgive another period."
            .formatted(name, remedy);
  }
}
