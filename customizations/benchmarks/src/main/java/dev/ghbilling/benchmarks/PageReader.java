package dev.ghbilling.benchmarks;

import java.io.IOException;

/** Reads the committers of all pages. */
interface PageReader extends AutoCloseable {
  /** How many there are. */
  long committers() throws IOException;

  @Override
  default void close() {}
}
