package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Committers over many pages, beside the loop that one would write. */
final class PagesRow implements Row {
  static final int COMMITTERS_PER_PAGE = 100;

  /**
   * Those that take turns. What the records cost is measured in the first round, to have an idea.
   */
  private static final Set<PageReaderKind> RATED =
      EnumSet.of(PageReaderKind.SDK, PageReaderKind.LOOP);

  @Override
  public String name() {
    return "pages";
  }

  @Override
  public List<Measurement> measure(Bench bench) throws IOException {
    int pages = bench.plan().pages();
    Map<PageReaderKind, List<Double>> medians = new EnumMap<>(PageReaderKind.class);
    try (ServerProcess server = ServerProcess.start(PreparedServer.class)) {
      for (int round = 1; round <= bench.plan().rounds(); round++) {
        for (PageReaderKind reader : round == 1 ? EnumSet.allOf(PageReaderKind.class) : RATED) {
          bench.progress().accept("pages, round %d: %s".formatted(round, reader.label()));
          medians
              .computeIfAbsent(reader, unseen -> new ArrayList<>())
              .add(median(bench, server, reader));
        }
      }
    }
    return List.of(
        beside(PageReaderKind.LOOP, medians, pages, Target.atMost(1.10)),
        beside(PageReaderKind.LOOP_INTO_SDK_RECORDS, medians, pages, Target.none()));
  }

  private static Measurement beside(
      PageReaderKind other, Map<PageReaderKind, List<Double>> medians, int pages, Target target) {
    List<Double> ours = medians.getOrDefault(PageReaderKind.SDK, List.of());
    List<Double> theirs = medians.getOrDefault(other, List.of());
    return Measurement.ratio(
        "%,d committers over %d pages".formatted(pages * COMMITTERS_PER_PAGE, pages),
        other.label(),
        Quantity.micros(Figure.of(ours).median()),
        Quantity.micros(Figure.of(theirs).median()),
        Figure.ofRatios(ours, theirs),
        target);
  }

  private static double median(Bench bench, ServerProcess server, PageReaderKind reader)
      throws IOException {
    return Sampled.of(
            CommitterPages.class,
            1,
            bench.plan().pageWarmUp(),
            bench.plan().callTime(),
            Map.of(
                "baseUrl",
                server.baseUrl().toString(),
                "pages",
                Integer.toString(bench.plan().pages()),
                "reader",
                reader.name()))
        .median();
  }
}
