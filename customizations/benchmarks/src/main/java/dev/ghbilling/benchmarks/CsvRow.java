package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A large CSV file, added up by product, beside the CSV library alone and DuckDB. */
final class CsvRow implements Row {
  @Override
  public String name() {
    return "csv";
  }

  @Override
  public List<Measurement> measure(Bench bench) throws IOException, InterruptedException {
    int rows = bench.plan().rows();
    Path file = new LargeFiles(bench).csv(rows);
    bench.progress().accept("csv");
    // A file of this size says enough in two rounds.
    int rounds = Math.min(2, bench.plan().rounds());
    Turns turns =
        new Turns(
            ChildJvm.run(
                List.of("-Xmx256m"), CsvReading.class, file.toString(), Integer.toString(rounds)));
    turns.same("sdk", "library");
    String what =
        "%,d CSV rows of %s by product, speed"
            .formatted(rows, Quantity.bytes((double) Files.size(file)));
    List<Measurement> found = new ArrayList<>();
    found.add(
        Measurement.ratio(
            what,
            "Jackson's CSV alone",
            turns.median("sdk"),
            turns.median("library"),
            turns.speed("sdk", "library"),
            Target.atLeast(0.7)));
    if (turns.has("duckdb")) {
      turns.same("sdk", "duckdb");
      found.add(
          Measurement.ratio(
                  what,
                  "DuckDB",
                  turns.median("sdk"),
                  turns.median("duckdb"),
                  turns.speed("sdk", "duckdb"),
                  Target.none())
              .withNote("DuckDB uses every processor, and reads no other column"));
    } else {
      bench.progress().accept("csv: no DuckDB, which the profile bench brings");
    }
    return found;
  }
}
