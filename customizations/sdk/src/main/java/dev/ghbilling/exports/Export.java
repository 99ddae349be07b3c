package dev.ghbilling.exports;

import dev.ghbilling.client.api.UsageReportExportsApi;
import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.client.model.UsageReportExportStatus;
import dev.ghbilling.error.CallException;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.ExportException;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.time.Deadline;
import dev.ghbilling.internal.time.Time;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A handle on one export, with which to get its state, wait for its completion and download its
 * files. It holds no resources and can be recreated from the export's id by {@link Exports#export}.
 */
public final class Export {
  /** A status that GitHub returns but doesn't document. */
  static final UsageReportExportStatus FAILED = new UsageReportExportStatus("failed");

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final ApiClients clients;
  private final String enterprise;
  private final String id;

  /** What the first response stated that the export is about; later ones have to state the same. */
  private volatile @Nullable ReportScope scope;

  Export(ApiClients clients, String enterprise, String id) {
    this.clients = clients;
    this.enterprise = enterprise;
    this.id = id;
  }

  /** Returns the export's id, from which {@link Exports#export} recreates this handle. */
  public String id() {
    return id;
  }

  /**
   * Gets the state of the export.
   *
   * @throws ExportException when the response is about a report of another type or of other dates
   *     than the one before
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public UsageReportExport get() {
    return remember(
        clients.create(UsageReportExportsApi.class).getUsageReportExport(enterprise, id));
  }

  /** Returns a response after comparing it with what is known of the export. */
  UsageReportExport remember(UsageReportExport response) {
    ReportScope known = scope;
    if (known == null) {
      scope = ReportScope.of(response);
    } else {
      known.require(response);
    }
    return response;
  }

  /**
   * Waits until the export is completed. Polls at once, again after 2 seconds, and then at growing
   * intervals of at most 30 seconds; the last poll is at the timeout. A failed poll is retried by
   * the client's {@link dev.ghbilling.call.RetryPolicy}, which counts consecutive failures.
   *
   * <p>Each poll is a call with its own time limit. The last poll may therefore end after the
   * timeout, by at most the client's call timeout. Use {@code GitHubBilling.within} for a client
   * with a shorter one.
   *
   * @param timeout how long to wait; pauses end with it, and only the last poll starts at its end
   * @param progress called with the result of each poll
   * @return the completed export
   * @throws ExportException when the export failed, wasn't completed in time, or states another
   *     type or other dates than before; its cause is the last poll's failure, if that poll failed
   * @throws CancellationException when the thread is interrupted
   * @throws dev.ghbilling.error.GitHubBillingException when a poll is refused
   */
  public UsageReportExport await(Duration timeout, Consumer<UsageReportExport> progress) {
    Time time = clients.settings().time;
    Instant start = time.now();
    Deadline deadline = Deadline.after(timeout, time.clock());
    // Without retries of the call's own, since this loop is the one that repeats.
    UsageReportExportsApi polled = clients.withoutRetries().create(UsageReportExportsApi.class);
    int failures = 0;
    for (Duration interval = FIRST_PAUSE; ; interval = next(interval)) {
      UsageReportExport export;
      try {
        export = remember(polled.getUsageReportExport(enterprise, id));
      } catch (CallException e) {
        failures++;
        Duration pause = longer(interval, pauseAfter(e, failures, deadline, start));
        time.sleep(shorter(pause, deadline.timeLeft()));
        continue;
      }
      failures = 0;
      clients.retries().succeeded();
      progress.accept(export);
      if (export.status().equals(UsageReportExportStatus.COMPLETED)) {
        return export;
      }
      if (export.status().equals(FAILED)) {
        throw new ExportException(id, "export %s failed at GitHub".formatted(id));
      }
      Duration left = deadline.timeLeft();
      if (left.isZero()) {
        throw tooLate("is still " + export.status(), since(start), null);
      }
      time.sleep(shorter(interval, left));
    }
  }

  private Duration pauseAfter(CallException e, int failures, Deadline deadline, Instant start) {
    if (e instanceof ConnectionException && Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while waiting for export " + id);
    }
    Duration pause = clients.retries().pauseAfter(e, failures, deadline);
    if (pause != null) {
      return pause;
    }
    if (e.status() / 100 == 4) {
      throw e;
    }
    throw tooLate("could not be polled", since(start), e);
  }

  private Duration since(Instant start) {
    return Duration.between(start, clients.settings().time.now());
  }

  private ExportException tooLate(String state, Duration passed, @Nullable CallException failure) {
    return new ExportException(
        id,
        "export %s %s after %s s%s; GitHub continues to prepare it: get it again by its id"
            .formatted(
                id,
                state,
                BigDecimal.valueOf(passed.toMillis(), 3)
                    .setScale(passed.toSeconds() < 10 ? 1 : 0, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString(),
                failure == null ? "" : ": " + failure.getMessage()),
        failure);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration next(Duration interval) {
    Duration next = interval.multipliedBy(3).dividedBy(2);
    return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
  }

  /** Downloads as {@link #downloadTo(Path, DownloadProgress)} does, without reporting progress. */
  public List<Path> downloadTo(Path folder) {
    return downloadTo(folder, DownloadProgress.NONE);
  }

  /**
   * Downloads all files of the completed export, in order, and replaces those that are there. An
   * interrupted download is resumed by the client's {@link dev.ghbilling.call.RetryPolicy}, which
   * counts consecutive failures without progress. If the process was killed, the next call with the
   * same folder continues where it stopped.
   *
   * <p>A file is resumed only if the host proves that it still has the same one, by a strong {@code
   * ETag}; otherwise it starts over. It is complete when it has the length that the host states. If
   * no length is stated, it is complete when it arrived in chunks or over HTTP/2, where the end
   * differs from a broken connection, or when it is gzip with a valid checksum. Gzip is stored
   * decompressed. What doesn't begin as a usage report, with the column {@code net_amount} in its
   * header, is refused; the message says what it is. So is a report with an incomplete row, with an
   * amount that isn't a number, with a date that isn't one of the export's, or with other columns
   * than the first file; the message names the line. What was in the folder before stays.
   *
   * <p>An expired URL is replaced by a new one from the export, once per file. The new URLs are
   * matched by all but their queries; if they don't match, or a file has changed, all files start
   * over. The host is asked once more whether the files that came before have changed. If the API's
   * base URL is https, the URLs of the files must be https as well.
   *
   * @param folder the folder for the files; it is created when it doesn't exist
   * @param progress called as bytes arrive
   * @return the files, named after the export's id; empty when the report has no rows
   * @throws ExportException when the export isn't completed, lists a file twice, or changes its
   *     files again and again
   * @throws dev.ghbilling.error.DownloadException when a file couldn't be downloaded or stored; an
   *     incomplete file never has the final name
   * @throws CancellationException when the thread is interrupted
   * @throws dev.ghbilling.error.GitHubBillingException when the call for the URLs fails
   */
  public List<Path> downloadTo(Path folder, DownloadProgress progress) {
    return new Download(id, this::get, clients, folder, progress).allParts();
  }

  /**
   * Downloads the files as {@link #downloadTo(Path)} does, and streams their rows, file after file.
   *
   * @return the rows; the caller closes the stream
   * @throws dev.ghbilling.error.UnreadableReportException when a file can't be read; also while the
   *     rows are read
   */
  public Stream<UsageReportRow> rows(Path folder) {
    return ReportRows.of(downloadTo(folder));
  }
}
