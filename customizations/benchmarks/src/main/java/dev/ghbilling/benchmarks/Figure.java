package dev.ghbilling.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What was found in several rounds: the one in the middle, and how far the others are from it.
 *
 * @param median the round in the middle; of an even number of rounds, the higher of the two
 * @param least the smallest
 * @param most the largest
 */
record Figure(double median, double least, double most) {
  /** The figure of these rounds, of which there is one at least. */
  static Figure of(List<Double> rounds) {
    List<Double> sorted = rounds.stream().sorted().toList();
    return new Figure(sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1));
  }

  /** The figure of ratios that were taken side by side, one in each round. */
  static Figure ofRatios(List<Double> ours, List<Double> theirs) {
    return of(
        IntStream.range(0, Math.min(ours.size(), theirs.size()))
            .mapToObj(round -> ours.get(round) / theirs.get(round))
            .toList());
  }

  static Figure exactly(double value) {
    return new Figure(value, value, value);
  }
}
