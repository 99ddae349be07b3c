package dev.ghbilling.benchmarks;

import java.io.IOException;

/** How long whole processes take, from their start to their end. */
final class Stopwatch {
  private Stopwatch() {}

  /**
   * Seconds.
   *
   * @throws IOException when the process didn't exit with 0
   */
  static double seconds(ProcessBuilder program) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    ChildJvm.run(program);
    return StreamReading.seconds(begin);
  }
}
