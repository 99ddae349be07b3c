package dev.ghbilling.usage;

import dev.ghbilling.client.api.UsageApi.GetUsageReportQuery;
import dev.ghbilling.http.PathSegment;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * Which usage to ask for: a span of time, and one cost center or the usage of none. Immutable. The
 * bounds are the contract's and are checked here, before anything is sent.
 */
public final class UsageQuery {
  /** No limit in time, and the usage of no cost center; what that means is up to the server. */
  public static final UsageQuery UNLIMITED = new UsageQuery(GetUsageReportQuery.of());

  private final GetUsageReportQuery query;

  private UsageQuery(GetUsageReportQuery query) {
    this.query = query;
  }

  /** The usage of one year, 1000 to 9999. */
  public static UsageQuery year(int year) {
    return UNLIMITED.withYear(year);
  }

  /** The usage of one month. */
  public static UsageQuery month(YearMonth month) {
    return year(month.getYear()).withMonth(month.getMonthValue());
  }

  /** The usage of one day. */
  public static UsageQuery day(LocalDate day) {
    return month(YearMonth.from(day)).withDay(day.getDayOfMonth());
  }

  /** A copy for that year, 1000 to 9999; {@code null} leaves it to the server: the current one. */
  public UsageQuery withYear(@Nullable Integer year) {
    return new UsageQuery(query.withYear(within("year", year, 1000, 9999)));
  }

  /** A copy for that month, 1 to 12, or all of them. */
  public UsageQuery withMonth(@Nullable Integer month) {
    return new UsageQuery(query.withMonth(within("month", month, 1, 12)));
  }

  /** A copy for that day of the month, 1 to 31, or all of them. */
  public UsageQuery withDay(@Nullable Integer day) {
    return new UsageQuery(query.withDay(within("day", day, 1, 31)));
  }

  /** A copy for that hour of the day, 0 to 23, or all of them. */
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

  GetUsageReportQuery parameters() {
    return query;
  }

  private static @Nullable Integer within(String name, @Nullable Integer value, int min, int max) {
    if (value != null && (value < min || value > max)) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, not %d".formatted(name, min, max, value));
    }
    return value;
  }
}
