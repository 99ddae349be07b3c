package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A large answer, item by item in little memory, beside Jackson's own iterator. */
final class StreamRow implements Row {
  private static final String SMALL_HEAP = "-Xmx64m";
  private static final String STOCK_HEAP = "-Xmx1g";
  private static final String LARGE_HEAP = "-Xmx4g";

  @Override
  public String name() {
    return "stream";
  }

  @Override
  public List<Measurement> measure(Bench bench) throws IOException, InterruptedException {
    int items = bench.plan().items();
    Path file = new LargeFiles(bench).usage(items);
    String what = "%,d items of %s".formatted(items, Quantity.bytes((double) Files.size(file)));
    try (ServerProcess server = ServerProcess.start(PreparedServer.class, file.toString())) {
      String url = server.baseUrl().toString();
      bench.progress().accept("stream");
      Turns turns =
          new Turns(
              ChildJvm.run(
                  List.of(SMALL_HEAP),
                  StreamReading.class,
                  url,
                  Integer.toString(bench.plan().rounds())));
      String found = turns.same("sdk", "jackson");
      if (!found.startsWith(items + " ")) {
        throw new IOException("the answer has other items than it should: " + found);
      }
      return List.of(
          Measurement.ratio(
                  what + ", speed in 64 MB of heap",
                  "Jackson's MappingIterator",
                  turns.median("sdk"),
                  turns.median("jackson"),
                  turns.speed("sdk", "jackson"),
                  Target.atLeast(0.9))
              .withNote(
                  "the bytes alone, from the same server: %s".formatted(turns.median("bytes"))),
          heap(bench, what, url, ClientKind.STOCK_FEIGN),
          heap(bench, what, url, ClientKind.STOCK_NATIVE));
    }
  }

  private static Measurement heap(Bench bench, String what, String url, ClientKind client)
      throws IOException, InterruptedException {
    bench.progress().accept("stream: " + client.label());
    String small = stock(STOCK_HEAP, url, client);
    String large = stock(LARGE_HEAP, url, client);
    double live =
        large.equals(StockReading.OUT_OF_MEMORY)
            ? Double.POSITIVE_INFINITY
            : Double.parseDouble(large.split(" ", 2)[1]);
    return new Measurement(
        what + ", heap",
        client.label() + ", live after the call",
        "64 MB at most",
        Quantity.bytes(live),
        Figure.exactly(live / 1e6),
        " MB",
        Target.none(),
        "with 1 GB of heap it "
            + (small.equals(StockReading.OUT_OF_MEMORY)
                ? "ended by OutOfMemoryError"
                : "had enough"));
  }

  private static String stock(String heap, String url, ClientKind client)
      throws IOException, InterruptedException {
    return ChildJvm.run(List.of(heap), StockReading.class, url, client.name()).get(0);
  }
}
