package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.util.List;

/** A part of the table, which can be measured by itself. */
interface Row {
  /** What it is called on the command line. */
  String name();

  /**
   * Measures it.
   *
   * @throws IOException when something that is measured doesn't do what it should
   */
  List<Measurement> measure(Bench bench) throws IOException, InterruptedException;
}
