package dev.ghbilling.conformance.internal.input;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Combinations of the levels of several factors that have each pair of levels of two factors at
 * least once. A greedy algorithm: each combination begins with a pair that is missing, and takes of
 * the other factors the level with the most missing pairs, or else the first level.
 */
final class AllPairs {
  private record Pair(int factor, int level, int other, int otherLevel) {}

  private final List<Integer> levels;
  private final Set<Pair> missing = new LinkedHashSet<>();

  private AllPairs(List<Integer> levels) {
    this.levels = levels;
    for (int factor = 0; factor < levels.size(); factor++) {
      for (int other = factor + 1; other < levels.size(); other++) {
        // The last levels first: what is combined of them leaves the most to the first one.
        for (int level = levels.get(factor) - 1; level >= 0; level--) {
          for (int otherLevel = levels.get(other) - 1; otherLevel >= 0; otherLevel--) {
            missing.add(new Pair(factor, level, other, otherLevel));
          }
        }
      }
    }
  }

  /**
   * Returns the combinations, always the same ones: the number of a level for each factor.
   *
   * @param levels how many levels each factor has, all at least one
   */
  static List<List<Integer>> of(List<Integer> levels) {
    AllPairs pairs = new AllPairs(levels);
    List<List<Integer>> combinations = new ArrayList<>();
    while (!pairs.missing.isEmpty()) {
      combinations.add(pairs.next(pairs.missing.iterator().next()));
    }
    return combinations;
  }

  private List<Integer> next(Pair first) {
    Integer[] row = new Integer[levels.size()];
    row[first.factor] = first.level;
    row[first.other] = first.otherLevel;
    for (int factor = 0; factor < row.length; factor++) {
      if (row[factor] == null) {
        row[factor] = best(row, factor);
      }
    }
    missing.removeIf(pair -> row[pair.factor] == pair.level && row[pair.other] == pair.otherLevel);
    return List.of(row);
  }

  private int best(Integer[] row, int factor) {
    int best = 0;
    long most = -1;
    for (int level = 0; level < levels.get(factor); level++) {
      long gained = gained(row, factor, level);
      if (gained > most) {
        best = level;
        most = gained;
      }
    }
    return best;
  }

  /** Counts the missing pairs of a level with those that the others have already. */
  private long gained(Integer[] row, int factor, int level) {
    long gained = 0;
    for (int other = 0; other < row.length; other++) {
      if (row[other] != null && other != factor) {
        Pair pair =
            other < factor
                ? new Pair(other, row[other], factor, level)
                : new Pair(factor, level, other, row[other]);
        gained += missing.contains(pair) ? 1 : 0;
      }
    }
    return gained;
  }
}
