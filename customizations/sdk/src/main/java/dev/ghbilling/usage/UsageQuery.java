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
 */
public final class UsageQuery {
  /** The usage of the current month and of no cost center. */
  public static final UsageQuery CURRENT_MONTH =
      new UsageQuery(GetUsageReportQuery.builder().build());

  private static final int MONTHS = 12;

  private final GetUsageReportQuery query;

  private UsageQuery(GetUsageReportQuery query) {
    this.query = query;
  }

  /** Returns a query for a year, 1000 to 9999. */
  public static UsageQuery year(int year) {
    return CURRENT_MONTH.withYear(year);
  }

  /** Returns a query for a month. */
  public static UsageQuery month(YearMonth month) {
    return year(month.getYear()).withMonth(month.getMonthValue());
  }

  /** Returns a query for a day. */
  public static UsageQuery day(LocalDate day) {
    return month(YearMonth.from(day)).withDay(day.getDayOfMonth());
  }

  /** Returns a copy for the year, 1000 to 9999; null for the current one. */
  public UsageQuery withYear(@Nullable Integer year) {
    return new UsageQuery(query.toBuilder().year(within("year", year, 1000, 9999)).build());
  }

  /** Returns a copy for the month, 1 to 12; null for all, or without a year for the current one. */
  public UsageQuery withMonth(@Nullable Integer month) {
    return new UsageQuery(query.toBuilder().month(within("month", month, 1, 12)).build());
  }

  /** Returns a copy for the day of the month, 1 to 31; null for all. A day requires a month. */
  public UsageQuery withDay(@Nullable Integer day) {
    return new UsageQuery(query.toBuilder().day(within("day", day, 1, 31)).build());
  }

  /**
   * Returns a copy for the hour of the day, 0 to 23; null for all. An hour requires a day. GitHub's
   * own description no longer has the hour; a server that ignores it is refused, see {@link Usage}.
   */
  public UsageQuery withHour(@Nullable Integer hour) {
    return new UsageQuery(query.toBuilder().hour(within("hour", hour, 0, 23)).build());
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
    return new UsageQuery(query.toBuilder().costCenterId(idOrName).build());
  }

  @Nullable String costCenter() {
    return query.costCenterId();
  }

  /**
   * Returns the queries to send, one after the other, each with its year and month.
   *
   * @throws IllegalArgumentException when the numbers don't go together
   */
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
    return query.toBuilder().year(year).month(month).build();
  }

  private static @Nullable Integer within(String name, @Nullable Integer value, int min, int max) {
    if (value != null && (value < min || value > max)) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, was %d".formatted(name, min, max, value));
    }
    return value;
  }
}
