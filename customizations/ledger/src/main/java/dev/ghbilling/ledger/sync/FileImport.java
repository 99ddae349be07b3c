package dev.ghbilling.ledger.sync;

import dev.ghbilling.ledger.load.ReportLoader;
import dev.ghbilling.ledger.store.LedgerException;
import dev.ghbilling.ledger.store.LedgerStore;
import dev.ghbilling.ledger.store.Manifest;
import dev.ghbilling.ledger.store.Manifest.Day;
import dev.ghbilling.ledger.store.Manifest.Landing;
import dev.ghbilling.ledger.store.ReportType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The import of files that somebody has. A file counts for the days of which it has rows. It
 * replaces what came from other files, and leaves the days that GitHub itself has reported. A file
 * with the first and last day of another one is a newer version of it: rows that only the older one
 * has of a day are dropped.
 */
public final class FileImport {
  private final LedgerStore store;
  private final ReportLoader loader;
  private final DayLoad load;
  private final Clock clock;
  private final Consumer<String> progress;
  private final int before;

  /** Prepares an import; the caller closes the store and the loader. */
  public FileImport(
      LedgerStore store, ReportLoader loader, Clock clock, Consumer<String> progress) {
    this.store = store;
    this.loader = loader;
    this.load = new DayLoad(store, loader, null);
    this.clock = clock;
    this.progress = progress;
    this.before = store.manifest().landings().size();
  }

  /**
   * Imports files: all of them, or none if one is wrong.
   *
   * @param type what all files are; null to tell it from their columns
   * @throws dev.ghbilling.error.UnreadableReportException when a file is wrong; the message has the
   *     line
   * @throws LedgerException when two files have different rows of the same day
   */
  public SyncResult run(List<Path> files, @Nullable ReportType type) throws IOException {
    List<String> notes = new ArrayList<>(StoreCheck.setAside(store));
    StoreCheck.repair(store, load, progress);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Map<ReportType, Map<String, StagedReport>> byType = new EnumMap<>(ReportType.class);
    for (Path file : files) {
      String name = file.toString();
      ReportType ofFile = ReportLoader.type(file, name, type);
      StagedReport report = load.stage(file, name);
      if (!report.days().isEmpty() && report.days().lastKey().isAfter(today)) {
        ReportLoader.requireUntil(today, file, name);
      }
      byType
          .computeIfAbsent(ofFile, unused -> new LinkedHashMap<>())
          .putIfAbsent(report.content().sha256(), report);
    }
    Map<StagedReport, NavigableSet<LocalDate>> days = new LinkedHashMap<>();
    for (Map<String, StagedReport> reports : byType.values()) {
      days.putAll(daysOf(List.copyOf(reports.values())));
    }
    List<SyncResult.Landed> landed = new ArrayList<>();
    for (Map.Entry<ReportType, Map<String, StagedReport>> reports : byType.entrySet()) {
      for (StagedReport report : reports.getValue().values()) {
        commit(reports.getKey(), report, days.getOrDefault(report, new TreeSet<>()), landed, notes);
      }
    }
    notes.forEach(progress);
    return new SyncResult(landed, notes, true);
  }

  /** Decides which file has a day that several have. They must agree about it. */
  private Map<StagedReport, NavigableSet<LocalDate>> daysOf(List<StagedReport> reports) {
    Map<StagedReport, NavigableSet<LocalDate>> days = new LinkedHashMap<>();
    Map<LocalDate, StagedReport> owners = new TreeMap<>();
    for (StagedReport report : reports) {
      NavigableSet<LocalDate> own = new TreeSet<>();
      for (LocalDate day : report.days().keySet()) {
        StagedReport owner = owners.putIfAbsent(day, report);
        if (owner == null) {
          own.add(day);
        } else if (!loader.isSame(owner.loaded().parquet(), report.loaded().parquet(), day)) {
          throw new LedgerException(
              "%s and %s have different rows of %s, and only one of them can count: import them one after the other, the newer one last; nothing was imported"
                  .formatted(owner.name(), report.name(), day));
        }
      }
      days.put(report, own);
    }
    return days;
  }

  private void commit(
      ReportType type,
      StagedReport report,
      NavigableSet<LocalDate> days,
      List<SyncResult.Landed> landed,
      List<String> notes)
      throws IOException {
    if (report.days().isEmpty()) {
      notes.add("%s: it has no rows".formatted(report.name()));
      return;
    }
    Manifest manifest = store.manifest();
    NavigableSet<LocalDate> replaced = new TreeSet<>(days);
    replaced.removeIf(day -> isKept(manifest, type, day, report.source()));
    int kept = days.size() - replaced.size();
    Map<String, NavigableSet<LocalDate>> earlier = earlierFiles(manifest, type, replaced);
    NavigableSet<LocalDate> withdrawn = withdrawn(type, report);
    replaced.addAll(withdrawn);
    if (replaced.isEmpty()) {
      notes.add("%s: the store has its days already".formatted(report.name()));
      return;
    }
    LocalDate last = report.days().lastKey();
    load.commit(
        new Landing(
            type,
            report.days().firstKey(),
            last,
            Landing.FILE,
            report.name(),
            System.getProperty("user.name"),
            last.atStartOfDay(ZoneOffset.UTC).toInstant(),
            clock.instant(),
            List.of()),
        List.of(report),
        replaced);
    landed.add(
        new SyncResult.Landed(
            type,
            report.days().firstKey(),
            last,
            Landing.FILE,
            replaced.size(),
            replaced.stream().mapToLong(day -> report.days().getOrDefault(day, 0L)).sum()));
    if (kept > 0) {
      notes.add(
          "%s: %d of its %d days stay as the store has them"
              .formatted(report.name(), kept, days.size()));
    }
    earlier.forEach(
        (name, theirs) ->
            notes.add(
                "%s: it replaces %d of the days that %s had, from %s"
                    .formatted(report.name(), theirs.size(), name, theirs.first())));
    if (!withdrawn.isEmpty()) {
      notes.add(
          "%s: an older version of it has rows of %d more days, from %s; they count no more"
              .formatted(report.name(), withdrawn.size(), withdrawn.first()));
    }
  }

  /** Returns which of the days have rows of other files, by the names of these files. */
  private static Map<String, NavigableSet<LocalDate>> earlierFiles(
      Manifest manifest, ReportType type, NavigableSet<LocalDate> days) {
    Map<String, NavigableSet<LocalDate>> earlier = new TreeMap<>();
    for (LocalDate day : days) {
      Day known = manifest.days(type).get(day);
      if (known != null && known.rows() > 0 && manifest.isFromFile(known)) {
        earlier
            .computeIfAbsent(
                manifest.landing(known.landing()).reference(), unused -> new TreeSet<>())
            .add(day);
      }
    }
    return earlier;
  }

  /** Returns the days of older versions of the file of which it has no rows. */
  private NavigableSet<LocalDate> withdrawn(ReportType type, StagedReport report) {
    Manifest manifest = store.manifest();
    if (report.days().isEmpty()) {
      return new TreeSet<>();
    }
    LocalDate first = report.days().firstKey();
    LocalDate last = report.days().lastKey();
    return manifest.days(type).subMap(first, true, last, true).entrySet().stream()
        .filter(entry -> entry.getValue().rows() > 0 && manifest.isFromFile(entry.getValue()))
        .filter(entry -> entry.getValue().landing() <= before)
        .filter(entry -> !report.days().containsKey(entry.getKey()))
        .filter(
            entry -> {
              Landing older = manifest.landing(entry.getValue().landing());
              return older.from().equals(first) && older.to().equals(last);
            })
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns whether a day came from GitHub, or from this very file. */
  private static boolean isKept(Manifest manifest, ReportType type, LocalDate day, String source) {
    Day known = manifest.days(type).get(day);
    if (known == null) {
      return false;
    }
    return manifest.isFromFile(known)
        ? manifest.landing(known.landing()).files().stream()
            .anyMatch(file -> file.source().equals(source))
        : known.rows() > 0 || manifest.hasBegun(type, day);
  }
}
