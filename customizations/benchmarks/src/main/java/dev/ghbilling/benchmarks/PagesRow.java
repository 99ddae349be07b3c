package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Committers over many pages, beside the loop that one would write. */
final class PagesRow implements Row {
  private static final int COMMITTERS_PER_PAGE = 100;

  @Override
  public String name() {
    return "pages";
  }

  @Override
  public List<Measurement> measure(Bench bench) throws IOException {
    int pages = bench.plan().pages();
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    try (ServerProcess server = ServerProcess.start(PreparedServer.class)) {
      for (int round = 1; round <= bench.plan().rounds(); round++) {
        bench.progress().accept("pages, round " + round);
        ours.add(sample(bench, server, false));
        theirs.add(sample(bench, server, true));
      }
    }
    return List.of(
        Measurement.ratio(
            "%,d committers over %d pages".formatted(pages * COMMITTERS_PER_PAGE, pages),
            "a loop by hand, OkHttp",
            Quantity.micros(Figure.of(ours).median()),
            Quantity.micros(Figure.of(theirs).median()),
            Figure.ofRatios(ours, theirs),
            Target.atMost(1.10)));
  }

  private static double sample(Bench bench, ServerProcess server, boolean byHand)
      throws IOException {
    return Sampled.of(
            CommitterPages.class,
            1,
            bench.plan(),
            Map.of(
                "baseUrl",
                server.baseUrl().toString(),
                "pages",
                Integer.toString(bench.plan().pages()),
                "byHand",
                Boolean.toString(byHand)))
        .median();
  }
}
