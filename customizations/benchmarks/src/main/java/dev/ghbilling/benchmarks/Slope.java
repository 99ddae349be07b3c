package dev.ghbilling.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Whether cost grows as size does: what one more costs between the second and the third size, as a
 * part of what it costs between the first and the second. It is 1 where cost is linear, whatever
 * the costs that don't depend on size; more than 1 where large sizes cost more for each.
 *
 * @param sizes three sizes, from small to large
 */
record Slope(List<Integer> sizes) {
  static final Target TARGET = Target.within(0.85, 1.15);

  /** The slope of each round, from the seconds of each size. */
  Figure of(List<List<Double>> seconds) {
    int rounds = seconds.stream().mapToInt(List::size).min().orElse(0);
    return Figure.of(
        IntStream.range(0, rounds)
            .mapToObj(round -> perUnit(seconds, round, 2) / perUnit(seconds, round, 1))
            .toList());
  }

  private double perUnit(List<List<Double>> seconds, int round, int upTo) {
    double took = seconds.get(upTo).get(round) - seconds.get(upTo - 1).get(round);
    return took / (sizes.get(upTo) - sizes.get(upTo - 1));
  }

  /** The line of the table. */
  Measurement measurement(String what, List<List<Double>> seconds) {
    Figure slope = of(seconds);
    String all =
        String.join(
            ", ",
            seconds.stream()
                .map(each -> Quantity.millis(1_000 * Figure.of(each).median()))
                .toList());
    return Measurement.ratio(
        "cost against size: " + what,
        "linear",
        all,
        String.join(
            ", ", sizes.stream().map(size -> String.format(Locale.ROOT, "%,d", size)).toList()),
        slope,
        TARGET);
  }
}
