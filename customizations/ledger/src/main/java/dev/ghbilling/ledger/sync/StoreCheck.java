package dev.ghbilling.ledger.sync;

import dev.ghbilling.ledger.load.ReportContent;
import dev.ghbilling.ledger.store.LedgerStore;
import dev.ghbilling.ledger.store.Manifest;
import dev.ghbilling.ledger.store.Manifest.Day;
import dev.ghbilling.ledger.store.Manifest.Landing;
import dev.ghbilling.ledger.store.Manifest.Partition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Compares the files of a store with the checksums in its manifest. */
public final class StoreCheck {
  private StoreCheck() {}

  /** Returns the paths of landed files that are missing or were changed. */
  public static Set<String> changedLanded(Path folder, Manifest manifest) throws IOException {
    Map<String, String> checksums = new TreeMap<>();
    for (Landing landing : manifest.landings()) {
      landing.files().forEach(file -> checksums.put(file.path(), file.storedSha256()));
    }
    return changed(folder, checksums);
  }

  /** Returns the paths of Parquet files that are missing or were changed. */
  public static Set<String> changedParquet(Path folder, Manifest manifest) throws IOException {
    return changed(
        folder,
        manifest.partitions().stream()
            .collect(Collectors.toMap(Partition::path, Partition::sha256)));
  }

  private static Set<String> changed(Path folder, Map<String, String> checksums)
      throws IOException {
    Set<String> changed = new TreeSet<>();
    for (Map.Entry<String, String> checksum : checksums.entrySet()) {
      Path file = folder.resolve(checksum.getKey());
      if (!Files.exists(file) || !ReportContent.storedSha256(file).equals(checksum.getValue())) {
        changed.add(checksum.getKey());
      }
    }
    return changed;
  }

  private static Set<Integer> damagedLandings(Manifest manifest, Set<String> changed) {
    Set<Integer> damaged = new HashSet<>();
    for (int id = 1; id <= manifest.landings().size(); id++) {
      if (manifest.landing(id).files().stream().anyMatch(file -> changed.contains(file.path()))) {
        damaged.add(id);
      }
    }
    return damaged;
  }

  /** Returns what somebody should know of files that the manifest doesn't list. */
  static List<String> setAside(LedgerStore store) {
    return store.setAside().isEmpty()
        ? List.of()
        : List.of(
            "%d landed files that the manifest doesn't list were moved to %s; import them if they are missed"
                .formatted(store.setAside().size(), store.setAside().get(0).getParent()));
  }

  /**
   * Makes Parquet files anew that are missing or were changed. Days for which that isn't possible
   * become unknown.
   *
   * @return the ids of landings of which a file is missing or was changed
   */
  static Set<Integer> repair(LedgerStore store, DayLoad load, Consumer<String> progress)
      throws IOException {
    Manifest manifest = store.manifest();
    Set<String> changed = changedParquet(store.folder(), manifest);
    Set<Integer> damaged = damagedLandings(manifest, changedLanded(store.folder(), manifest));
    for (Partition partition : manifest.partitions()) {
      if (changed.contains(partition.path())) {
        progress.accept(partition.path() + " is missing or was changed: it is made anew");
        Set<LocalDate> lost = new TreeSet<>();
        for (Map.Entry<LocalDate, Day> day :
            manifest
                .days(partition.type())
                .subMap(partition.month().atDay(1), true, partition.month().atEndOfMonth(), true)
                .entrySet()) {
          if (damaged.contains(day.getValue().landing())) {
            lost.add(day.getKey());
          }
        }
        store.commit(
            load.rebuilt(
                store.manifest().withoutDays(partition.type(), lost),
                partition.type(),
                partition.month()));
      }
    }
    return damaged;
  }
}
