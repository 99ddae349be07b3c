package dev.ghbilling.sandbox.internal.usage;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * How generated rows are spread over successive days: how many each has, and how large their
 * quantities are.
 */
final class UsageDays {
  /** The share of a SKU's largest quantity that days of {@link #even} have, in thousandths. */
  private static final long WHOLE = 1_000;

  /** The start of growth: the volume of a history doubles within four years, and so on. */
  private static final long ORIGIN = LocalDate.of(2023, 1, 1).toEpochDay();

  private static final int ROWS = 90;

  /** The age in days from which the usage of a day doesn't change any more. */
  private static final int SETTLED = 4;

  /** The age in days at which the usage of a Friday arrives, with that of the Sunday after it. */
  private static final int LATE = 3;

  private final boolean history;
  private final long firstDay;
  private final long today;

  /** The first row of each day, and the number of all rows. */
  private final long[] firstRows;

  private UsageDays(boolean history, LocalDate firstDay, LocalDate today, long[] firstRows) {
    this.history = history;
    this.firstDay = firstDay.toEpochDay();
    this.today = today.toEpochDay();
    this.firstRows = firstRows;
  }

  /** Spreads rows evenly over the days of 2025. */
  static UsageDays even(long size) {
    int days = 365;
    long[] firstRows = new long[days + 1];
    Arrays.setAll(firstRows, day -> (day * size + days - 1) / days);
    return new UsageDays(false, LocalDate.of(2025, 1, 1), LocalDate.MAX, firstRows);
  }

  /**
   * Spreads rows over some whole months and the days of the current one up to yesterday, as they
   * are known today. Volume grows with time and is smaller at weekends. The rows of a day are the
   * same whenever they are asked for, except within its first days: the usage of Fridays arrives
   * three days late, and less than the final usage is known of a day that is younger than four.
   */
  static UsageDays history(int months, LocalDate today) {
    LocalDate first = today.minusMonths(months).withDayOfMonth(1);
    long[] firstRows = new long[(int) ChronoUnit.DAYS.between(first, today) + 1];
    for (int day = 1; day < firstRows.length; day++) {
      firstRows[day] = firstRows[day - 1] + rows(first.plusDays(day - 1L), today);
    }
    return new UsageDays(true, first, today, firstRows);
  }

  private static long rows(LocalDate date, LocalDate today) {
    long age = ChronoUnit.DAYS.between(date, today);
    if (date.getDayOfWeek() == DayOfWeek.FRIDAY && age < LATE) {
      return 0;
    }
    long rows = ROWS * volume(date.toEpochDay(), true) / WHOLE;
    return age < SETTLED ? rows * 19 / 20 : rows;
  }

  /** Returns the volume of usage on a day, in thousandths of what it was at the origin. */
  private static long volume(long day, boolean steady) {
    long growth = WHOLE + WHOLE * Math.max(0, day - ORIGIN) / (4 * 365);
    boolean weekend = LocalDate.ofEpochDay(day).getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
    long days = steady ? 10 : weekend ? 3 : 12 + Math.floorMod(day * 7, 5);
    return growth * days / 10;
  }

  long size() {
    return firstRows[firstRows.length - 1];
  }

  /** Returns the day of a row, counted from the first one. */
  int day(long row) {
    int found = Arrays.binarySearch(firstRows, row);
    int day = found < 0 ? -found - 2 : found;
    // Days without rows begin at the same row as the next one that has some.
    while (firstRows[day + 1] == firstRows[day]) {
      day++;
    }
    return day;
  }

  long epochDay(int day) {
    return firstDay + day;
  }

  long firstRow(int day) {
    return firstRows[day];
  }

  /** Returns a number that belongs to a row, however many rows come before it. */
  long identity(long row) {
    int day = day(row);
    return history ? epochDay(day) * 100_000 + row - firstRows[day] : row;
  }

  /**
   * Returns what share of its largest quantity a row has at most, in thousandths.
   *
   * @param steady whether the usage doesn't depend on the day of the week
   */
  long share(long row, boolean steady) {
    if (!history) {
      return WHOLE;
    }
    long day = epochDay(day(row));
    boolean preliminary = today - day < SETTLED && identity(row) % 13 == 0;
    return volume(day, steady) / (preliminary ? 20 : 10);
  }
}
