package dev.ghbilling.ledger.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a store contains. Immutable: a change makes another manifest, which becomes valid when it is
 * committed.
 *
 * @param schemaVersion the version of the store's layout
 * @param account whose bill it is; null until GitHub's first report was landed
 * @param settlingDays after how many days a day is final, as the newest sync had it
 * @param landings what was landed, the oldest first; the id is the position, beginning with 1
 * @param partitions the Parquet files that count, at most one for each type and month
 * @param days which landing has the rows of each day; a day that isn't there is unknown
 * @param totals the sums that GitHub itself reported
 * @param unfinished the sync that has begun and not ended; null if the last one ended
 */
public record Manifest(
    int schemaVersion,
    @Nullable LedgerAccount account,
    int settlingDays,
    List<Landing> landings,
    List<Partition> partitions,
    Map<ReportType, NavigableMap<LocalDate, Day>> days,
    NavigableMap<YearMonth, GitHubTotal> totals,
    @Nullable Unfinished unfinished) {
  /** The version of the layout that this library reads and writes. */
  public static final int SCHEMA_VERSION = 1;

  /** After how many days GitHub's figures of a day are taken to be final, unless told otherwise. */
  public static final int SETTLING_DAYS = 5;

  /** How many months of usage GitHub keeps, the running one included. */
  public static final int MONTHS_KEPT = 24;

  /** The manifest of a new store. */
  public static final Manifest EMPTY =
      new Manifest(
          SCHEMA_VERSION,
          null,
          SETTLING_DAYS,
          List.of(),
          List.of(),
          Map.of(),
          new TreeMap<YearMonth, GitHubTotal>(),
          null);

  /** Completes what a document leaves out. */
  public Manifest {
    landings = List.copyOf(landings);
    partitions = List.copyOf(partitions);
  }

  /**
   * Files that came together.
   *
   * @param type the type of report
   * @param from the first day asked for
   * @param to the last day asked for
   * @param origin where it is from, as one of the constants
   * @param reference the id of the export, or the names of the files
   * @param by who asked GitHub for it, or imported it
   * @param asOf when GitHub made it; for a file of unknown age, the start of its last day
   * @param landedAt when it was stored
   * @param files the files, none when the report has no rows
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Landing(
      ReportType type,
      LocalDate from,
      LocalDate to,
      String origin,
      String reference,
      @Nullable String by,
      Instant asOf,
      Instant landedAt,
      List<LandedFile> files) {
    /** The origin of a report that GitHub exported. */
    public static final String EXPORT = "export";

    /** The origin of rows of the API. */
    public static final String USAGE = "usage";

    /** The origin of a file that somebody had. */
    public static final String FILE = "file";
  }

  /**
   * A file as it came, compressed.
   *
   * @param path where it is in the store
   * @param name what it was called
   * @param sha256 the checksum of the content
   * @param bytes the length of the content
   * @param rows how many rows it has
   * @param storedSha256 the checksum of the compressed file
   */
  public record LandedFile(
      String path, String name, String sha256, long bytes, long rows, String storedSha256) {
    /** Returns what rows have as their source. */
    public String source() {
      return sha256.substring(0, 16);
    }
  }

  /**
   * The Parquet file of a type and month.
   *
   * @param path where it is in the store
   * @param rows how many rows it has
   * @param sha256 the file's checksum
   */
  public record Partition(
      ReportType type, YearMonth month, String path, long rows, String sha256) {}

  /**
   * A day whose rows are known.
   *
   * @param landing the id of the landing that has them
   * @param rows how many there are
   */
  public record Day(int landing, long rows) {}

  /**
   * The sums of a month that GitHub reported by itself.
   *
   * @param asOf when it was asked
   */
  public record GitHubTotal(BigDecimal gross, BigDecimal discount, BigDecimal net, Instant asOf) {}

  /**
   * A sync that has begun and not ended. If its process was killed, the next sync goes on with it.
   *
   * @param since when it began
   * @param landings how many landings there were then
   */
  public record Unfinished(Instant since, int landings) {}

  /** Returns the landing with the id. */
  public Landing landing(int id) {
    return landings.get(id - 1);
  }

  /** Returns whether each day has a landing. */
  boolean isComplete() {
    return days.values().stream()
        .flatMap(ofType -> ofType.values().stream())
        .allMatch(day -> day.landing() > 0 && day.landing() <= landings.size());
  }

  /** Returns the known days of a type. */
  public NavigableMap<LocalDate, Day> days(ReportType type) {
    return days.getOrDefault(type, new TreeMap<>());
  }

  /** Returns the Parquet file of a type and month, if it has rows. */
  public @Nullable Partition partition(ReportType type, YearMonth month) {
    return partitions.stream()
        .filter(each -> each.type() == type && each.month().equals(month))
        .findFirst()
        .orElse(null);
  }

  /** Returns the Parquet files of a store. */
  public List<Path> parquet(Path store) {
    return partitions.stream().map(each -> store.resolve(each.path())).toList();
  }

  /** Returns whether GitHub won't change a day any more that it reported. */
  public boolean isSettled(LocalDate date, Day day) {
    return isSettled(date, landing(day.landing()).asOf(), settlingDays);
  }

  /** Returns whether a day was final at a time. A day that wasn't over never was. */
  public static boolean isSettled(LocalDate date, Instant asOf, int settlingDays) {
    LocalDate settled = date.plusDays(Math.max(1, settlingDays));
    return !asOf.isBefore(settled.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** Returns whether a day is known from a file only, and not from GitHub. */
  public boolean isFromFile(Day day) {
    return landing(day.landing()).origin().equals(Landing.FILE);
  }

  /**
   * Returns whether GitHub has reported rows of an earlier day of a type. Otherwise a day without
   * rows may be one that it has forgotten.
   */
  public boolean hasBegun(ReportType type, LocalDate date) {
    return days(type).headMap(date, false).values().stream()
        .anyMatch(day -> day.rows() > 0 && !isFromFile(day));
  }

  /**
   * Returns whether a report says what a day costs. Usage arrives late, so one without rows of the
   * day says nothing until the day is settled.
   */
  public static boolean isKnown(LocalDate date, long rows, Instant asOf, int settlingDays) {
    return rows > 0 || isSettled(date, asOf, settlingDays);
  }

  /**
   * Returns the first day that GitHub keeps. Whether earlier days had usage, it can't say.
   *
   * @param today the day in UTC
   */
  public static LocalDate firstKept(LocalDate today) {
    return YearMonth.from(today).minusMonths(MONTHS_KEPT - 1L).atDay(1);
  }

  /** Returns a manifest in which a sync has begun. */
  public Manifest begun(int newSettlingDays, Unfinished run) {
    Map<ReportType, NavigableMap<LocalDate, Day>> known = new EnumMap<>(ReportType.class);
    days.forEach(
        (type, ofType) -> {
          NavigableMap<LocalDate, Day> all = new TreeMap<>(ofType);
          all.entrySet()
              .removeIf(
                  day ->
                      !isKnown(
                          day.getKey(),
                          day.getValue().rows(),
                          landing(day.getValue().landing()).asOf(),
                          newSettlingDays));
          known.put(type, all);
        });
    return new Manifest(
        schemaVersion, account, newSettlingDays, landings, partitions, known, totals, run);
  }

  /**
   * Returns a manifest with one more landing, whose id is the number of landings.
   *
   * @param source whose bill it is; null if that isn't known
   */
  public Manifest with(Landing landing, @Nullable LedgerAccount source) {
    List<Landing> all = new ArrayList<>(landings);
    all.add(landing);
    return new Manifest(
        schemaVersion,
        source == null ? account : source,
        settlingDays,
        all,
        partitions,
        days,
        totals,
        unfinished);
  }

  /** Returns a manifest with another file for a type and month; null for none. */
  public Manifest with(ReportType type, YearMonth month, @Nullable Partition partition) {
    List<Partition> all = new ArrayList<>(partitions);
    all.removeIf(each -> each.type() == type && each.month().equals(month));
    if (partition != null) {
      all.add(partition);
    }
    return new Manifest(
        schemaVersion, account, settlingDays, landings, all, days, totals, unfinished);
  }

  /** Returns a manifest in which these days of a type are known as well. */
  public Manifest withDays(ReportType type, Map<LocalDate, Day> known) {
    NavigableMap<LocalDate, Day> ofType = new TreeMap<>(days(type));
    ofType.putAll(known);
    return with(type, ofType);
  }

  /** Returns a manifest in which these days of a type are unknown. */
  public Manifest withoutDays(ReportType type, Set<LocalDate> unknown) {
    NavigableMap<LocalDate, Day> ofType = new TreeMap<>(days(type));
    ofType.keySet().removeAll(unknown);
    return with(type, ofType);
  }

  private Manifest with(ReportType type, NavigableMap<LocalDate, Day> ofType) {
    Map<ReportType, NavigableMap<LocalDate, Day>> all = new EnumMap<>(ReportType.class);
    all.putAll(days);
    all.put(type, ofType);
    return new Manifest(
        schemaVersion, account, settlingDays, landings, partitions, all, totals, unfinished);
  }

  /** Returns a manifest in which the sync has ended, with these sums of GitHub. */
  public Manifest ended(Map<YearMonth, GitHubTotal> newer) {
    NavigableMap<YearMonth, GitHubTotal> all = new TreeMap<>(totals);
    all.putAll(newer);
    return new Manifest(
        schemaVersion, account, settlingDays, landings, partitions, days, all, null);
  }
}
