package dev.ghbilling.sandbox;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which rows a usage report has.
 *
 * @param year the year, if any date was asked for
 * @param costCenter the cost center; without one, the rows that belong to none
 */
record UsageFilter(
    OptionalInt year,
    OptionalInt month,
    OptionalInt day,
    OptionalInt hour,
    Optional<String> costCenter) {

  static UsageFilter of(Call call, Clock clock) {
    OptionalInt year = call.integer("year");
    OptionalInt month = call.integer("month");
    OptionalInt day = call.integer("day");
    OptionalInt hour = call.integer("hour");
    if (year.isEmpty() && (month.isPresent() || day.isPresent() || hour.isPresent())) {
      year = OptionalInt.of(LocalDate.now(clock.withZone(ZoneOffset.UTC)).getYear());
    }
    return new UsageFilter(year, month, day, hour, call.text("cost_center_id"));
  }

  /** Without a month, only the first day of each: what the API has been seen to do. */
  UsageFilter onFirstDaysUnlessMonth() {
    return month.isPresent() || day.isPresent()
        ? this
        : new UsageFilter(year, month, OptionalInt.of(1), hour, costCenter);
  }

  boolean takes(UsageData data, long row) {
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
