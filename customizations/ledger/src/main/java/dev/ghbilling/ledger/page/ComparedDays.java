package dev.ghbilling.ledger.page;

import dev.ghbilling.ledger.page.Bill.Comparison;
import dev.ghbilling.ledger.page.Bill.Day;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The days of two cycles that are compared.
 *
 * @param whole whether these are all days of both
 */
record ComparedDays(boolean whole, List<Day> now, List<Day> before) {
  static ComparedDays of(List<Day> days, List<Day> previousDays) {
    if (Stream.concat(days.stream(), previousDays.stream()).allMatch(Day::isKnown)) {
      return new ComparedDays(true, days, previousDays);
    }
    ComparedDays compared = new ComparedDays(false, new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < Math.min(days.size(), previousDays.size()); i++) {
      if (days.get(i).settled() && previousDays.get(i).isKnown()) {
        compared.now.add(days.get(i));
        compared.before.add(previousDays.get(i));
      }
    }
    return compared;
  }

  boolean isEmpty() {
    return now.isEmpty();
  }

  @Nullable Comparison comparison() {
    return isEmpty() ? null : new Comparison(whole, now.size(), Day.total(now), Day.total(before));
  }
}
