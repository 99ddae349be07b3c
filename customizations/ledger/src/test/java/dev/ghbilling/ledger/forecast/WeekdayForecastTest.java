package dev.ghbilling.ledger.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.ledger.forecast.Forecast.Projected;
import dev.ghbilling.ledger.forecast.Forecast.Settled;
import dev.ghbilling.ledger.forecast.Forecast.TooEarly;
import dev.ghbilling.testkit.Regression;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Projects cycles from days of which the outcome is obvious. */
final class WeekdayForecastTest {
  private static final BillingCycle OCTOBER = new BillingCycle(YearMonth.of(2026, 10), 1);

  private static NavigableMap<LocalDate, KnownDay> days(String first, String last, int net) {
    NavigableMap<LocalDate, KnownDay> days = new TreeMap<>();
    LocalDate.parse(first)
        .datesUntil(LocalDate.parse(last).plusDays(1))
        .forEach(day -> days.put(day, day(10, net)));
    return days;
  }

  private static KnownDay day(int gross, int net) {
    return new KnownDay(BigDecimal.valueOf(gross), BigDecimal.valueOf(net), true);
  }

  private static KnownDay unsettled(int gross, int net) {
    return new KnownDay(BigDecimal.valueOf(gross), BigDecimal.valueOf(net), false);
  }

  private static Projected projected(NavigableMap<LocalDate, KnownDay> days) {
    return (Projected) WeekdayForecast.of(OCTOBER, days);
  }

  @Test
  void of_equalDays_endsAtTheirSum() {
    Projected projected = projected(days("2026-01-01", "2026-10-10", 9));
    assertThat(projected.gross().p50()).isEqualByComparingTo("310");
    assertThat(projected.net().p50()).isEqualByComparingTo("279");
    assertThat(projected.net().p90()).isEqualByComparingTo("279");
    assertThat(projected.settledThrough()).isEqualTo("2026-10-10");
    assertThat(projected.days()).hasSize(21);
  }

  @Test
  void of_weekendsWithoutUsage_projectsNoneOnWeekends() {
    NavigableMap<LocalDate, KnownDay> days = days("2026-06-01", "2026-10-10", 10);
    days.replaceAll(
        (date, day) -> date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0 ? day(0, 0) : day);
    assertThat(projected(days).net().p50()).isEqualByComparingTo("220");
  }

  @Test
  void of_includedUsageAtTheBeginning_chargesTheRestInFull() {
    NavigableMap<LocalDate, KnownDay> days = days("2026-06-01", "2026-10-10", 10);
    days.replaceAll((date, day) -> date.getDayOfMonth() <= 8 ? day(10, 0) : day);
    assertThat(projected(days).net().p50()).isEqualByComparingTo("230");
  }

  @Test
  void of_purchaseOnTheFirst_isNotExpectedAgain() {
    NavigableMap<LocalDate, KnownDay> days = days("2026-06-01", "2026-10-10", 10);
    days.put(LocalDate.parse("2026-10-01"), day(1010, 1010));
    assertThat(projected(days).net().p50()).isEqualByComparingTo("1310");
  }

  @Test
  void of_dayMissingWithin_isProjectedToo() {
    NavigableMap<LocalDate, KnownDay> days = days("2026-06-01", "2026-10-10", 10);
    days.remove(LocalDate.parse("2026-10-04"));
    assertThat(projected(days).net().p50()).isEqualByComparingTo("310");
  }

  @Test
  void of_lessThanHalfAYear_hasNoBand() {
    Projected projected = projected(days("2026-06-01", "2026-10-10", 10));
    assertThat(projected.net().p10()).isNull();
    assertThat(projected.net().p90()).isNull();
  }

  @Test
  void of_credits_projectNegativeAmounts() {
    NavigableMap<LocalDate, KnownDay> days = days("2026-06-01", "2026-10-10", 10);
    days.replaceAll((date, day) -> day(-10, -10));
    assertThat(projected(days).net().p50()).isEqualByComparingTo("-310");
  }

  @Test
  void of_twoKnownDays_isTooEarly() {
    Forecast forecast = WeekdayForecast.of(OCTOBER, days("2026-01-01", "2026-10-02", 10));
    assertThat(forecast).isEqualTo(new TooEarly("2 of 3 needed days of the cycle are settled"));
  }

  @Test
  void of_firstMonthOfAnAccount_isTooEarly() {
    Forecast forecast = WeekdayForecast.of(OCTOBER, days("2026-10-01", "2026-10-20", 10));
    assertThat(forecast).isInstanceOf(TooEarly.class);
    assertThat(((TooEarly) forecast).reason()).startsWith("20 of 28 needed days");
  }

  @Test
  void of_noDays_isTooEarly() {
    assertThat(WeekdayForecast.of(OCTOBER, new TreeMap<>())).isInstanceOf(TooEarly.class);
  }

  @Test
  void of_everyDaySettled_isSettled() {
    assertThat(WeekdayForecast.of(OCTOBER, days("2026-10-01", "2026-11-05", 10)))
        .isEqualTo(new Settled());
  }

  @Test
  @Regression(
      input = "a day of 5000 that isn't settled yet, in a month of 10 a day",
      before = "an ordinary day is projected in its place: less than what is already spent",
      now = "what is known, and the expected rest")
  void of_unsettledDayAboveItsExpectation_countsAsKnown() {
    NavigableMap<LocalDate, KnownDay> days = days("2026-01-01", "2026-10-10", 9);
    days.put(LocalDate.parse("2026-10-13"), unsettled(5000, 4000));
    Projected projected = projected(days);
    assertThat(projected.gross().p10()).isEqualByComparingTo("5300");
    assertThat(projected.net().p50()).isEqualByComparingTo("4270");
    assertThat(projected.net().p90()).isEqualByComparingTo("4270");
    assertThat(projected.days()).hasSize(21);
    assertThat(projected.days().get(2).net().p50()).isEqualByComparingTo("4108");
  }

  @Test
  void of_unsettledDayBelowItsExpectation_isExpectedToGrow() {
    NavigableMap<LocalDate, KnownDay> days = days("2026-01-01", "2026-10-10", 9);
    days.put(LocalDate.parse("2026-10-11"), unsettled(9, 8));
    days.put(LocalDate.parse("2026-10-12"), unsettled(0, 0));
    assertThat(projected(days).net().p50()).isEqualByComparingTo("279");
  }

  @Test
  void of_everyQuantile_isAtLeastWhatIsKnownAndWhatIsExpectedOfOtherDays() {
    NavigableMap<LocalDate, KnownDay> days = GeneratedHistory.ERRATIC.days(1);
    BillingCycle november = new BillingCycle(YearMonth.of(2025, 11), 1);
    LocalDate settled = LocalDate.parse("2025-11-25");
    days = new TreeMap<>(days.headMap(november.end(), false));
    days.replaceAll(
        (date, day) -> date.isAfter(settled) ? new KnownDay(day.gross(), day.net(), false) : day);
    BigDecimal spent =
        days.tailMap(november.first()).values().stream()
            .map(KnownDay::net)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    Projected projected = (Projected) WeekdayForecast.of(november, days);
    assertThat(projected.net().p10()).isGreaterThanOrEqualTo(spent.setScale(2, RoundingMode.DOWN));
  }

  @Test
  void of_laterDays_areIgnored() {
    NavigableMap<LocalDate, KnownDay> days = days("2026-01-01", "2026-10-10", 10);
    days.put(LocalDate.parse("2026-11-03"), day(9999, 9999));
    assertThat(projected(days).net().p50()).isEqualByComparingTo("310");
  }

  @Test
  void of_sameDays_isEqual() {
    BillingCycle november = new BillingCycle(YearMonth.of(2025, 11), 1);
    LocalDate end = LocalDate.parse("2025-11-12");
    Forecast forecast =
        WeekdayForecast.of(november, GeneratedHistory.ERRATIC.days(1).headMap(end, true));
    assertThat(forecast)
        .isInstanceOf(Projected.class)
        .isEqualTo(
            WeekdayForecast.of(november, GeneratedHistory.ERRATIC.days(1).headMap(end, true)));
  }
}
