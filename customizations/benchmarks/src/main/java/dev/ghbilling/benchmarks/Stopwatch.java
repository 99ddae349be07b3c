package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.util.Set;

/** How long whole processes take, from their start to their end. */
final class Stopwatch {
  private Stopwatch() {}

  /**
   * Seconds.
   *
   * @throws IOException when the process didn't exit with 0
   */
  static double seconds(ProcessBuilder program) throws IOException, InterruptedException {
    return seconds(program, Set.of(0));
  }

  /** As {@link #seconds(ProcessBuilder)}, of a program with several statuses that are answers. */
  static double seconds(ProcessBuilder program, Set<Integer> statuses)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    ChildJvm.run(program, statuses);
    return StreamReading.seconds(begin);
  }
}
