package dev.ghbilling.conformance;

import dev.ghbilling.conformance.internal.check.Baseline;
import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that turn the results of checks into the verdict about a server. */
final class VerdictOptions {
  @Option(
      names = "--strict",
      description =
          "Fails on violations of HTTP and of guidelines, too. Without it, only violations of the"
              + " contract fail, and these warn.")
  private boolean strict;

  @Option(
      names = {"--baseline", "--known-failing"},
      paramLabel = "FILE",
      description =
          "A file with the ids of checks that are known to fail, one a line. A listed check that"
              + " passes counts as a failure, which names it. An id that no check of the run has"
              + " is named on stderr.")
  private @Nullable Path baseline;

  @Option(
      names = "--write-baseline",
      description =
          "Adds the checks that failed to the file of --baseline, and removes those that passed"
              + " and ids that no check of the run has. The exit status is that of the run.")
  private boolean writeBaseline;

  @Option(
      names = "--min-coverage",
      paramLabel = "PERCENT",
      defaultValue = "0",
      description =
          "How much of the contract's operations, statuses, parameters, bounds, headers, properties"
              + " and examples the run has to exercise; if it exercises less, the exit status is"
              + " 2.")
  private int minCoverage;

  /**
   * Applies the options.
   *
   * @throws IllegalArgumentException when they contradict each other
   */
  void apply(ServerUnderTest.Builder server) {
    server.strict(strict).minCoverage(minCoverage);
    if (baseline != null) {
      server.baseline(baseline).writesBaseline(writeBaseline);
    } else if (writeBaseline) {
      throw new IllegalArgumentException("--write-baseline needs --baseline, which it writes");
    }
  }

  /** Writes the baseline, if that was asked for. */
  void writeBaseline(Results results) throws IOException {
    if (baseline != null && writeBaseline) {
      Set<String> removed = new HashSet<>(results.baseline().unknown());
      removed.addAll(results.ids(Set.of(Outcome.PASSED)));
      Baseline.write(baseline, removed, results.ids(Set.of(Outcome.FAILED, Outcome.KNOWN_FAILING)));
    }
  }
}
