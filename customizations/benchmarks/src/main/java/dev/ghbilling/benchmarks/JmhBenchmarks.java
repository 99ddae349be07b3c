package dev.ghbilling.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
 * Runs the JMH benchmarks and makes rows of their medians.
 *
 * @param servers where both servers are
 * @param smoke whether to run every benchmark once, in a small size
 */
record JmhBenchmarks(ServerProcess servers, boolean smoke) {
  private static final String BY_HAND = "OkHttp by hand";
  private static final Target FASTER = Target.lessThan(1);

  List<TableRow> call() throws RunnerException {
    List<TableRow> rows = new ArrayList<>();
    for (int threads : List.of(1, 16)) {
      Map<String, RunResult> found = run(CallBenchmark.class, threads, 0);
      String what = "usage call, %d thread%s, ".formatted(threads, threads == 1 ? "" : "s");
      rows.add(p50(what, found, BY_HAND, "byHand", "us", Target.atMost(1.25)));
      rows.add(p50(what, found, "stock output for feign", "stockFeign", "us", FASTER));
      rows.add(p50(what, found, "stock output for native", "stockNative", "us", FASTER));
      double sdk = allocated(found, "sdk");
      double byHand = allocated(found, "byHand");
      rows.add(new TableRow(what + "bytes", sdk, BY_HAND, byHand, "B", Target.atMost(2)));
    }
    return rows;
  }

  List<TableRow> stream() throws RunnerException {
    return speed(
        StreamBenchmark.class,
        "%,d usage items in 64 MB of heap, items per second",
        "Jackson's MappingIterator",
        Target.atLeast(0.9));
  }

  List<TableRow> csv() throws RunnerException {
    return speed(
        CsvBenchmark.class,
        "%,d rows of a CSV report in 64 MB of heap, rows per second",
        "Jackson's CSV alone",
        Target.atLeast(0.7));
  }

  private List<TableRow> speed(Class<?> benchmark, String what, String against, Target target)
      throws RunnerException {
    int size = smoke ? 2000 : 1_000_000;
    Map<String, RunResult> found = run(benchmark, 1, size);
    double sdk = 1000.0 * size / median(found, "sdk");
    double jackson = 1000.0 * size / median(found, "jackson");
    return List.of(new TableRow(what.formatted(size), sdk, against, jackson, "/s", target));
  }

  List<TableRow> pages() throws RunnerException {
    int pages = smoke ? 5 : 100;
    Map<String, RunResult> found = run(PagesBenchmark.class, 1, pages);
    String what = "committers on %d pages of 100, ".formatted(pages);
    return List.of(p50(what, found, BY_HAND, "byHand", "ms", Target.atMost(1.25)));
  }

  private static TableRow p50(
      String what,
      Map<String, RunResult> found,
      String against,
      String method,
      String unit,
      Target target) {
    double sdk = median(found, "sdk");
    return new TableRow(what + "p50", sdk, against, median(found, method), unit, target);
  }

  /** Runs a benchmark and returns its results by the name of the client or of the method. */
  private Map<String, RunResult> run(Class<?> benchmark, int threads, int size)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(Pattern.quote(benchmark.getName() + "."))
            .threads(threads)
            .addProfiler(GCProfiler.class)
            .param("sandbox", servers.sandbox().toString())
            .param("prepared", servers.prepared().toString())
            .param("size", Integer.toString(size))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (smoke) {
      TimeValue time = TimeValue.milliseconds(200);
      options.forks(1).warmupIterations(1).warmupTime(time);
      options.measurementIterations(1).measurementTime(time);
    }
    Map<String, RunResult> results = new TreeMap<>();
    for (RunResult result : new Runner(options.build()).run()) {
      String client = result.getParams().getParam("client");
      results.put(client == null ? result.getPrimaryResult().getLabel() : client, result);
    }
    return results;
  }

  private static double median(Map<String, RunResult> results, String method) {
    return result(results, method).getPrimaryResult().getStatistics().getPercentile(50);
  }

  private static double allocated(Map<String, RunResult> results, String method) {
    return Objects.requireNonNull(
            result(results, method).getSecondaryResults().get("gc.alloc.rate.norm"))
        .getScore();
  }

  private static RunResult result(Map<String, RunResult> results, String method) {
    return Objects.requireNonNull(results.get(method), () -> "JMH has no result of " + method);
  }
}
