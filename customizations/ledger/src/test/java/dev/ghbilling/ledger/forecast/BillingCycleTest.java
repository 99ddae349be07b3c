package dev.ghbilling.ledger.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Divides time into billing cycles. */
final class BillingCycleTest {
  @ParameterizedTest
  @CsvSource({
    "2026-10, 1, 2026-10-01, 2026-10-31",
    "2026-10, 15, 2026-10-15, 2026-11-14",
    "2026-12, 15, 2026-12-15, 2027-01-14",
    "2026-01, 31, 2026-01-31, 2026-02-27",
    "2026-02, 31, 2026-02-28, 2026-03-30",
    "2028-02, 30, 2028-02-29, 2028-03-29"
  })
  void cycle_ofMonthAndDay_hasItsFirstAndLastDay(
      YearMonth month, int day, LocalDate first, LocalDate last) {
    BillingCycle cycle = new BillingCycle(month, day);
    assertThat(cycle.first()).isEqualTo(first);
    assertThat(cycle.last()).isEqualTo(last);
    assertThat(cycle.previous().end()).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 28, 29, 30, 31})
  void of_eachDayOfFourYears_isInExactlyOneCycle(int billingDay) {
    LocalDate.of(2026, 1, 1)
        .datesUntil(LocalDate.of(2030, 1, 1))
        .forEach(
            day -> {
              BillingCycle cycle = BillingCycle.of(day, billingDay);
              assertThat(cycle.contains(day)).isTrue();
              assertThat(cycle.previous().contains(day)).isFalse();
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 32})
  void cycle_dayOfNoMonth_isRefused(int day) {
    assertThatThrownBy(() -> new BillingCycle(YearMonth.of(2026, 10), day))
        .hasMessage("the billing day must be 1 to 31, was " + day);
  }
}
