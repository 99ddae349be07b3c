package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a row has around it.
 *
 * @param plan how much is measured
 * @param tree the source tree with its built jars, if there is one
 * @param work a folder for what is made in order to be measured, and kept for the next time
 * @param progress told what is going on
 */
record Bench(Plan plan, Optional<Path> tree, Path work, Consumer<String> progress) {
  /** The tree, for rows that measure what is built from it. */
  Path sourceTree() throws IOException {
    return tree.orElseThrow(
        () -> new IOException("there is no source tree: it is run by ./ghbilling bench"));
  }
}
