package dev.ghbilling.ledger.page;

import dev.ghbilling.ledger.forecast.BillingCycle;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats dates for people. */
final class Dates {
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", Locale.ENGLISH);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Dates() {}

  /** Names a cycle, such as October 2026 or Oct 15 to Nov 14, 2026. */
  static String cycle(BillingCycle cycle) {
    return cycle.first().getDayOfMonth() == 1 && cycle.billingDay() == 1
        ? month(cycle.month())
        : "%s to %s, %d".formatted(day(cycle.first()), day(cycle.last()), cycle.last().getYear());
  }

  private static String month(YearMonth month) {
    return MONTH.format(month);
  }

  static String day(LocalDate date) {
    return DAY.format(date);
  }

  static String dayOfMonth(LocalDate date) {
    return Integer.toString(date.getDayOfMonth());
  }

  static String time(Instant time) {
    return TIME.format(time);
  }

  /** Lists dates in their order, with "to" between the ends of days in a row. */
  static String list(List<LocalDate> dates) {
    List<String> spans = new ArrayList<>();
    int first = 0;
    for (int i = 0; i < dates.size(); i++) {
      if (i + 1 == dates.size() || !dates.get(i).plusDays(1).equals(dates.get(i + 1))) {
        spans.add(
            first == i ? day(dates.get(i)) : day(dates.get(first)) + " to " + day(dates.get(i)));
        first = i + 1;
      }
    }
    return String.join(", ", spans);
  }
}
