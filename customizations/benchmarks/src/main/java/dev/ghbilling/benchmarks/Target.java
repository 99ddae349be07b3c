package dev.ghbilling.benchmarks;

import java.util.Locale;

/**
 * What a figure has to be.
 *
 * @param sense how the figure is held against the bounds
 * @param least the lower bound, if the sense has one
 * @param most the upper bound, if the sense has one
 */
record Target(Sense sense, double least, double most) {
  /** How a figure is held against a target. */
  enum Sense {
    AT_MOST,
    AT_LEAST,
    LESS_THAN,
    WITHIN,
    /** There is none: the figure is only to be known. */
    NONE
  }

  static Target atMost(double bound) {
    return new Target(Sense.AT_MOST, 0, bound);
  }

  static Target atLeast(double bound) {
    return new Target(Sense.AT_LEAST, bound, Double.POSITIVE_INFINITY);
  }

  static Target lessThan(double bound) {
    return new Target(Sense.LESS_THAN, 0, bound);
  }

  static Target within(double least, double most) {
    return new Target(Sense.WITHIN, least, most);
  }

  static Target none() {
    return new Target(Sense.NONE, 0, 0);
  }

  /** Whether a value is as it has to be. */
  boolean met(double value) {
    return switch (sense) {
      case AT_MOST -> value <= most;
      case AT_LEAST -> value >= least;
      case LESS_THAN -> value < most;
      case WITHIN -> least <= value && value <= most;
      case NONE -> true;
    };
  }

  @Override
  public String toString() {
    return switch (sense) {
      case AT_MOST -> "at most " + number(most);
      case AT_LEAST -> "at least " + number(least);
      case LESS_THAN -> "less than " + number(most);
      case WITHIN -> number(least) + " to " + number(most);
      case NONE -> "";
    };
  }

  private static String number(double bound) {
    return bound == Math.rint(bound) && bound != 1
        ? String.format(Locale.ROOT, "%.0f", bound)
        : String.format(Locale.ROOT, "%.2f", bound);
  }
}
