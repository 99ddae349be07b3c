package dev.ghbilling.ledger.spark;

import dev.ghbilling.ledger.store.Manifest.LandedFile;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.TreeSet;

/**
 * The rows that a landed file has of some days.
 *
 * @param path where the file is in the store
 * @param storedSha256 the checksum of the compressed file
 * @param source what rows have as their source
 * @param days the days that count
 */
record LandedPart(String path, String storedSha256, String source, TreeSet<LocalDate> days)
    implements Serializable {
  static LandedPart of(LandedFile file, TreeSet<LocalDate> days) {
    return new LandedPart(file.path(), file.storedSha256(), file.source(), days);
  }
}
