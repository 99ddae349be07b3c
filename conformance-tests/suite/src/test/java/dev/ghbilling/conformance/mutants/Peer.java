package dev.ghbilling.conformance.mutants;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** A tool that holds a server against the contract. */
interface Peer {
  String name();

  /** Returns how it is run, for example its seed. */
  String settings();

  /**
   * Runs it to its end.
   *
   * @param sandbox the server behind its proxy
   * @param server what the proxy does
   * @param contract the contract as one file
   * @param folder where it writes
   * @return what it found; the same finding has the same text in each run
   */
  Set<String> failures(ProxiedSandbox sandbox, Mutant server, Path contract, Path folder)
      throws IOException, InterruptedException;

  /** Runs a process whose output goes to {@code log.txt}. */
  static void run(Path folder, ProcessBuilder process) throws IOException, InterruptedException {
    Process started =
        process
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    try {
      started.waitFor();
    } finally {
      started.destroyForcibly();
    }
  }
}
