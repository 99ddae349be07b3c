package dev.ghbilling.ledger.forecast;

import dev.ghbilling.ledger.forecast.Forecast.Day;
import dev.ghbilling.ledger.forecast.Forecast.Projected;
import dev.ghbilling.ledger.forecast.Forecast.Settled;
import dev.ghbilling.ledger.forecast.Forecast.TooEarly;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the bill of a cycle will end. The same days always give the same forecast: nothing is drawn
 * by chance.
 *
 * <p><b>Days.</b> The gross amount of a day that isn't settled is the mean of the same weekday in
 * the eight weeks up to the last settled day, in which a week counts half as much as the one two
 * weeks later. Of at least four such days, one that is further from their median than four robust
 * standard deviations (1.4826 times the median of the deviations) and than half the median isn't
 * counted: a purchase on the first of a month doesn't come back each week. Of a day that is known
 * and not settled, the larger of what is known and what is expected counts, since usage arrives
 * late; no sum is below what is known.
 *
 * <p><b>Discounts.</b> Included usage is consumed at the beginning of a cycle, so what remains of a
 * cycle costs more than what has passed. The net amount is therefore the gross amount times the
 * share that was charged in the same part of the previous cycle, its tail; without one, times the
 * share of the settled days.
 *
 * <p><b>Quantiles.</b> The method is applied to each day of the year before, for as many days as
 * are to be projected, where these lie within one cycle after its first day. The quotients of what
 * was spent to what was projected give the quantiles: P50 is the projection times their median, P90
 * times the value that nine of ten don't exceed. With less than half a year of settled days, or
 * fewer than eight quotients, the projection is left as it is and has no band.
 *
 * <p><b>Too early.</b> Three days of the cycle must be settled and, of the eight weeks, 28 days
 * with at least two of each weekday.
 *
 * <p>{@code customizations/ledger/README.md} has the error of the method, measured by replaying
 * months.
 */
public final class WeekdayForecast {
  private static final int MIN_DAYS_OF_CYCLE = 3;
  private static final int MIN_DAYS = 28;
  private static final int MIN_DAYS_FOR_BAND = 182;
  private static final int MIN_QUOTIENTS = 8;
  private static final int REPLAYED_DAYS = 365;

  private final BillingCycle cycle;
  private final NavigableMap<LocalDate, KnownDay> settled = new TreeMap<>();
  private final Map<LocalDate, KnownDay> unsettled = new HashMap<>();
  private final Map<LocalDate, Double> gross = new HashMap<>();

  private WeekdayForecast(BillingCycle cycle, NavigableMap<LocalDate, KnownDay> all) {
    this.cycle = cycle;
    // Copied, because a view of a part of a map refuses keys outside of it.
    new TreeMap<>(all)
        .headMap(cycle.end(), false)
        .forEach((date, day) -> (day.settled() ? settled : unsettled).put(date, day));
    settled.forEach((date, day) -> gross.put(date, day.gross().doubleValue()));
  }

  /**
   * Projects a cycle.
   *
   * @param days the known days by date, of the cycle and of the year before it. Days that are
   *     missing aren't in it; a known day without usage is in it with zeros
   */
  public static Forecast of(BillingCycle cycle, NavigableMap<LocalDate, KnownDay> days) {
    return new WeekdayForecast(cycle, days).forecast();
  }

  private Forecast forecast() {
    int ofCycle = settled.tailMap(cycle.first(), true).size();
    List<LocalDate> open = cycle.days().stream().filter(day -> !settled.containsKey(day)).toList();
    if (open.isEmpty()) {
      return new Settled();
    }
    if (ofCycle < MIN_DAYS_OF_CYCLE) {
      return new TooEarly(
          "%d of %d needed days of the cycle are settled".formatted(ofCycle, MIN_DAYS_OF_CYCLE));
    }
    LocalDate last = settled.lastKey();
    WeekdayPattern pattern = new WeekdayPattern(gross, last);
    if (pattern.days() < MIN_DAYS || !pattern.isComplete()) {
      return new TooEarly(
          "%d of %d needed days of the last %d weeks are settled, with two of each weekday"
              .formatted(pattern.days(), MIN_DAYS, WeekdayPattern.WEEKS));
    }
    return projected(open, last, pattern);
  }

  private Projected projected(List<LocalDate> open, LocalDate last, WeekdayPattern pattern) {
    double[] quotients = quotients(last, open.size(), fulfilled(pattern));
    double charged = chargedShare(last);
    ProjectedSum ofGross = new ProjectedSum(quotients);
    ProjectedSum ofNet = new ProjectedSum(quotients);
    for (KnownDay day : settled.tailMap(cycle.first(), true).values()) {
      ofGross.add(day.gross());
      ofNet.add(day.net());
    }
    List<Day> days = new ArrayList<>();
    for (LocalDate date : open) {
      double expected = pattern.expected(date);
      KnownDay known = unsettled.get(date);
      ofGross.add(known == null ? null : known.gross(), expected);
      ofNet.add(known == null ? null : known.net(), expected * charged);
      days.add(new Day(date, ofGross.quantiles(), ofNet.quantiles()));
    }
    Day end = days.get(days.size() - 1);
    return new Projected(last, end.gross(), end.net(), days);
  }

  /** Returns how many days have reached what is expected of them without being settled. */
  private int fulfilled(WeekdayPattern pattern) {
    return (int)
        unsettled.entrySet().stream()
            .filter(day -> cycle.contains(day.getKey()))
            .filter(day -> day.getValue().gross().doubleValue() >= pattern.expected(day.getKey()))
            .count();
  }

  /** Returns the share of the gross amount that was charged in the previous cycle's tail. */
  private double chargedShare(LocalDate last) {
    BillingCycle previous = cycle.previous();
    LocalDate head = previous.first().plusDays(cycle.position(last));
    Double tail = head.isBefore(cycle.first()) ? share(settled.subMap(head, cycle.first())) : null;
    if (tail != null) {
      return tail;
    }
    Double all = share(settled);
    return all == null ? 1 : all;
  }

  private static @Nullable Double share(Map<LocalDate, KnownDay> days) {
    double gross = days.values().stream().mapToDouble(day -> day.gross().doubleValue()).sum();
    double net = days.values().stream().mapToDouble(day -> day.net().doubleValue()).sum();
    return gross <= 0 ? null : (Double) (net / gross);
  }

  /**
   * Returns what was spent in earlier windows of as many days, over what was projected; without the
   * first days of each, of which nothing is to be projected now.
   */
  private double[] quotients(LocalDate last, int days, int skipped) {
    LocalDate oldest = settled.firstKey();
    if (ChronoUnit.DAYS.between(oldest, last) < MIN_DAYS_FOR_BAND) {
      return new double[0];
    }
    List<Double> quotients = new ArrayList<>();
    for (int back = 0; back <= REPLAYED_DAYS - days; back++) {
      LocalDate end = last.minusDays(back);
      LocalDate origin = end.minusDays(days);
      if (origin.minusDays(MIN_DAYS - 1L).isBefore(oldest)) {
        break;
      }
      BillingCycle replayed = BillingCycle.of(end, cycle.billingDay());
      if (!origin.isBefore(replayed.first())) {
        addQuotient(origin, Math.min(skipped, days - 1), end, quotients);
      }
    }
    return quotients.size() < MIN_QUOTIENTS
        ? new double[0]
        : quotients.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private void addQuotient(LocalDate origin, int skipped, LocalDate end, List<Double> quotients) {
    WeekdayPattern pattern = new WeekdayPattern(gross, origin);
    double spent = 0;
    double expected = 0;
    for (LocalDate day = origin.plusDays(skipped + 1L); !day.isAfter(end); day = day.plusDays(1)) {
      Double amount = gross.get(day);
      if (amount == null) {
        return;
      }
      spent += amount;
      expected += pattern.expected(day);
    }
    if (pattern.isComplete() && expected > 0) {
      quotients.add(spent / expected);
    }
  }
}
