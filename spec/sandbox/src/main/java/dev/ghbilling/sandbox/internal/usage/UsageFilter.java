package dev.ghbilling.sandbox.internal.usage;

import dev.ghbilling.sandbox.internal.api.ValidRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A filter of usage rows.
 *
 * @param year the year; present whenever month, day or hour is
 * @param costCenter the id of the cost center; empty for the rows that are charged to none
 */
public record UsageFilter(
    OptionalInt year,
    OptionalInt month,
    OptionalInt day,
    OptionalInt hour,
    Optional<String> costCenter) {

  /** Returns the filter of a request; a month, day or hour without a year is of the current one. */
  public static UsageFilter of(ValidRequest request, Clock clock) {
    OptionalInt year = request.integer("year");
    OptionalInt month = request.integer("month");
    OptionalInt day = request.integer("day");
    OptionalInt hour = request.integer("hour");
    if (year.isEmpty() && (month.isPresent() || day.isPresent() || hour.isPresent())) {
      year = OptionalInt.of(LocalDate.now(clock.withZone(ZoneOffset.UTC)).getYear());
    }
    return new UsageFilter(year, month, day, hour, request.text("cost_center_id"));
  }

  /** Returns the filter that the API has been observed to use: without a month, first days only. */
  public UsageFilter onFirstDaysUnlessMonth() {
    return month.isPresent() || day.isPresent()
        ? this
        : new UsageFilter(year, month, OptionalInt.of(1), hour, costCenter);
  }

  /** Returns whether the filter takes a row. */
  public boolean takes(UsageData data, long row) {
    if (!data.costCenter(row).equals(costCenter)) {
      return false;
    }
    LocalDate date = LocalDate.ofEpochDay(data.epochDay(row));
    return takes(year, date.getYear())
        && takes(month, date.getMonthValue())
        && takes(day, date.getDayOfMonth())
        && takes(hour, data.hour(row));
  }

  private static boolean takes(OptionalInt wanted, int actual) {
    return wanted.isEmpty() || wanted.getAsInt() == actual;
  }
}
