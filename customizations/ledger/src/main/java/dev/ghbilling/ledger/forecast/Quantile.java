package dev.ghbilling.ledger.forecast;

import java.util.Arrays;

/** A quantile of numbers, interpolated linearly between two of them. */
final class Quantile {
  private Quantile() {}

  /**
   * Returns a quantile.
   *
   * @param values the numbers in any order, at least one
   * @param share the share of the numbers that are below, 0 to 1
   */
  static double of(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
  }
}
