package dev.ghbilling.ledger.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.ledger.forecast.Forecast.Projected;
import dev.ghbilling.ledger.forecast.Forecast.Settled;
import dev.ghbilling.ledger.forecast.Forecast.TooEarly;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Projects cycles from days of which the outcome is obvious. */
final class WeekdayForecastTest {
  private static final BillingCycle OCTOBER = new BillingCycle(YearMonth.of(2026, 10), 1);

  private static NavigableMap<LocalDate, SettledDay> days(String first, String last, int net) {
    NavigableMap<LocalDate, SettledDay> days = new TreeMap<>();
    LocalDate.parse(first)
        .datesUntil(LocalDate.parse(last).plusDays(1))
        .forEach(day -> days.put(day, day(10, net)));
    return days;
  }

  private static SettledDay day(int gross, int net) {
    return new SettledDay(BigDecimal.valueOf(gross), BigDecimal.valueOf(net));
  }

  private static Projected projected(NavigableMap<LocalDate, SettledDay> days) {
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
    NavigableMap<LocalDate, SettledDay> days = days("2026-06-01", "2026-10-10", 10);
    days.replaceAll(
        (date, day) -> date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0 ? day(0, 0) : day);
    assertThat(projected(days).net().p50()).isEqualByComparingTo("220");
  }

  @Test
  void of_includedUsageAtTheBeginning_chargesTheRestInFull() {
    NavigableMap<LocalDate, SettledDay> days = days("2026-06-01", "2026-10-10", 10);
    days.replaceAll((date, day) -> date.getDayOfMonth() <= 8 ? day(10, 0) : day);
    assertThat(projected(days).net().p50()).isEqualByComparingTo("230");
  }

  @Test
  void of_purchaseOnTheFirst_isNotExpectedAgain() {
    NavigableMap<LocalDate, SettledDay> days = days("2026-06-01", "2026-10-10", 10);
    days.put(LocalDate.parse("2026-10-01"), day(1010, 1010));
    assertThat(projected(days).net().p50()).isEqualByComparingTo("1310");
  }

  @Test
  void of_dayMissingWithin_isProjectedToo() {
    NavigableMap<LocalDate, SettledDay> days = days("2026-06-01", "2026-10-10", 10);
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
    NavigableMap<LocalDate, SettledDay> days = days("2026-06-01", "2026-10-10", 10);
    days.replaceAll((date, day) -> day(-10, -10));
    assertThat(projected(days).net().p50()).isEqualByComparingTo("-310");
  }

  @Test
  void of_twoSettledDays_isTooEarly() {
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
  void of_laterDays_areIgnored() {
    NavigableMap<LocalDate, SettledDay> days = days("2026-01-01", "2026-10-10", 10);
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
