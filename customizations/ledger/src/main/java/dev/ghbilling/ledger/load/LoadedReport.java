package dev.ghbilling.ledger.load;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.NavigableMap;

/**
 * A report as a Parquet file of the ledger's schema.
 *
 * @param parquet the file
 * @param rows how many rows each day has; days without rows aren't there
 */
public record LoadedReport(Path parquet, NavigableMap<LocalDate, Long> rows) {
  /** Returns the number of rows of all days. */
  public long total() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }
}
