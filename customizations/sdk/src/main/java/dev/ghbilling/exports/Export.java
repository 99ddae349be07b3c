package dev.ghbilling.exports;

import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.client.model.UsageReportExportStatus;
import dev.ghbilling.error.CallException;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.ExportException;
import dev.ghbilling.error.RateLimitedException;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.error.UnreadableAnswerException;
import dev.ghbilling.http.Pauses;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A handle on one export: to look at it, to wait until it is completed, to download its files. A
 * handle costs nothing and can be made again from the export's id.
 */
public final class Export {
  /** Not in GitHub's documents of this version; GitHub added it later. */
  static final UsageReportExportStatus FAILED = new UsageReportExportStatus("failed");

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofDays(3660);
  private static final int UNANSWERED_AT_MOST = 5;

  private final Exports exports;
  private final Storage storage;
  private final Clock clock;
  private final Pauses pauses;
  private final String id;

  Export(Exports exports, Storage storage, Clock clock, Pauses pauses, String id) {
    this.exports = exports;
    this.storage = storage;
    this.clock = clock;
    this.pauses = pauses;
    this.id = id;
  }

  /** The export's id, from which {@link Exports#export} makes this handle again. */
  public String id() {
    return id;
  }

  /**
   * How the export is now.
   *
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public UsageReportExport get() {
    return exports.get(id);
  }

  /**
   * Asks until the export is completed: after 2 seconds, then less and less often, at least every
   * 30 seconds, and once more when the time is over. A question that fails for a passing reason is
   * asked again, five times in a row at the most.
   *
   * <p>Each question is a call, which may take as long as the client allows a call, the last one
   * too: this returns or throws no later than that after the time is over. {@link
   * dev.ghbilling.GitHubBilling#within} gives a client that allows a call less.
   *
   * @param timeout how long to wait at the most; no pause oversteps it, and no question but the
   *     last one begins at its end
   * @param progress told what each question brought
   * @return the completed export
   * @throws ExportException when the export failed, or was not completed in time; the cause says
   *     why the last question was not answered, if it wasn't
   * @throws CancellationException when the thread is interrupted
   * @throws dev.ghbilling.error.GitHubBillingException when a call is refused
   */
  public UsageReportExport await(Duration timeout, Consumer<UsageReportExport> progress) {
    Instant start = clock.instant();
    Instant deadline = start.plus(timeout.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : timeout);
    int unanswered = 0;
    for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
      String state;
      CallException fault = null;
      Duration next = pause;
      UsageReportExport export = null;
      try {
        export = get();
      } catch (CallException e) {
        fault = passing(e);
        next = later(pause, e);
      }
      if (export == null) {
        unanswered++;
        state = "could not be asked for";
      } else {
        unanswered = 0;
        progress.accept(export);
        if (export.status().equals(UsageReportExportStatus.COMPLETED)) {
          return export;
        }
        if (export.status().equals(FAILED)) {
          throw new ExportException(id, "export %s failed at GitHub".formatted(id));
        }
        state = "is still " + export.status();
      }
      Duration left = Duration.between(clock.instant(), deadline);
      if (left.isNegative() || left.isZero() || unanswered == UNANSWERED_AT_MOST) {
        throw tooLate(state, Duration.between(start, clock.instant()), fault);
      }
      pauses.sleep(next.compareTo(left) > 0 ? left : next);
    }
  }

  private ExportException tooLate(String state, Duration passed, @Nullable CallException fault) {
    return new ExportException(
        id,
        "export %s %s after %s s%s; it goes on and can be asked for by its id"
            .formatted(
                id,
                state,
                BigDecimal.valueOf(passed.toMillis(), 3)
                    .setScale(passed.toSeconds() < 10 ? 1 : 0, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString(),
                fault == null ? "" : ": " + fault.getMessage()),
        fault);
  }

  /** The fault, if asking again may help. */
  private CallException passing(CallException e) {
    if (e instanceof ConnectionException && Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while waiting for export " + id);
    }
    if (e instanceof ConnectionException
        || e instanceof ServerException
        || e instanceof RateLimitedException
        || e instanceof UnreadableAnswerException) {
      return e;
    }
    throw e;
  }

  private static Duration later(Duration pause, CallException e) {
    return Optional.of(e)
        .filter(RateLimitedException.class::isInstance)
        .map(RateLimitedException.class::cast)
        .flatMap(RateLimitedException::retryAfter)
        .filter(asked -> asked.compareTo(pause) > 0)
        .orElse(pause);
  }

  private static Duration longer(Duration pause) {
    Duration next = pause.multipliedBy(3).dividedBy(2);
    return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
  }

  /** {@link #downloadTo(Path, DownloadProgress)}, which tells nobody how far it is. */
  public List<Path> downloadTo(Path folder) {
    return downloadTo(folder, DownloadProgress.NONE);
  }

  /**
   * Downloads all files of the completed export, in their order. A download that breaks off is
   * resumed, some times, and where addresses have expired, the export is asked for new ones, once a
   * file. A file that is there already, and is as long as the host says, is not fetched again.
   *
   * <p>A download is resumed only where the host proves that it still has the same file: by {@code
   * ETag}, {@code Last-Modified} or its length. A file counts as whole when it is as long as the
   * host says, in whatever way; without any length, when it came in chunks or by HTTP/2, whose end
   * can be told from a broken connection, or is gzip with its checksum. Any other is refused, and
   * so is an HTML page.
   *
   * @param folder where to put them; made when it isn't there
   * @return the files, named by the export's id; empty when the report has no rows
   * @throws ExportException when the export isn't completed
   * @throws dev.ghbilling.error.DownloadException when a file could not be fetched or kept; nothing
   *     half stands under its name then
   * @throws CancellationException when the thread is interrupted
   * @throws dev.ghbilling.error.GitHubBillingException when the call for the addresses fails
   */
  public List<Path> downloadTo(Path folder, DownloadProgress progress) {
    return new Download(this, storage, pauses, folder, progress).allParts();
  }

  /**
   * Downloads the files as {@link #downloadTo(Path)} does, and reads their rows one by one, those
   * of the first file first.
   *
   * @return the rows, to be closed
   * @throws dev.ghbilling.error.UnreadableReportException when a file can't be read; also while the
   *     rows are read
   */
  public Stream<UsageReportRow> rows(Path folder) {
    return ReportRows.of(downloadTo(folder));
  }
}
