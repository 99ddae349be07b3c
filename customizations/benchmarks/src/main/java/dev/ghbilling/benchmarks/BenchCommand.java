package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures, and prints one table. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures the SDK, the command line and the suite side by side with what people would use"
            + " instead, for about ten minutes, and prints one table.",
    footer = {
      "",
      "Exit codes: 0 it was measured, whatever came out; 2 it couldn't be, or not all of it."
    },
    exitCodeOnExecutionException = BenchCommand.COULD_NOT_RUN,
    exitCodeOnInvalidInput = BenchCommand.COULD_NOT_RUN)
final class BenchCommand implements Callable<Integer> {
  static final int COULD_NOT_RUN = 2;

  /** The variable in which the launcher says where the source tree is. */
  private static final String TREE = "GHBILLING_ROOT";

  private final List<Row> rows;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--only",
      paramLabel = "PATTERN",
      description = "Only rows with this name, or another one given; * is any text.")
  private List<String> only = List.of();

  @Option(names = "--list", description = "Lists the names of the rows, and measures none.")
  private boolean list;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Where to write the table as JSON. Default: target/bench.json.")
  private @Nullable Path json;

  @Option(
      names = "--smoke",
      description =
          "Small sizes: shows in a minute that all of it works. The figures mean nothing.")
  private boolean smoke;

  BenchCommand(List<Row> rows) {
    this.rows = rows;
  }

  static CommandLine program(List<Row> rows) {
    return new CommandLine(new BenchCommand(rows))
        .setParameterExceptionHandler(
            (e, arguments) -> {
              e.getCommandLine()
                  .getErr()
                  .println("bench: %s (see bench --help)".formatted(e.getMessage()));
              return COULD_NOT_RUN;
            });
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Row> wanted = rows.stream().filter(this::wants).toList();
    if (wanted.isEmpty()) {
      say("no row has a name like that (see bench --list)");
      return COULD_NOT_RUN;
    }
    if (list) {
      wanted.forEach(row -> line().getOut().println(row.name()));
      return 0;
    }
    Optional<Path> tree = Optional.ofNullable(System.getenv(TREE)).map(Path::of);
    Path target =
        tree.map(root -> root.resolve("customizations/benchmarks/target"))
            .orElse(Path.of("target"))
            .toAbsolutePath();
    Bench bench =
        new Bench(smoke ? Plan.SMOKE : Plan.FULL, tree, target.resolve("bench"), this::say);
    return measure(wanted, bench, json == null ? target.resolve("bench.json") : json);
  }

  private int measure(List<Row> wanted, Bench bench, Path file)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    List<Measurement> measurements = new ArrayList<>();
    boolean complete = true;
    for (Row row : wanted) {
      long rowBegin = System.nanoTime();
      try {
        measurements.addAll(row.measure(bench));
        say("%s took %s".formatted(row.name(), Quantity.seconds(StreamReading.seconds(rowBegin))));
      } catch (IOException | RuntimeException e) {
        complete = false;
        say("%s couldn't be measured: %s".formatted(row.name(), e.getMessage()));
      }
    }
    double seconds = StreamReading.seconds(begin);
    Machine machine = Machine.here(Clock.systemUTC());
    line().getOut().print(new Table(measurements));
    line().getOut().flush();
    say(
        String.format(
            Locale.ROOT,
            "%s; %.0f s%s",
            machine,
            seconds,
            smoke ? "; the figures mean nothing" : ""));
    JsonFile.write(file, machine, seconds, measurements);
    say("as JSON: " + file);
    return complete ? 0 : COULD_NOT_RUN;
  }

  private boolean wants(Row row) {
    return only.isEmpty()
        || only.stream()
            .anyMatch(
                pattern -> row.name().matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q")));
  }

  private void say(String what) {
    line().getErr().println("bench: " + what);
    line().getErr().flush();
  }

  private CommandLine line() {
    if (spec == null) {
      throw new IllegalStateException("not run by picocli");
    }
    return spec.commandLine();
  }
}
