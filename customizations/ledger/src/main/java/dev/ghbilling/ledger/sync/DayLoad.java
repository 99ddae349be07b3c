package dev.ghbilling.ledger.sync;

import dev.ghbilling.ledger.load.LoadedReport;
import dev.ghbilling.ledger.load.NumberedCopy;
import dev.ghbilling.ledger.load.ReportContent;
import dev.ghbilling.ledger.load.ReportLoader;
import dev.ghbilling.ledger.store.LedgerAccount;
import dev.ghbilling.ledger.store.LedgerException;
import dev.ghbilling.ledger.store.LedgerStore;
import dev.ghbilling.ledger.store.Manifest;
import dev.ghbilling.ledger.store.Manifest.Day;
import dev.ghbilling.ledger.store.Manifest.LandedFile;
import dev.ghbilling.ledger.store.Manifest.Landing;
import dev.ghbilling.ledger.store.Manifest.Partition;
import dev.ghbilling.ledger.store.ReportType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Loads reports, and puts whole days of them into the store in place of what was there. */
final class DayLoad {
  private final LedgerStore store;
  private final ReportLoader loader;
  private final @Nullable LedgerAccount account;

  /**
   * Prepares for one run.
   *
   * @param account whose reports they are; null if that isn't known
   */
  DayLoad(LedgerStore store, ReportLoader loader, @Nullable LedgerAccount account) {
    this.store = store;
    this.loader = loader;
    this.account = account;
  }

  /**
   * Loads a report without changing the store.
   *
   * @param name what messages and the manifest call it
   */
  StagedReport stage(Path report, String name) throws IOException {
    BasicFileAttributes before = Files.readAttributes(report, BasicFileAttributes.class);
    Path compressed = Files.createTempFile(store.work(), "landed", ".gz");
    CompletableFuture<String> compression =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return ReportContent.compress(report, compressed);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    NumberedCopy numbered;
    LoadedReport loaded;
    String compressedSha256;
    try {
      numbered = numbered(report, name);
      loaded = load(report, name, numbered);
    } finally {
      compressedSha256 = joined(compression);
    }
    BasicFileAttributes after = Files.readAttributes(report, BasicFileAttributes.class);
    if (before.size() != after.size()
        || !before.lastModifiedTime().equals(after.lastModifiedTime())) {
      throw new LedgerException(name + " was changed while it was read");
    }
    return new StagedReport(name, numbered.content(), compressed, compressedSha256, loaded);
  }

  private NumberedCopy numbered(Path report, String name) throws IOException {
    return NumberedCopy.write(report, name, Files.createTempFile(store.work(), "numbered", ".csv"));
  }

  private LoadedReport load(Path report, String name, NumberedCopy numbered) throws IOException {
    return loader.load(
        report, name, numbered, Files.createTempFile(store.work(), "rows", ".parquet"));
  }

  private static String joined(CompletableFuture<String> compression) throws IOException {
    try {
      return compression.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException failure) {
        throw failure.getCause();
      }
      throw e;
    }
  }

  /**
   * Commits days of reports, and removes their temporary files.
   *
   * @param landing what the reports are; its files are added
   * @param reports the reports
   * @param days the days to replace, whether or not the reports have rows of them; without rows
   *     they are unknown until they are settled
   */
  void commit(Landing landing, List<StagedReport> reports, NavigableSet<LocalDate> days)
      throws IOException {
    List<LandedFile> files = new ArrayList<>();
    for (StagedReport report : reports) {
      files.add(land(landing, report));
    }
    Manifest next =
        store
            .manifest()
            .with(
                new Landing(
                    landing.type(),
                    landing.from(),
                    landing.to(),
                    landing.origin(),
                    landing.reference(),
                    landing.by(),
                    landing.asOf(),
                    landing.landedAt().truncatedTo(ChronoUnit.SECONDS),
                    files),
                account);
    Map<LocalDate, Day> known = new TreeMap<>();
    for (LocalDate day : days) {
      long rows = reports.stream().mapToLong(each -> each.days().getOrDefault(day, 0L)).sum();
      if (Manifest.isKnown(day, rows, landing.asOf(), next.settlingDays())) {
        known.put(day, new Day(next.landings().size(), rows));
      }
    }
    Manifest before = next;
    next = next.withoutDays(landing.type(), days).withDays(landing.type(), known);
    for (YearMonth month : months(days)) {
      List<ReportLoader.Part> parts = kept(before, landing.type(), month, days);
      for (StagedReport report : reports) {
        NavigableSet<LocalDate> ofReport = new TreeSet<>(report.days().keySet());
        ofReport.retainAll(days);
        ofReport.removeIf(day -> !YearMonth.from(day).equals(month));
        if (!ofReport.isEmpty()) {
          parts.add(new ReportLoader.Part(report.loaded().parquet(), ofReport));
        }
      }
      next =
          next.with(landing.type(), month, partition(next, landing.type(), month, parts, reports));
    }
    store.commit(next);
    for (StagedReport report : reports) {
      report.delete();
    }
  }

  /** Makes a Parquet file anew from landed files, and returns the manifest with it. */
  Manifest rebuilt(Manifest manifest, ReportType type, YearMonth month) throws IOException {
    Map<Integer, NavigableSet<LocalDate>> byLanding = new TreeMap<>();
    rowsOf(manifest, type, month)
        .forEach(
            (day, rows) ->
                byLanding.computeIfAbsent(rows.landing(), id -> new TreeSet<>()).add(day));
    List<ReportLoader.Part> parts = new ArrayList<>();
    for (Map.Entry<Integer, NavigableSet<LocalDate>> entry : byLanding.entrySet()) {
      for (LandedFile file : manifest.landing(entry.getKey()).files()) {
        Path report = store.file(file.path());
        LoadedReport loaded = load(report, file.name(), numbered(report, file.name()));
        parts.add(new ReportLoader.Part(loaded.parquet(), entry.getValue()));
      }
    }
    Manifest without = manifest.with(type, month, null);
    Partition partition = partition(without, type, month, parts, List.of());
    for (ReportLoader.Part part : parts) {
      Files.deleteIfExists(part.parquet());
    }
    return without.with(type, month, partition);
  }

  private LandedFile land(Landing landing, StagedReport report) throws IOException {
    String path =
        LedgerStore.landedPath(landing.type(), landing.from(), landing.to(), report.source());
    String stored = storedSha256(path, report.content().sha256());
    if (stored == null) {
      stored = report.compressedSha256();
      store.place(report.compressed(), path);
    }
    return new LandedFile(
        path,
        report.name(),
        report.content().sha256(),
        report.content().bytes(),
        report.loaded().total(),
        stored);
  }

  /**
   * Returns the checksum of a landed file that has the content already, however another version of
   * the JDK compressed it; null if there is none.
   */
  private @Nullable String storedSha256(String path, String content) throws IOException {
    if (!Files.exists(store.file(path))) {
      return null;
    }
    String stored = ReportContent.storedSha256(store.file(path));
    return store.manifest().landings().stream()
            .flatMap(each -> each.files().stream())
            .filter(file -> file.path().equals(path))
            .anyMatch(file -> file.sha256().equals(content) && file.storedSha256().equals(stored))
        ? stored
        : null;
  }

  /** Returns the rows that stay, of days that aren't replaced. */
  private List<ReportLoader.Part> kept(
      Manifest before, ReportType type, YearMonth month, Set<LocalDate> replaced) {
    Set<LocalDate> days = new TreeSet<>(rowsOf(before, type, month).keySet());
    days.removeAll(replaced);
    Partition old = before.partition(type, month);
    List<ReportLoader.Part> parts = new ArrayList<>();
    if (old != null && !days.isEmpty()) {
      parts.add(new ReportLoader.Part(store.file(old.path()), days));
    }
    return parts;
  }

  private static NavigableMap<LocalDate, Day> rowsOf(
      Manifest manifest, ReportType type, YearMonth month) {
    NavigableMap<LocalDate, Day> days =
        new TreeMap<>(manifest.days(type).subMap(month.atDay(1), true, month.atEndOfMonth(), true));
    days.values().removeIf(day -> day.rows() == 0);
    return days;
  }

  /** Writes the Parquet file of a month and places it; null when the month has no rows. */
  private @Nullable Partition partition(
      Manifest next,
      ReportType type,
      YearMonth month,
      List<ReportLoader.Part> parts,
      List<StagedReport> reports)
      throws IOException {
    NavigableMap<LocalDate, Day> days = rowsOf(next, type, month);
    if (parts.isEmpty()) {
      return null;
    }
    String path = LedgerStore.partitionPath(type, month, id(next, days));
    Partition same = next.partition(type, month);
    if (same != null && same.path().equals(path)) {
      return same;
    }
    LoadedReport rows =
        isWholeFile(parts, reports)
            ? reports.get(0).loaded()
            : loader.combine(parts, Files.createTempFile(store.work(), "month", ".parquet"));
    Map<LocalDate, Long> expected = new TreeMap<>();
    days.forEach((day, known) -> expected.put(day, known.rows()));
    if (!rows.rows().equals(expected)) {
      throw new LedgerException(
          "the rows of %s in %s are not complete; nothing was changed".formatted(type, month));
    }
    String sha256 = ReportContent.storedSha256(rows.parquet());
    store.place(rows.parquet(), path);
    return new Partition(type, month, path, rows.total(), sha256);
  }

  /** Returns whether the month is nothing but one report, whose file can be taken as it is. */
  private static boolean isWholeFile(List<ReportLoader.Part> parts, List<StagedReport> reports) {
    return parts.size() == 1
        && reports.size() == 1
        && parts.get(0).parquet().equals(reports.get(0).loaded().parquet())
        && parts.get(0).days().size() == reports.get(0).days().size();
  }

  /** Returns a name that is the same for the same content. */
  private static String id(Manifest manifest, NavigableMap<LocalDate, Day> days) {
    String content =
        days.entrySet().stream()
            .map(
                entry ->
                    entry.getKey()
                        + manifest.landing(entry.getValue().landing()).files().stream()
                            .map(LandedFile::sha256)
                            .collect(Collectors.joining(",", "=", "\n")))
            .collect(Collectors.joining());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<YearMonth> months(Set<LocalDate> days) {
    return days.stream().map(YearMonth::from).collect(Collectors.toCollection(TreeSet::new));
  }
}
