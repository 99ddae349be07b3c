package dev.ghbilling.benchmarks;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.function.DoublePredicate;

/**
 * A bound on a figure.
 *
 * @param text the bound in words; empty when there is none
 * @param met whether a figure is within the bound
 */
record Target(@JsonValue String text, DoublePredicate met) {
  static final Target NONE = new Target("", figure -> true);

  static Target atMost(double bound) {
    return of("at most", bound, figure -> figure <= bound);
  }

  static Target atLeast(double bound) {
    return of("at least", bound, figure -> figure >= bound);
  }

  static Target lessThan(double bound) {
    return of("less than", bound, figure -> figure < bound);
  }

  private static Target of(String sense, double bound, DoublePredicate met) {
    return new Target(sense + " " + TableRow.rounded(bound), met);
  }

  /** Returns {@code met}, {@code missed}, or nothing when there is no bound. */
  String verdict(double figure) {
    return text.isEmpty() ? "" : met.test(figure) ? "met" : "missed";
  }
}
