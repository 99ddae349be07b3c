package dev.ghbilling.ledger.spark;

import dev.ghbilling.ledger.store.Manifest;
import dev.ghbilling.ledger.store.Manifest.Day;
import dev.ghbilling.ledger.store.Manifest.LandedFile;
import dev.ghbilling.ledger.store.ReportType;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A type and month that a store has rows of.
 *
 * @param id a name that is the same for the same days of the same files
 * @param days how many rows each day has
 * @param files the Parquet files to write
 */
record PlannedPartition(
    ReportType type,
    YearMonth month,
    String id,
    NavigableMap<LocalDate, Long> days,
    List<OutputFile> files) {
  /** After how many rows of landed files another Parquet file is begun. */
  private static final long ROWS_PER_FILE = 5_000_000;

  /** The rows of one Parquet file, which one task writes from the first landed file to the last. */
  record OutputFile(String type, String month, ArrayList<LandedPart> parts)
      implements Serializable {}

  /** Returns the partitions of a store. */
  static List<PlannedPartition> of(Manifest manifest) {
    List<PlannedPartition> partitions = new ArrayList<>();
    for (ReportType type : ReportType.values()) {
      NavigableMap<YearMonth, NavigableMap<LocalDate, Day>> months = new TreeMap<>();
      manifest
          .days(type)
          .forEach(
              (date, day) -> {
                if (day.rows() > 0) {
                  months
                      .computeIfAbsent(YearMonth.from(date), month -> new TreeMap<>())
                      .put(date, day);
                }
              });
      months.forEach((month, days) -> partitions.add(of(manifest, type, month, days)));
    }
    return partitions;
  }

  private static PlannedPartition of(
      Manifest manifest, ReportType type, YearMonth month, NavigableMap<LocalDate, Day> days) {
    NavigableMap<LocalDate, Long> rows = new TreeMap<>();
    Map<Integer, TreeSet<LocalDate>> landings = new TreeMap<>();
    days.forEach(
        (date, day) -> {
          rows.put(date, day.rows());
          landings.computeIfAbsent(day.landing(), id -> new TreeSet<>()).add(date);
        });
    MessageDigest content = sha256();
    List<OutputFile> files = new ArrayList<>();
    long inFile = 0;
    for (Map.Entry<Integer, TreeSet<LocalDate>> landing : landings.entrySet()) {
      for (LandedFile file : manifest.landing(landing.getKey()).files()) {
        if (files.isEmpty() || inFile + file.rows() > ROWS_PER_FILE) {
          files.add(new OutputFile(type.value(), month.toString(), new ArrayList<>()));
          inFile = 0;
        }
        LandedPart part = LandedPart.of(file, landing.getValue());
        files.get(files.size() - 1).parts().add(part);
        inFile += file.rows();
        content.update((file.sha256() + part.days()).getBytes(StandardCharsets.UTF_8));
      }
    }
    String id = HexFormat.of().formatHex(content.digest(), 0, 8);
    return new PlannedPartition(type, month, id, rows, files);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
