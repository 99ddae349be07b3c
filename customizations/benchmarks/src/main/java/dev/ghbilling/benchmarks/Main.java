package dev.ghbilling.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks, about a minute long, and prints one table.
 *
 * <p>The two of a pair take turns, each in a process of its own, so that a machine which is slower
 * for a while is slower for both.
 */
public final class Main {
  private static final int ROUNDS = 3;
  private static final int MEDIAN = 50;

  /** Medians in microseconds. */
  record Round(double ours, double theirs) {
    double ratio() {
      return ours / theirs;
    }
  }

  private Main() {}

  /** Takes no arguments; whatever is given is answered with what this does. */
  public static void main(String[] arguments) throws RunnerException {
    if (arguments.length > 0) {
      System.out.println("Usage: ghbilling bench");
      System.out.println("Measures the SDK beside a hand-written client, for about a minute.");
      System.exit(List.of("-h", "--help").contains(arguments[0]) ? 0 : 2);
    }
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      System.err.printf("round %d of %d%n", i + 1, ROUNDS);
      rounds.add(new Round(median("sdk"), median("handWritten")));
    }
    System.out.print(table("usage call of one row, p50, OkHttp by hand", rounds));
  }

  private static double median(String method) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(Pattern.quote(UsageCall.class.getName() + "." + method) + "$")
            .forks(1)
            .warmupIterations(4)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(4)
            .measurementTime(TimeValue.seconds(1))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    return new Runner(options).runSingle().getPrimaryResult().getStatistics().getPercentile(MEDIAN);
  }

  /** The round whose ratio is the median, and the ratios of the others beside it. */
  static String table(String what, List<Round> rounds) {
    List<Round> byRatio = new ArrayList<>(rounds);
    byRatio.sort((a, b) -> Double.compare(a.ratio(), b.ratio()));
    Round middle = byRatio.get(byRatio.size() / 2);
    String spread =
        String.format(
            Locale.ROOT,
            "%.2f to %.2f",
            byRatio.get(0).ratio(),
            byRatio.get(byRatio.size() - 1).ratio());
    return String.format(
            Locale.ROOT,
            "%-44s %10s %12s %6s  %s%n",
            "what",
            "ours (us)",
            "theirs (us)",
            "ratio",
            "spread")
        + String.format(
            Locale.ROOT,
            "%-44s %10.1f %12.1f %6.2f  %s%n",
            what,
            middle.ours(),
            middle.theirs(),
            middle.ratio(),
            spread);
  }
}
