package dev.ghbilling.ledger.sync;

import dev.ghbilling.ledger.store.ReportType;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.stream.Stream;

/**
 * Days from the first to the last one, inclusive.
 *
 * @param from the first day
 * @param to the last day
 */
record DateRange(LocalDate from, LocalDate to) {
  /**
   * Returns the ranges to ask for so that all days are in one. A range has as many days as GitHub
   * allows for the type at most, and stays within a calendar month where months are the most, so
   * that it becomes one Parquet file.
   */
  static List<DateRange> of(NavigableSet<LocalDate> days, ReportType type) {
    List<DateRange> ranges = new ArrayList<>();
    for (LocalDate day : days) {
      DateRange last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
      if (last != null && day.isBefore(last.end(type))) {
        ranges.set(ranges.size() - 1, new DateRange(last.from, day));
      } else {
        ranges.add(new DateRange(day, day));
      }
    }
    return ranges;
  }

  /** Returns the first day that can't be in a range of the type that begins as this one does. */
  private LocalDate end(ReportType type) {
    return type == ReportType.SUMMARIZED
        ? from.plusDays(type.mostDays())
        : YearMonth.from(from).plusMonths(1).atDay(1);
  }

  Stream<LocalDate> days() {
    return from.datesUntil(to.plusDays(1));
  }

  boolean contains(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(to);
  }

  @Override
  public String toString() {
    return "%s to %s".formatted(from, to);
  }
}
