package dev.ghbilling.ledger.sync;

import dev.ghbilling.ledger.load.LoadedReport;
import dev.ghbilling.ledger.load.ReportContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.NavigableMap;

/**
 * A report that is loaded, but not in the store yet.
 *
 * @param name what it was called
 * @param content what its file contains
 * @param compressed the content, compressed
 * @param compressedSha256 the checksum of the compressed file
 * @param loaded its rows
 */
record StagedReport(
    String name,
    ReportContent content,
    Path compressed,
    String compressedSha256,
    LoadedReport loaded) {
  NavigableMap<LocalDate, Long> days() {
    return loaded.rows();
  }

  /** Deletes its temporary files, unless they have become files of the store. */
  void delete() throws IOException {
    Files.deleteIfExists(compressed);
    Files.deleteIfExists(loaded.parquet());
  }

  String source() {
    return content.sha256().substring(0, 16);
  }
}
