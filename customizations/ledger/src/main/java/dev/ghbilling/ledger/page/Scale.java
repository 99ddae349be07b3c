package dev.ghbilling.ledger.page;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A linear scale from amounts to a chart's height, with zero on it and ticks at round amounts. */
final class Scale {
  /** The width and height of the coordinates in which charts are drawn. */
  static final int SIZE = 1000;

  private static final int MAX_TICKS = 5;
  private static final double[] STEPS = {1, 2, 2.5, 5, 10};

  private final double step;
  private final double min;
  private final double max;

  /** Creates the scale for amounts between two of them. */
  Scale(double least, double most) {
    double low = Math.min(0, least);
    double high = Math.max(0, most);
    step = high == low ? 1 : step((high - low) / MAX_TICKS);
    min = Math.floor(low / step) * step;
    max = high == low ? step : Math.ceil(high / step) * step;
  }

  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : STEPS) {
      if (factor * power >= least) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** Returns how far below the chart's top an amount is. */
  double y(double amount) {
    return (max - amount) / (max - min) * SIZE;
  }

  /** Returns the round amounts from the smallest to the largest. */
  List<BigDecimal> ticks() {
    List<BigDecimal> ticks = new ArrayList<>();
    BigDecimal distance = BigDecimal.valueOf(step);
    long first = Math.round(min / step);
    for (long i = first; i <= Math.round(max / step); i++) {
      ticks.add(distance.multiply(BigDecimal.valueOf(i)));
    }
    return ticks;
  }
}
