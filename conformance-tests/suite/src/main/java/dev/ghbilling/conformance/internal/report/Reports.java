package dev.ghbilling.conformance.internal.report;

import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.conformance.internal.verdict.ExceptionText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writes the reports into a directory, if one is set. */
public final class Reports {
  private final Optional<Path> directory;

  /**
   * Creates the directory, so that a run can't end without a place for its report.
   *
   * @throws IOException when the directory isn't writable
   */
  public Reports(Optional<Path> directory) throws IOException {
    this.directory = directory;
    if (directory.isPresent()) {
      try {
        Files.createDirectories(directory.get());
        Files.delete(Files.createTempFile(directory.get(), ".conformance-", ""));
      } catch (IOException e) {
        throw new IOException("can't write the report: " + ExceptionText.of(e), e);
      }
    }
  }

  /** Returns the path of the page for people. */
  public Optional<Path> page() {
    return directory.map(each -> each.resolve("report.html").toAbsolutePath());
  }

  /**
   * Writes {@code report.json}, {@code junit.xml}, {@code ctrf.json}, {@code failures.har} and
   * {@code report.html}.
   */
  public void write(Results results) throws IOException {
    if (directory.isPresent()) {
      JsonReport.write(results, directory.get().resolve("report.json"));
      JUnitReport.write(results, directory.get().resolve("junit.xml"));
      CtrfReport.write(results, directory.get().resolve("ctrf.json"));
      HarReport.write(results, directory.get().resolve("failures.har"));
      HtmlReport.write(results, page().orElseThrow());
    }
  }

  /**
   * Writes {@code provider-contract.json}, beside the {@code report.json} that it contains.
   *
   * @param verifierVersion the version of the suite
   * @param providerVersion the version of the server that was tested
   */
  public void writeProviderContract(Results results, String verifierVersion, String providerVersion)
      throws IOException {
    if (directory.isPresent()) {
      ProviderContract.write(
          results,
          verifierVersion,
          providerVersion,
          directory.get().resolve("report.json"),
          directory.get().resolve("provider-contract.json"));
    }
  }
}
