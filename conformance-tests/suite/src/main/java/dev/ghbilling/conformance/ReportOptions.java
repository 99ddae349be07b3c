package dev.ghbilling.conformance;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which reports are written. */
final class ReportOptions {
  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "The directory for report.html, report.json, junit.xml, ctrf.json and failures.har.")
  private @Nullable Path report;

  @Option(
      names = "--provider-version",
      paramLabel = "VERSION",
      description =
          "The version of the tested server, such as its commit. With it, --report also writes"
              + " provider-contract.json, which publishes contract and results to PactFlow.")
  private @Nullable String providerVersion;

  /**
   * Applies the options.
   *
   * @throws IllegalArgumentException when there is no place for a report
   */
  void apply(ServerUnderTest.Builder server) {
    if (report != null) {
      server.report(report);
    } else if (providerVersion != null) {
      throw new IllegalArgumentException("--provider-version needs --report, where it writes");
    }
  }

  /** Returns the version of the tested server, if it was given. */
  Optional<String> providerVersion() {
    return Optional.ofNullable(providerVersion);
  }
}
