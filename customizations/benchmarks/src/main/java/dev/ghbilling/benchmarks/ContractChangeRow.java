package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** From a property more in the contract to a compiled client, as CONTRIBUTING says how. */
final class ContractChangeRow implements Row {
  private static final double SECONDS = 20;
  private static final Pattern FIRST_PROPERTIES =
      Pattern.compile("(?s)(\ncomponents:\n.*?\n  schemas:\n.*?\n      properties:\n)");

  @Override
  public String name() {
    return "contract";
  }

  @Override
  public List<Measurement> measure(Bench bench) throws IOException, InterruptedException {
    Path copy = TreeCopy.of(bench.sourceTree(), bench.work().resolve("tree"));
    List<Double> seconds = new ArrayList<>();
    for (int change = 0; change < Math.min(2, bench.plan().rounds()); change++) {
      bench.progress().accept("contract change " + change);
      String property = "measured" + change;
      add(property, copy.resolve("spec/openapi.yaml"));
      double took = Stopwatch.seconds(new Launcher(copy).command("spec", "accept"));
      if (!Files.readString(copy.resolve("generated-client/api-surface.txt")).contains(property)) {
        throw new IOException("the client didn't get the new property");
      }
      // The first one is of a tree that was just copied.
      if (change > 0 || bench.plan().rounds() == 1) {
        seconds.add(took);
      }
    }
    TreeCopy.delete(copy);
    Figure figure = Figure.of(seconds);
    return List.of(
        Measurement.alone(
            "contract change to compiled client, ./ghbilling spec accept",
            Quantity.seconds(figure.median()),
            figure,
            " s",
            Target.atMost(SECONDS)));
  }

  private static void add(String property, Path contract) throws IOException {
    String before = Files.readString(contract);
    String after =
        FIRST_PROPERTIES
            .matcher(before)
            .replaceFirst(
                "$1        "
                    + property
                    + ":\n          type: string\n          description: Measured.\n");
    if (after.equals(before)) {
      throw new IOException("the contract has no schema with properties");
    }
    Files.writeString(contract, after);
  }
}
