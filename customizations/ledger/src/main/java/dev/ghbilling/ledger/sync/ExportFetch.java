package dev.ghbilling.ledger.sync;

import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.client.model.UsageReportExportStatus;
import dev.ghbilling.client.model.UsageReportType;
import dev.ghbilling.error.ExportInProgressException;
import dev.ghbilling.exports.Export;
import dev.ghbilling.exports.Exports;
import dev.ghbilling.ledger.store.Manifest;
import dev.ghbilling.ledger.store.ReportType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of one export from the request to its files. Since GitHub prepares one export of an
 * enterprise at a time, another one in progress is waited for.
 */
final class ExportFetch {
  private static final Duration TIMEOUT = Duration.ofMinutes(30);

  private final Exports exports;
  private final Instant since;
  private final int settlingDays;
  private final Consumer<String> progress;

  /**
   * Prepares for one run.
   *
   * @param since when the run began: an export that GitHub made since then is as good as a new one
   */
  ExportFetch(Exports exports, Instant since, int settlingDays, Consumer<String> progress) {
    this.exports = exports;
    this.since = since.truncatedTo(ChronoUnit.SECONDS);
    this.settlingDays = settlingDays;
    this.progress = progress;
  }

  /**
   * A completed export with its files.
   *
   * @param asOf when GitHub made it
   */
  record Fetched(UsageReportExport export, Instant asOf, List<Path> files) {}

  /** Returns a completed export of the days that is as good as a new one; null if there is none. */
  @Nullable Export existing(ReportType type, DateRange days) {
    return exports.list().usageReportExports().stream()
        .filter(export -> export.reportType().value().equalsIgnoreCase(type.value()))
        .filter(export -> new DateRange(export.startDate(), export.endDate()).equals(days))
        .filter(export -> export.status().equals(UsageReportExportStatus.COMPLETED))
        .filter(export -> isAsGoodAsNew(export, days))
        .max(Comparator.comparing(UsageReportExport::createdAt))
        .map(export -> exports.export(export.id()))
        .orElse(null);
  }

  /** Requests an export of the days. */
  Export request(ReportType type, DateRange days) {
    progress.accept("%s %s: requested".formatted(type, days));
    UsageReportExportRequest request =
        UsageReportExportRequest.builder()
            .reportType(new UsageReportType(type.value()))
            .startDate(days.from())
            .endDate(days.to())
            .build();
    while (true) {
      try {
        return exports.request(request);
      } catch (ExportInProgressException e) {
        String other = e.exportId();
        if (other == null) {
          throw e;
        }
        progress.accept("%s %s: waits for export %s".formatted(type, days, other));
        exports.export(other).await(TIMEOUT, state -> {});
      }
    }
  }

  private boolean isAsGoodAsNew(UsageReportExport export, DateRange days) {
    OffsetDateTime created = export.createdAt();
    return created != null
        && (Manifest.isSettled(days.to(), created.toInstant(), settlingDays)
            || !created.toInstant().isBefore(since));
  }

  /**
   * Waits for an export and downloads its files.
   *
   * @param folder the folder for the files
   */
  Fetched fetch(Export export, Path folder) {
    UsageReportExport completed =
        export.await(
            TIMEOUT,
            state -> progress.accept("export %s: %s".formatted(state.id(), state.status())));
    OffsetDateTime created = completed.createdAt();
    return new Fetched(
        completed, created == null ? since : created.toInstant(), export.downloadTo(folder));
  }
}
