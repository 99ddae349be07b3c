package dev.ghbilling.conformance.internal.check;

import java.util.List;
import java.util.stream.IntStream;

/** Some members of a long list that stand for all: the first, the last and some between. */
public final class Spread {
  private Spread() {}

  /** Returns the first, the last and one between. */
  public static <T> List<T> of(List<T> all) {
    return of(all, 3);
  }

  /**
   * Returns as many members, in the order of the list; all if there are no more.
   *
   * @param most at least 2
   */
  public static <T> List<T> of(List<T> all, int most) {
    return all.size() <= most
        ? all
        : IntStream.range(0, most)
            .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / (most - 1))))
            .toList();
  }
}
