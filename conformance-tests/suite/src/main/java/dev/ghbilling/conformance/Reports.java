package dev.ghbilling.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder for the three reports, if they are wanted. */
final class Reports {
  private final Optional<Path> folder;

  /**
   * Makes the folder.
   *
   * @throws IOException when nothing can be written there
   */
  Reports(Optional<Path> folder) throws IOException {
    this.folder = folder;
    if (folder.isPresent()) {
      try {
        Files.createDirectories(folder.get());
        Files.delete(Files.createTempFile(folder.get(), ".conformance-", ""));
      } catch (IOException e) {
        throw new IOException("the report can't be written: " + Reason.of(e), e);
      }
    }
  }

  void write(Results results) throws IOException {
    if (folder.isPresent()) {
      JsonReport.write(results, folder.get().resolve("report.json"));
      JUnitReport.write(results, folder.get().resolve("junit.xml"));
      HtmlReport.write(results, folder.get().resolve("report.html"));
    }
  }
}
