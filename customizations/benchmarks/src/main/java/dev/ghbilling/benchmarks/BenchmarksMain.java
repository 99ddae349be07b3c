package dev.ghbilling.benchmarks;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ghbilling.spec.text.StandardStreams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs all benchmarks and prints one table. */
@Command(
    name = "ghbilling bench",
    mixinStandardHelpOptions = true,
    description = "Measures the SDK, the command line and the suite beside the alternatives.",
    footer = "A missed target is shown and doesn't fail. Exits with 2 when a row wasn't measured.")
public final class BenchmarksMain implements Callable<Integer> {
  private static final ObjectWriter JSON =
      JsonMapper.builder().build().writerWithDefaultPrettyPrinter();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "ROW",
      description =
          "call, stream, csv, pages, load, bill, start, contract, conformance; all by default.")
  private Set<String> only = Set.of();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Where to write the table as JSON; target/bench.json by default.")
  private @Nullable Path json;

  @Option(names = "--smoke", description = "Runs every row in a small size, to see that it works.")
  private boolean smoke;

  private final StandardStreams streams;

  private BenchmarksMain(StandardStreams streams) {
    this.streams = streams;
  }

  /** Exits with 0 when every row was measured, otherwise with 2. */
  public static void main(String[] arguments) {
    StandardStreams streams = StandardStreams.ofProcess();
    System.exit(
        new CommandLine(new BenchmarksMain(streams))
            .setOut(streams.out())
            .setErr(streams.err())
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    long begin = System.nanoTime();
    Path root = Path.of(System.getenv().getOrDefault("GHBILLING_ROOT", "")).toAbsolutePath();
    Path target = root.resolve("customizations/benchmarks/target");
    List<TableRow> table = new ArrayList<>();
    boolean complete;
    try (ServerProcess servers = ServerProcess.start()) {
      JmhBenchmarks jmh = new JmhBenchmarks(servers, smoke);
      ProcessBenchmarks processes =
          new ProcessBenchmarks(root, target.resolve("bench"), servers.sandbox(), smoke);
      LedgerBenchmarks ledger = new LedgerBenchmarks(target.resolve("bench/ledger"), smoke);
      Map<String, Callable<List<TableRow>>> rows = new LinkedHashMap<>();
      rows.put("call", jmh::call);
      rows.put("stream", jmh::stream);
      rows.put("csv", jmh::csv);
      rows.put("pages", jmh::pages);
      rows.put("load", ledger::load);
      rows.put("bill", ledger::page);
      rows.put("start", processes::start);
      rows.put("contract", processes::contract);
      rows.put("conformance", processes::conformance);
      complete = measure(rows, table);
    }
    String machine = machine();
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
    streams.lines(TableRow.table(table).lines().toList());
    streams.line("");
    streams.line(
        "%s; %d s%s"
            .formatted(machine, seconds, smoke ? "; small sizes, the figures mean nothing" : ""));
    Path file = json == null ? target.resolve("bench.json") : json;
    JSON.writeValue(file.toFile(), Map.of("machine", machine, "smoke", smoke, "rows", table));
    return complete ? 0 : 2;
  }

  private boolean measure(Map<String, Callable<List<TableRow>>> rows, List<TableRow> table) {
    if (!only.isEmpty() && !rows.keySet().containsAll(only)) {
      streams.note("bench: --only must be one of " + rows.keySet() + ", was " + only);
      return false;
    }
    boolean complete = true;
    for (Map.Entry<String, Callable<List<TableRow>>> row : rows.entrySet()) {
      if (only.isEmpty() || only.contains(row.getKey())) {
        streams.note("bench: measuring " + row.getKey());
        try {
          table.addAll(row.getValue().call());
        } catch (Exception e) {
          streams.note("bench: " + row.getKey() + " was not measured: " + e);
          complete = false;
        }
      }
    }
    return complete;
  }

  private static String machine() {
    return String.format(
        Locale.ROOT,
        "%d processors, JDK %s, %s %s",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.version"),
        System.getProperty("os.name"),
        System.getProperty("os.version"));
  }
}
