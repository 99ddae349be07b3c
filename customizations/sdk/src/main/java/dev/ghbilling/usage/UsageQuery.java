package dev.ghbilling.usage;

import dev.ghbilling.client.api.UsageApi.GetUsageReportQuery;
import dev.ghbilling.internal.uri.PathSegment;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A query for usage: a year, month, day or hour in UTC, and one cost center or the usage of none.
 * Immutable. The bounds of each number are the contract's and are checked at once; whether the
 * numbers go together is checked when the query is used. Either way nothing is sent.
 *
 * <p>A month without a year is one of the current year. A year without a month stands for all its
 * months up to the current one, each requested by itself: for a year alone the API has been seen to
 * return only the first day of each month.
 *
 * <p>Only enterprises have hours and cost centers. Without them, a query is a {@link Period}, which
 * organizations and users take as well.
 */
public sealed class UsageQuery {
  private static final int MONTHS = 12;

  private final GetUsageReportQuery query;

  private UsageQuery(GetUsageReportQuery query) {
    this.query = query;
  }

  /** A query for a year, month or day in UTC, which fits every account. */
  public static final class Period extends UsageQuery {
    private Period(GetUsageReportQuery query) {
      super(query);
    }

    @Override
    public Period withYear(@Nullable Integer year) {
      return (Period) super.withYear(year);
    }

    @Override
    public Period withMonth(@Nullable Integer month) {
      return (Period) super.withMonth(month);
    }

    @Override
    public Period withDay(@Nullable Integer day) {
      return (Period) super.withDay(day);
    }

    @Override
    Period of(GetUsageReportQuery other) {
      return new Period(other);
    }
  }

  /** Returns a query for the current month. */
  public static Period currentMonth() {
    return new Period(GetUsageReportQuery.builder().build());
  }

  /** Returns a query for a year, 1000 to 9999. */
  public static Period year(int year) {
    return currentMonth().withYear(year);
  }

  /** Returns a query for a month. */
  public static Period month(YearMonth month) {
    return year(month.getYear()).withMonth(month.getMonthValue());
  }

  /** Returns a query for a day. */
  public static Period day(LocalDate day) {
    return month(YearMonth.from(day)).withDay(day.getDayOfMonth());
  }

  /** Returns a copy for the year, 1000 to 9999; null for the current one. */
  public UsageQuery withYear(@Nullable Integer year) {
    return of(copy().year(within("year", year, 1000, 9999)).build());
  }

  /** Returns a copy for the month, 1 to 12; null for all, or without a year for the current one. */
  public UsageQuery withMonth(@Nullable Integer month) {
    return of(copy().month(within("month", month, 1, 12)).build());
  }

  /** Returns a copy for the day of the month, 1 to 31; null for all. A day requires a month. */
  public UsageQuery withDay(@Nullable Integer day) {
    return of(copy().day(within("day", day, 1, 31)).build());
  }

  /**
   * Returns a copy for the hour of the day, 0 to 23; null for all. An hour requires a day. GitHub's
   * own description no longer has the hour; a server that ignores it is refused, see {@link Usage}.
   */
  @SuppressWarnings("deprecation")
  public UsageQuery withHour(@Nullable Integer hour) {
    return new UsageQuery(copy().hour(within("hour", hour, 0, 23)).build());
  }

  /**
   * Returns a copy for one cost center; null for the usage of no cost center.
   *
   * @param idOrName the cost center's id or its name, for which the id is looked up when the query
   *     is used
   */
  public UsageQuery withCostCenter(@Nullable String idOrName) {
    if (idOrName != null) {
      PathSegment.require("the cost center's id or name", idOrName);
    }
    return new UsageQuery(copy().costCenterId(idOrName).build());
  }

  /** Returns a query of the same type. */
  UsageQuery of(GetUsageReportQuery other) {
    return new UsageQuery(other);
  }

  private GetUsageReportQuery.Builder copy() {
    return query.toBuilder();
  }

  @Nullable String costCenter() {
    return query.costCenterId();
  }

  /**
   * Returns the queries to send, one after the other, each with its year and month.
   *
   * @throws IllegalArgumentException when the numbers don't go together
   */
  @SuppressWarnings("deprecation")
  List<GetUsageReportQuery> requests(YearMonth now) {
    Integer month = query.month();
    Integer day = query.day();
    if (day != null && month == null) {
      throw new IllegalArgumentException("day requires a month: set one with withMonth");
    }
    if (query.hour() != null && day == null) {
      throw new IllegalArgumentException("hour requires a day: set one with withDay");
    }
    if (month == null) {
      return query.year() == null
          ? List.of(in(now.getYear(), now.getMonthValue()))
          : monthsOf(query.year(), now);
    }
    int year = query.year() == null ? now.getYear() : query.year();
    YearMonth yearMonth = YearMonth.of(year, month);
    if (day != null && !yearMonth.isValidDay(day)) {
      throw new IllegalArgumentException(
          "day must be 1 to %d in %s, was %d".formatted(yearMonth.lengthOfMonth(), yearMonth, day));
    }
    return List.of(in(year, month));
  }

  private List<GetUsageReportQuery> monthsOf(int year, YearMonth now) {
    if (year > now.getYear()) {
      throw new IllegalArgumentException("year must not be in the future, was %d".formatted(year));
    }
    return IntStream.rangeClosed(1, year == now.getYear() ? now.getMonthValue() : MONTHS)
        .mapToObj(month -> in(year, month))
        .toList();
  }

  private GetUsageReportQuery in(int year, int month) {
    return copy().year(year).month(month).build();
  }

  private static @Nullable Integer within(String name, @Nullable Integer value, int min, int max) {
    if (value != null && (value < min || value > max)) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, was %d".formatted(name, min, max, value));
    }
    return value;
  }
}
