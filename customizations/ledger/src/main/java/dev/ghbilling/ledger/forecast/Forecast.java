package dev.ghbilling.ledger.forecast;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the bill of a cycle will end. {@link WeekdayForecast} makes it, and says how. */
public sealed interface Forecast {
  /** Every day of the cycle is settled: there is nothing to project. */
  record Settled() implements Forecast {}

  /**
   * There are too few settled days for a projection.
   *
   * @param reason the reason, as a clause such as "2 of 3 needed days of the cycle are settled"
   */
  record TooEarly(String reason) implements Forecast {}

  /**
   * A projection, rounded to cents.
   *
   * @param settledThrough the last settled day
   * @param gross the gross amount of the whole cycle
   * @param net the net amount of the whole cycle
   * @param days the projected days in their order; what isn't among them is settled
   */
  record Projected(LocalDate settledThrough, Quantiles gross, Quantiles net, List<Day> days)
      implements Forecast {
    /** Copies the list. */
    public Projected {
      days = List.copyOf(days);
    }
  }

  /**
   * The quantiles of an amount in US dollars.
   *
   * @param p10 the amount that it exceeds in nine of ten cases; null without a band
   * @param p50 the amount that it exceeds as often as not
   * @param p90 the amount that it doesn't exceed in nine of ten cases; null without a band
   */
  record Quantiles(@Nullable BigDecimal p10, BigDecimal p50, @Nullable BigDecimal p90) {}

  /**
   * The amounts of all projected days up to one of them, and of all settled days of the cycle.
   *
   * @param date the day
   * @param gross the gross amount of the cycle's days up to this one
   * @param net the net amount of the cycle's days up to this one
   */
  record Day(LocalDate date, Quantiles gross, Quantiles net) {}
}
