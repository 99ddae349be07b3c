package dev.ghbilling.ledger.forecast;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;

/**
 * The expected gross amounts of days after a last one, by their weekday; see {@link
 * WeekdayForecast}.
 */
final class WeekdayPattern {
  static final int WEEKS = 8;
  private static final int DAYS_OF_WEEK = 7;
  private static final int MIN_OF_EACH_WEEKDAY = 2;
  private static final double HALF_LIFE_WEEKS = 2;
  private static final int MIN_FOR_OUTLIERS = 4;

  /** Makes the median of the absolute deviations a standard deviation, of a normal distribution. */
  private static final double ROBUST = 1.4826;

  private static final double DEVIATIONS = 4;
  private static final double SHARE_OF_MEDIAN = 0.5;

  private final double[] means = new double[DAYS_OF_WEEK];
  private int days;
  private boolean complete = true;

  /** Creates the pattern of the eight weeks up to a day. */
  WeekdayPattern(Map<LocalDate, Double> gross, LocalDate last) {
    for (int back = 0; back < DAYS_OF_WEEK; back++) {
      LocalDate newest = last.minusDays(back);
      double[] values = new double[WEEKS];
      double[] weights = new double[WEEKS];
      int count = 0;
      for (int week = 0; week < WEEKS; week++) {
        Double value = gross.get(newest.minusWeeks(week));
        if (value != null) {
          values[count] = value;
          weights[count++] = Math.pow(0.5, week / HALF_LIFE_WEEKS);
        }
      }
      days += count;
      complete &= count >= MIN_OF_EACH_WEEKDAY;
      means[newest.getDayOfWeek().getValue() - 1] =
          mean(Arrays.copyOf(values, count), Arrays.copyOf(weights, count));
    }
  }

  /** Returns how many days the pattern was made of. */
  int days() {
    return days;
  }

  /** Returns whether each weekday occurs at least twice. */
  boolean isComplete() {
    return complete;
  }

  /** Returns the expected amount of a day. */
  double expected(LocalDate day) {
    return means[day.getDayOfWeek().getValue() - 1];
  }

  private static double mean(double[] values, double[] weights) {
    double median = 0;
    double limit = Double.POSITIVE_INFINITY;
    if (values.length >= MIN_FOR_OUTLIERS) {
      median = Quantile.of(values, 0.5);
      double center = median;
      double deviation =
          Quantile.of(Arrays.stream(values).map(v -> Math.abs(v - center)).toArray(), 0.5);
      limit = Math.max(DEVIATIONS * ROBUST * deviation, SHARE_OF_MEDIAN * Math.abs(median));
    }
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < values.length; i++) {
      if (Math.abs(values[i] - median) <= limit) {
        sum += weights[i] * values[i];
        weight += weights[i];
      }
    }
    return weight == 0 ? 0 : sum / weight;
  }
}
