package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What JMH found out of a benchmark in sample mode, in a JVM of its own.
 *
 * @param median microseconds
 * @param mean microseconds
 * @param bytes allocated by one invocation, in every thread of the JVM
 */
record Sampled(double median, double mean, double bytes) {
  private static final int ITERATIONS = 2;

  /**
   * What is found.
   *
   * @param warmUp how long it runs before it is measured
   * @param time how long it is measured
   */
  static Sampled of(
      Class<?> benchmark,
      int threads,
      Duration warmUp,
      Duration time,
      Map<String, String> parameters)
      throws IOException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(Pattern.quote(benchmark.getName() + "."))
            .forks(1)
            .threads(threads)
            .warmupIterations(ITERATIONS)
            .warmupTime(iteration(warmUp))
            .measurementIterations(ITERATIONS)
            .measurementTime(iteration(time))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    parameters.forEach(options::param);
    try {
      RunResult result = new Runner(options.build()).runSingle();
      return new Sampled(
          result.getPrimaryResult().getStatistics().getPercentile(50),
          result.getPrimaryResult().getStatistics().getMean(),
          Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
              .getScore());
    } catch (RunnerException e) {
      throw new IOException("the benchmark failed: " + reason(e), e);
    }
  }

  private static TimeValue iteration(Duration all) {
    return TimeValue.milliseconds(all.toMillis() / ITERATIONS);
  }

  /** JMH keeps what went wrong behind exceptions of its own that don't say it. */
  private static Throwable reason(Throwable failure) {
    Throwable cause = failure.getCause();
    if (failure.getSuppressed().length > 0) {
      return reason(failure.getSuppressed()[0]);
    }
    return cause == null ? failure : reason(cause);
  }

  /** Invocations in a second by so many threads, each of which begins one when it ends another. */
  double throughput(int threads) {
    return threads * 1e6 / mean;
  }
}
