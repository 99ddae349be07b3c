package dev.ghbilling.usage;

import dev.ghbilling.client.api.UsageApi.GetUsageReportQuery;
import dev.ghbilling.http.PathSegment;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which usage to ask for: a span of time in UTC, and one cost center or the usage of none.
 * Immutable. The bounds of each number are the contract's and are checked here; whether the numbers
 * go together is checked when the query is used. Either way nothing is sent.
 *
 * <p>A month without a year is the current year's. A year without a month is all its months up to
 * the current one, each asked for by itself: the API has been seen to answer a year alone with the
 * first days of its months.
 */
public final class UsageQuery {
  /** The current month, and the usage of no cost center. */
  public static final UsageQuery CURRENT_MONTH = new UsageQuery(GetUsageReportQuery.of());

  private static final int MONTHS = 12;

  private final GetUsageReportQuery query;

  private UsageQuery(GetUsageReportQuery query) {
    this.query = query;
  }

  /** The usage of one year, 1000 to 9999. */
  public static UsageQuery year(int year) {
    return CURRENT_MONTH.withYear(year);
  }

  /** The usage of one month. */
  public static UsageQuery month(YearMonth month) {
    return year(month.getYear()).withMonth(month.getMonthValue());
  }

  /** The usage of one day. */
  public static UsageQuery day(LocalDate day) {
    return month(YearMonth.from(day)).withDay(day.getDayOfMonth());
  }

  /** A copy for that year, 1000 to 9999, or the current one. */
  public UsageQuery withYear(@Nullable Integer year) {
    return new UsageQuery(query.withYear(within("year", year, 1000, 9999)));
  }

  /** A copy for that month, 1 to 12, or all of them; without a year too, the current one. */
  public UsageQuery withMonth(@Nullable Integer month) {
    return new UsageQuery(query.withMonth(within("month", month, 1, 12)));
  }

  /** A copy for that day of the month, 1 to 31, or all of them. A day needs a month. */
  public UsageQuery withDay(@Nullable Integer day) {
    return new UsageQuery(query.withDay(within("day", day, 1, 31)));
  }

  /** A copy for that hour of the day, 0 to 23, or all of them. An hour needs a day. */
  public UsageQuery withHour(@Nullable Integer hour) {
    return new UsageQuery(query.withHour(within("hour", hour, 0, 23)));
  }

  /** A copy for the usage of that cost center; {@code null} for what belongs to none. */
  public UsageQuery withCostCenter(@Nullable String id) {
    if (id != null) {
      PathSegment.require("the cost center's id", id);
    }
    return new UsageQuery(query.withCostCenterId(id));
  }

  Optional<String> costCenter() {
    return Optional.ofNullable(query.costCenterId());
  }

  /**
   * What to ask the API for, one request after the other: never without year and month.
   *
   * @throws IllegalArgumentException when the numbers don't go together
   */
  List<GetUsageReportQuery> requests(YearMonth now) {
    Integer month = query.month();
    Integer day = query.day();
    if (day != null && month == null) {
      throw new IllegalArgumentException("a day needs a month");
    }
    if (query.hour() != null && day == null) {
      throw new IllegalArgumentException("an hour needs a day");
    }
    if (month == null) {
      return query.year() == null
          ? List.of(query.withYear(now.getYear()).withMonth(now.getMonthValue()))
          : monthsOf(query.year(), now);
    }
    int year = query.year() == null ? now.getYear() : query.year();
    if (day != null && !YearMonth.of(year, month).isValidDay(day)) {
      throw new IllegalArgumentException(
          "there is no day %d in %s".formatted(day, YearMonth.of(year, month)));
    }
    return List.of(query.withYear(year));
  }

  private List<GetUsageReportQuery> monthsOf(int year, YearMonth now) {
    if (year > now.getYear()) {
      throw new IllegalArgumentException("the year %d has not begun".formatted(year));
    }
    return IntStream.rangeClosed(1, year == now.getYear() ? now.getMonthValue() : MONTHS)
        .mapToObj(query::withMonth)
        .toList();
  }

  private static @Nullable Integer within(String name, @Nullable Integer value, int min, int max) {
    if (value != null && (value < min || value > max)) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, not %d".formatted(name, min, max, value));
    }
    return value;
  }
}
