package dev.ghbilling.ledger.page;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The days of a cycle in weeks.
 *
 * @param css the class that the page's switch shows and hides
 * @param caption what the calendar shows
 * @param weeks the weeks in their order, each of seven days from Monday on
 */
record CalendarView(String css, String caption, List<List<CalendarView.Cell>> weeks) {
  /** Shades beside none, for days without any spend. */
  private static final int SHADES = 4;

  /**
   * A day.
   *
   * @param css its classes
   * @param day the day of the month; empty for a day of another cycle
   * @param title the date and the amount
   * @param text the amount in few characters
   */
  record Cell(String css, String day, String title, String text) {
    private static final Cell OUTSIDE = new Cell("outside", "", "", "");
  }

  static CalendarView of(Bill bill, Measure measure) {
    BigDecimal most =
        bill.days().stream()
            .map(day -> Amounts.orZero(measure.of(day.amounts())))
            .max(BigDecimal::compareTo)
            .orElse(BigDecimal.ZERO);
    List<List<Cell>> weeks = new ArrayList<>();
    LocalDate monday =
        bill.cycle().first().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    for (; monday.isBefore(bill.cycle().end()); monday = monday.plusWeeks(1)) {
      List<Cell> week = new ArrayList<>();
      for (int i = 0; i < DayOfWeek.values().length; i++) {
        LocalDate date = monday.plusDays(i);
        week.add(
            bill.days().stream()
                .filter(day -> day.date().equals(date))
                .findFirst()
                .map(day -> cell(bill, day, measure.of(day.amounts()), most))
                .orElse(Cell.OUTSIDE));
      }
      weeks.add(week);
    }
    return new CalendarView(measure.word(), "%s spend of each day".formatted(word(measure)), weeks);
  }

  private static String word(Measure measure) {
    return measure == Measure.NET ? "Net" : "Gross";
  }

  private static Cell cell(Bill bill, Bill.Day day, @Nullable BigDecimal amount, BigDecimal most) {
    String number = Dates.dayOfMonth(day.date());
    if (!day.isKnown()) {
      boolean missing = bill.missingDays().contains(day.date());
      return new Cell(
          missing ? "missing" : "future",
          number,
          Dates.day(day.date()) + ": not known",
          missing ? "?" : "");
    }
    String unsettled = day.settled() ? "" : " unsettled";
    return new Cell(
        "shade" + shade(amount, most) + unsettled,
        number,
        "%s: %s%s"
            .formatted(
                Dates.day(day.date()), Money.of(amount), day.settled() ? "" : ", may still change"),
        Money.compact(amount));
  }

  private static int shade(@Nullable BigDecimal amount, BigDecimal most) {
    if (amount == null || amount.signum() <= 0 || most.signum() <= 0) {
      return 0;
    }
    return (int) Math.ceil(SHADES * amount.doubleValue() / most.doubleValue());
  }
}
