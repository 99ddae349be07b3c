package dev.ghbilling.ledger.forecast;

import dev.ghbilling.ledger.forecast.Forecast.Quantiles;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The sum of days, some of which are only expected. It is never below what is known of them; see
 * {@link WeekdayForecast}.
 */
final class ProjectedSum {
  private final double[] quotients;

  /** What is known of days that aren't expected to be more. */
  private BigDecimal known = BigDecimal.ZERO;

  /** What is known of days that are expected to be more, and what these are expected to be. */
  private BigDecimal growing = BigDecimal.ZERO;

  private double expectedOfGrowing;

  /** What days of which nothing is known are expected to be. */
  private double expectedOfOthers;

  /** Creates an empty sum; without quotients it has no band. */
  ProjectedSum(double[] quotients) {
    this.quotients = quotients;
  }

  /** Adds a day that is settled. */
  void add(BigDecimal settled) {
    known = known.add(settled);
  }

  /** Adds a day that isn't settled. */
  void add(@Nullable BigDecimal sofar, double expected) {
    if (sofar == null) {
      expectedOfOthers += expected;
    } else if (sofar.doubleValue() < expected) {
      growing = growing.add(sofar);
      expectedOfGrowing += expected;
    } else {
      known = known.add(sofar);
    }
  }

  Quantiles quantiles() {
    if (quotients.length == 0) {
      return new Quantiles(null, amount(1), null);
    }
    // Where credits exceed what is spent, the smaller quotient gives the larger amount.
    double low = expectedOfGrowing + expectedOfOthers < 0 ? 0.9 : 0.1;
    return new Quantiles(
        amount(Quantile.of(quotients, low)),
        amount(Quantile.of(quotients, 0.5)),
        amount(Quantile.of(quotients, 1 - low)));
  }

  private BigDecimal amount(double quotient) {
    return known
        .add(growing.max(BigDecimal.valueOf(expectedOfGrowing * quotient)))
        .add(BigDecimal.valueOf(expectedOfOthers * quotient))
        .setScale(2, RoundingMode.HALF_UP);
  }
}
