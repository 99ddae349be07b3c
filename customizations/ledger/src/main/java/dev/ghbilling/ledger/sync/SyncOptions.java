package dev.ghbilling.ledger.sync;

import dev.ghbilling.ledger.store.Manifest;
import dev.ghbilling.ledger.store.ReportType;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a sync is asked to do.
 *
 * @param since the first day; null for as far back as GitHub keeps days
 * @param types the types of exports
 * @param settlingDays after how many days a day is final
 * @param progress is told what happens, one line at a time
 * @param landed is told of each range that came
 */
public record SyncOptions(
    @Nullable LocalDate since,
    Set<ReportType> types,
    int settlingDays,
    Consumer<String> progress,
    Consumer<SyncResult.Landed> landed) {
  /** All types that GitHub exports, as far back as it keeps them. */
  public static final SyncOptions DEFAULT =
      new SyncOptions(
          null,
          EnumSet.complementOf(EnumSet.of(ReportType.USAGE)),
          Manifest.SETTLING_DAYS,
          line -> {},
          range -> {});

  /** Checks the settling time. */
  public SyncOptions {
    if (settlingDays < 0) {
      throw new IllegalArgumentException("settlingDays must not be negative, was " + settlingDays);
    }
    types = Set.copyOf(types);
  }

  /** Returns a copy that begins with another day. */
  public SyncOptions since(@Nullable LocalDate day) {
    return new SyncOptions(day, types, settlingDays, progress, landed);
  }

  /** Returns a copy with other types. */
  public SyncOptions types(Set<ReportType> others) {
    return new SyncOptions(since, others, settlingDays, progress, landed);
  }

  /** Returns a copy with another settling time. */
  public SyncOptions settlingDays(int days) {
    return new SyncOptions(since, types, days, progress, landed);
  }

  /** Returns a copy that tells another listener. */
  public SyncOptions progress(Consumer<String> listener) {
    return new SyncOptions(since, types, settlingDays, listener, landed);
  }

  /** Returns a copy that tells another listener of the ranges that came. */
  public SyncOptions landed(Consumer<SyncResult.Landed> listener) {
    return new SyncOptions(since, types, settlingDays, progress, listener);
  }
}
