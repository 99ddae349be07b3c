package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What calls, items and pages cost in three sizes. */
final class LibraryGrowthRow implements Row {
  private static final int GOES_OF_PAGES = 5;

  @Override
  public String name() {
    return "growth-library";
  }

  @Override
  public List<Measurement> measure(Bench bench) throws IOException, InterruptedException {
    Plan plan = bench.plan();
    List<Measurement> found = new ArrayList<>();
    try (ServerProcess sandbox = ServerProcess.start(SandboxServer.class, "0")) {
      found.add(
          measure(
              bench,
              "calls",
              sandbox,
              List.of(plan.calls(), plan.calls() * 10, plan.calls() * 100)));
    }
    List<Integer> items = List.of(plan.items() / 100, plan.items() / 10, plan.items());
    List<String> files = new ArrayList<>();
    for (int size : items) {
      Path file = new LargeFiles(bench).usage(size);
      files.add(file.toString());
    }
    try (ServerProcess prepared =
        ServerProcess.start(PreparedServer.class, files.toArray(String[]::new))) {
      found.add(measure(bench, "items", prepared, items));
      found.add(pages(bench, prepared));
    }
    return found;
  }

  /** A single pass through a few pages is too short to be told from the machine's other work. */
  private static Measurement pages(Bench bench, ServerProcess server)
      throws IOException, InterruptedException {
    int pages = bench.plan().pages();
    return measure(
        bench,
        "pages",
        server,
        GOES_OF_PAGES,
        List.of(pages / 10, pages, pages * 10),
        List.of(100, 10, 1));
  }

  private static Measurement measure(
      Bench bench, String what, ServerProcess server, List<Integer> sizes)
      throws IOException, InterruptedException {
    return measure(bench, what, server, 1, sizes, List.of(1, 1, 1));
  }

  private static Measurement measure(
      Bench bench,
      String what,
      ServerProcess server,
      int goes,
      List<Integer> sizes,
      List<Integer> passes)
      throws IOException, InterruptedException {
    bench.progress().accept("cost against size: " + what);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                what,
                server.baseUrl().toString(),
                Integer.toString(bench.plan().rounds()),
                Integer.toString(goes)));
    for (int i = 0; i < sizes.size(); i++) {
      arguments.add(Integer.toString(sizes.get(i)));
      arguments.add(Integer.toString(passes.get(i)));
    }
    Turns turns =
        new Turns(ChildJvm.run(List.of(), LibraryGrowth.class, arguments.toArray(String[]::new)));
    return new Slope(sizes)
        .measurement(what, sizes.stream().map(size -> turns.seconds(size.toString())).toList());
  }
}
