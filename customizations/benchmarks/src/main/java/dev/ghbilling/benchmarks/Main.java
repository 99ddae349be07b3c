package dev.ghbilling.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks, about half a minute long, and prints one table. */
public final class Main {
  private static final int FORKS = 2;

  private Main() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(UsageCall.class.getName())
                    .forks(FORKS)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.seconds(1))
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    Map<String, RunResult> byName =
        results.stream()
            .collect(
                Collectors.toMap(
                    result -> result.getParams().getBenchmark().replaceFirst(".*\\.", ""),
                    result -> result));
    System.out.print(table(median(byName, "sdk"), median(byName, "handWritten")));
  }

  private static double median(Map<String, RunResult> results, String name) {
    RunResult result = results.get(name);
    if (result == null) {
      throw new IllegalStateException("the benchmark " + name + " has no result");
    }
    return result.getPrimaryResult().getStatistics().getPercentile(50);
  }

  static String table(double ours, double theirs) {
    return "%-40s %14s %14s %6s%n".formatted("what", "ours (us)", "theirs (us)", "ratio")
        + String.format(
            Locale.ROOT,
            "%-40s %14.1f %14.1f %6.2f%n",
            "usage call, one row, p50, OkHttp by hand",
            ours,
            theirs,
            ours / theirs);
  }
}
