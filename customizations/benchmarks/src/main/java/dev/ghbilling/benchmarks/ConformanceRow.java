package dev.ghbilling.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A run of the conformance suite with every check, its report included. */
final class ConformanceRow implements Row {
  private static final double SECONDS = 15;

  @Override
  public String name() {
    return "conformance";
  }

  @Override
  public List<Measurement> measure(Bench bench) throws IOException, InterruptedException {
    Launcher launcher = new Launcher(bench.sourceTree());
    Path report = bench.work().resolve("conformance");
    List<Double> seconds = new ArrayList<>();
    for (int round = 1; round <= Math.min(2, bench.plan().rounds()); round++) {
      bench.progress().accept("conformance run, round " + round);
      try (ServerProcess server = ServerProcess.start(SandboxServer.class, "0")) {
        seconds.add(
            Stopwatch.seconds(
                launcher.asking(
                    server.baseUrl(),
                    "conformance",
                    "--allow-writes",
                    "--report",
                    report.toString())));
      }
    }
    Figure figure = Figure.of(seconds);
    return List.of(
        Measurement.alone(
                "conformance run",
                Quantity.seconds(figure.median()),
                figure,
                " s",
                Target.atMost(SECONDS))
            .withNote("%,d checks".formatted(checks(report))));
  }

  static int checks(Path report) throws IOException {
    return new JsonMapper().readTree(report.resolve("report.json").toFile()).path("checks").size();
  }
}
