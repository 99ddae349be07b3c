package dev.ghbilling.ledger.sync;

import dev.ghbilling.client.model.UsageSummaryItem;
import dev.ghbilling.error.ApiException;
import dev.ghbilling.error.BadRequestException;
import dev.ghbilling.error.DownloadException;
import dev.ghbilling.error.ExportException;
import dev.ghbilling.error.GitHubBillingException;
import dev.ghbilling.error.NotFoundException;
import dev.ghbilling.error.PermissionException;
import dev.ghbilling.error.RetiredException;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.error.UnreadableReportException;
import dev.ghbilling.exports.Export;
import dev.ghbilling.ledger.load.ReportLoader;
import dev.ghbilling.ledger.store.LedgerException;
import dev.ghbilling.ledger.store.LedgerStore;
import dev.ghbilling.ledger.store.Manifest;
import dev.ghbilling.ledger.store.Manifest.Day;
import dev.ghbilling.ledger.store.Manifest.GitHubTotal;
import dev.ghbilling.ledger.store.Manifest.Landing;
import dev.ghbilling.ledger.store.Manifest.Unfinished;
import dev.ghbilling.ledger.store.ReportType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run that brings a locked store up to date with GitHub. */
public final class LedgerSync {
  private static final Duration CONTINUED = Duration.ofHours(1);
  private static final int MOST_TROUBLES = 3;

  private final LedgerStore store;
  private final DayLoad load;
  private final Clock clock;
  private final BillingSource source;
  private final SyncOptions options;
  private final List<SyncResult.Landed> landed = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<LocalDate> answered = new HashSet<>();
  private int troubles;
  private boolean complete = true;

  /** Prepares a run; the caller closes the store and the loader. */
  public LedgerSync(
      LedgerStore store,
      ReportLoader loader,
      Clock clock,
      BillingSource source,
      SyncOptions options) {
    this.store = store;
    this.load = new DayLoad(store, loader, source.account());
    this.clock = clock;
    this.source = source;
    this.options = options;
  }

  /**
   * Fetches the days that are missing or may have changed.
   *
   * @throws LedgerException when the store is of another account
   * @throws dev.ghbilling.error.GitHubBillingException when GitHub can't be asked; what came until
   *     then stays
   */
  public SyncResult run() throws IOException {
    Unfinished run = begin();
    StoreCheck.setAside(store).forEach(this::note);
    Set<Integer> damaged = StoreCheck.repair(store, load, options.progress());
    Map<ReportType, ApiException> refused = new EnumMap<>(ReportType.class);
    if (source.exports().isPresent()) {
      ExportFetch fetch =
          new ExportFetch(
              source.exports().get(), run.since(), options.settlingDays(), options.progress());
      for (ReportType type : new TreeSet<>(options.types())) {
        ApiException refusal = type.isExported() ? export(fetch, type, damaged, run) : null;
        if (refusal != null) {
          refused.put(type, refusal);
        }
      }
    }
    if (source.exports().isEmpty() || refused.keySet().containsAll(options.types())) {
      refused.values().stream()
          .findFirst()
          .ifPresent(
              refusal ->
                  note(
                      "exports are refused, so the usage report is read instead: "
                          + refusal.getMessage()));
      noteUnavailable();
    } else {
      refused.forEach((type, refusal) -> missed(type + ": exports are refused", refusal));
    }
    if (source.exports().isEmpty() || refused.keySet().stream().anyMatch(ReportType::isBilled)) {
      fallBack(damaged, run);
    }
    end(run);
    return new SyncResult(landed, notes, complete);
  }

  /**
   * Begins a run, or goes on with one that was killed: what that has fetched isn't fetched again.
   */
  private Unfinished begin() throws IOException {
    Manifest manifest = store.manifest();
    if (manifest.account() != null && !manifest.account().isOf(source.account())) {
      throw new LedgerException(
          "%s is the ledger of %s, not of %s"
              .formatted(store.folder(), manifest.account(), source.account()));
    }
    Unfinished run = manifest.unfinished();
    if (run == null || run.since().isBefore(clock.instant().minus(CONTINUED))) {
      run = new Unfinished(clock.instant(), manifest.landings().size());
    }
    store.commit(manifest.begun(options.settlingDays(), run));
    return run;
  }

  private void note(String note) {
    notes.add(note);
    options.progress().accept(note);
  }

  private void missed(String what, GitHubBillingException failure) {
    complete = false;
    note("%s: %s".formatted(what, failure.getMessage()));
  }

  /** Returns the refusal if GitHub doesn't let the account have exports of the type. */
  private @Nullable ApiException export(
      ExportFetch fetch, ReportType type, Set<Integer> damaged, Unfinished run) throws IOException {
    for (DateRange days : DateRange.of(needed(type, damaged, run), type)) {
      GitHubBillingException failure;
      try {
        Export existing = fetch.existing(type, days);
        failure = existing == null ? null : land(fetch, existing, type, days);
        if (existing == null || failure != null) {
          failure = land(fetch, fetch.request(type, days), type, days);
        }
      } catch (PermissionException | NotFoundException | RetiredException e) {
        return e;
      } catch (BadRequestException | ServerException e) {
        failure = e;
      }
      goOnAfter(failure, type, days);
    }
    return null;
  }

  /**
   * Notes that days couldn't be had. They must not stop the others; but when GitHub has trouble
   * with one range after another, the run ends.
   */
  private void goOnAfter(
      @Nullable GitHubBillingException failure, ReportType type, DateRange days) {
    boolean isTrouble = failure instanceof ServerException || failure instanceof ExportException;
    troubles = isTrouble ? troubles + 1 : 0;
    if (failure != null) {
      missed("%s %s can't be had".formatted(type, days), failure);
      if (troubles == MOST_TROUBLES) {
        throw failure;
      }
    }
  }

  /** Puts an export into the store, or returns what is wrong with this one. */
  private @Nullable GitHubBillingException land(
      ExportFetch fetch, Export export, ReportType type, DateRange days) throws IOException {
    List<Path> files = new ArrayList<>();
    try {
      ExportFetch.Fetched fetched = fetch.fetch(export, store.work().resolve("export"));
      files.addAll(fetched.files());
      List<StagedReport> reports = new ArrayList<>();
      for (Path file : files) {
        reports.add(load.stage(file, file.getFileName().toString()));
      }
      commit(
          new Landing(
              type,
              days.from(),
              days.to(),
              Landing.EXPORT,
              fetched.export().id(),
              fetched.export().actor(),
              fetched.asOf(),
              clock.instant(),
              List.of()),
          reports);
      return null;
    } catch (DownloadException e) {
      if (!isOfReport(e)) {
        throw e; // The connection or the disk, which all others need as well.
      }
      return e;
    } catch (ExportException
        | UnreadableReportException
        | BadRequestException
        | NotFoundException
        | ServerException e) {
      return e;
    } finally {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isOfReport(DownloadException failure) {
    return failure.status() != 0
        || Stream.<@Nullable Throwable>iterate(
                failure, Objects::nonNull, each -> each == null ? null : each.getCause())
            .anyMatch(UnreadableReportException.class::isInstance);
  }

  private void noteUnavailable() {
    Set<ReportType> unavailable = EnumSet.noneOf(ReportType.class);
    unavailable.addAll(options.types());
    unavailable.removeIf(ReportType::isBilled);
    if (!unavailable.isEmpty()) {
      note("only exports have " + names(unavailable));
    }
  }

  /** Reads the usage report of the days that no report of another type has. */
  private void fallBack(Set<Integer> damaged, Unfinished run) throws IOException {
    NavigableSet<LocalDate> days = needed(ReportType.USAGE, damaged, run);
    for (ReportType type : ReportType.values()) {
      if (type.isBilled()) {
        days.retainAll(needed(type, damaged, run));
      }
    }
    days.removeAll(answered);
    Set<YearMonth> months = days.stream().map(YearMonth::from).collect(Collectors.toSet());
    if (options.types().stream().noneMatch(ReportType::isBilled)) {
      months.clear();
    }
    for (YearMonth month : new TreeSet<>(months)) {
      GitHubBillingException failure = null;
      try {
        land(month);
      } catch (BadRequestException | ServerException | UnreadableReportException e) {
        failure = e;
      }
      goOnAfter(failure, ReportType.USAGE, new DateRange(month.atDay(1), month.atEndOfMonth()));
    }
  }

  private void land(YearMonth month) throws IOException {
    Instant asOf = clock.instant();
    Path csv = store.work().resolve("usage-%s.csv".formatted(month));
    try {
      UsageCsv.write(source.usage().apply(month), csv);
      commit(
          new Landing(
              ReportType.USAGE,
              month.atDay(1),
              month.atEndOfMonth(),
              Landing.USAGE,
              month.toString(),
              null,
              asOf,
              clock.instant(),
              List.of()),
          List.of(load.stage(csv, csv.getFileName().toString())));
    } finally {
      Files.deleteIfExists(csv);
    }
  }

  private static String names(Set<ReportType> types) {
    return types.stream().map(ReportType::value).collect(Collectors.joining(" and "));
  }

  /**
   * Commits a report of a range. A day that may still change and has no rows stays as it is, which
   * is unknown unless an earlier report had rows of it.
   */
  private void commit(Landing landing, List<StagedReport> reports) throws IOException {
    NavigableSet<LocalDate> withRows = new TreeSet<>();
    reports.forEach(report -> withRows.addAll(report.days().keySet()));
    DateRange range = new DateRange(landing.from(), landing.to());
    for (LocalDate day : withRows) {
      if (!range.contains(day)) {
        throw new UnreadableReportException(
            "%s %s has rows of %s".formatted(landing.type(), range, day), null);
      }
    }
    NavigableSet<LocalDate> days =
        range
            .days()
            .filter(
                day ->
                    withRows.contains(day)
                        || Manifest.isSettled(day, landing.asOf(), options.settlingDays()))
            .filter(day -> withRows.contains(day) || !isForgotten(landing.type(), day, withRows))
            .collect(Collectors.toCollection(TreeSet::new));
    load.commit(landing, reports, days);
    if (landing.type().isBilled()) {
      range.days().forEach(answered::add);
    }
    SyncResult.Landed came =
        new SyncResult.Landed(
            landing.type(),
            landing.from(),
            landing.to(),
            landing.origin(),
            days.size(),
            reports.stream().mapToLong(report -> report.loaded().total()).sum());
    landed.add(came);
    options.landed().accept(came);
    options
        .progress()
        .accept(
            "%s %s: %d days, %d rows".formatted(landing.type(), range, came.days(), came.rows()));
  }

  /**
   * Returns whether a file has rows of a day before all those of which GitHub has any: what
   * somebody had of a day that GitHub has forgotten isn't replaced by nothing.
   */
  private boolean isForgotten(ReportType type, LocalDate day, NavigableSet<LocalDate> withRows) {
    Manifest manifest = store.manifest();
    Day known = manifest.days(type).get(day);
    return known != null
        && known.rows() > 0
        && manifest.isFromFile(known)
        && withRows.lower(day) == null
        && !manifest.hasBegun(type, day);
  }

  /**
   * Returns whether GitHub was asked for a day when it was settled, which it may have forgotten.
   */
  private boolean wasAsked(ReportType type, LocalDate day) {
    return store.manifest().landings().stream()
        .filter(each -> each.type() == type && !each.origin().equals(Landing.FILE))
        .filter(each -> new DateRange(each.from(), each.to()).contains(day))
        .anyMatch(each -> Manifest.isSettled(day, each.asOf(), options.settlingDays()));
  }

  /** Returns the days that are unknown to GitHub, not settled, or whose files were changed. */
  private NavigableSet<LocalDate> needed(ReportType type, Set<Integer> damaged, Unfinished run) {
    LocalDate kept = Manifest.firstKept(today());
    LocalDate since = options.since() == null ? kept : options.since();
    if (since.isBefore(kept)) {
      if (landed.isEmpty() && notes.isEmpty()) {
        note(
            "GitHub keeps %d months: days before %s can come from files only"
                .formatted(Manifest.MONTHS_KEPT, kept));
      }
      since = kept;
    }
    Manifest manifest = store.manifest();
    Map<LocalDate, Day> days = manifest.days(type);
    if (since.isAfter(today())) {
      return new TreeSet<>();
    }
    return since
        .datesUntil(today().plusDays(1))
        .filter(
            day -> {
              Day known = days.get(day);
              return known == null
                  || (!manifest.isSettled(day, known) && known.landing() <= run.landings())
                  || (manifest.isFromFile(known)
                      && (manifest.hasBegun(type, day) || !wasAsked(type, day)))
                  || damaged.contains(known.landing());
            })
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** Asks GitHub for its own sums of the months that came since it was asked, and ends the run. */
  private void end(Unfinished run) throws IOException {
    List<Landing> landings = store.manifest().landings();
    Set<YearMonth> months = new TreeSet<>();
    for (int i = 0; i < landings.size(); i++) {
      Landing landing = landings.get(i);
      boolean ofRun = i >= run.landings();
      if (landing.type().isBilled() && !landing.origin().equals(Landing.FILE)) {
        new DateRange(landing.from(), landing.to())
            .days()
            .map(YearMonth::from)
            .filter(month -> ofRun || isNewer(landing, store.manifest().totals().get(month)))
            .forEach(months::add);
      }
    }
    LocalDate kept = Manifest.firstKept(today());
    months.removeIf(month -> month.atDay(1).isBefore(kept));
    Map<YearMonth, GitHubTotal> totals = new TreeMap<>();
    for (YearMonth month : months) {
      try {
        List<UsageSummaryItem> summary = source.summary().apply(month);
        totals.put(
            month,
            new GitHubTotal(
                sum(summary, UsageSummaryItem::grossAmount),
                sum(summary, UsageSummaryItem::discountAmount),
                sum(summary, UsageSummaryItem::netAmount),
                clock.instant()));
      } catch (PermissionException | NotFoundException | RetiredException | BadRequestException e) {
        note("GitHub's own sums can't be had, so none are compared: " + e.getMessage());
        break;
      }
    }
    store.commit(store.manifest().ended(totals));
  }

  private static boolean isNewer(Landing landing, @Nullable GitHubTotal total) {
    return total == null || landing.landedAt().isAfter(total.asOf());
  }

  private static BigDecimal sum(
      List<UsageSummaryItem> summary, Function<UsageSummaryItem, BigDecimal> amount) {
    return summary.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
