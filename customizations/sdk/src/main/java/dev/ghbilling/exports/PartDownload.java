package dev.ghbilling.exports;

import dev.ghbilling.call.FailedAttempt;
import dev.ghbilling.error.DownloadException;
import dev.ghbilling.error.UnreadableReportException;
import dev.ghbilling.exports.ForeignContent.NotAReportException;
import dev.ghbilling.exports.PartUrls.ChangedPartsException;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.call.CallSettings;
import dev.ghbilling.internal.call.Retries;
import dev.ghbilling.internal.download.FileTransfer;
import dev.ghbilling.internal.download.GzipFile;
import dev.ghbilling.internal.download.PartialFile;
import dev.ghbilling.internal.download.Storage;
import dev.ghbilling.internal.time.Deadline;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A download of one file of an export, stored whole and as a report, or not at all. It is attempted
 * again by the client's retry policy, and its URL is renewed once when it has expired.
 */
final class PartDownload {
  private static final Set<Integer> EXPIRED = Set.of(403, 404, 410);
  private static final int TOO_MANY_REQUESTS = 429;

  /** After this many more bytes, a failure counts as the first again. */
  private static final long PROGRESS = 1024 * 1024;

  private final Storage storage;
  private final Retries retries;
  private final Clock clock;
  private final Duration timeout;
  private final Part part;
  private final PartUrls urls;
  private final ReportCheck check;
  private final DownloadProgress progress;
  private @Nullable FileTransfer transfer;

  /** How often the URLs had been renewed when the file was stored. */
  private int renewals;

  /**
   * A file to download.
   *
   * @param exportId the export's id
   * @param number the number of the file, from 1
   * @param parts the number of files of the export
   * @param path the target
   */
  record Part(String exportId, int number, int parts, Path path) {}

  PartDownload(
      ApiClients clients, Part part, PartUrls urls, ReportCheck check, DownloadProgress progress) {
    CallSettings settings = clients.settings();
    this.storage = new Storage(clients);
    this.retries = clients.retries();
    this.clock = settings.time.clock();
    this.timeout = settings.downloadTimeout;
    this.part = part;
    this.urls = urls;
    this.check = check;
    this.progress = progress;
  }

  /**
   * Downloads the file.
   *
   * @throws ChangedPartsException when another file of the export may have taken its place
   */
  void run() throws ChangedPartsException {
    try (PartialFile file = PartialFile.open(part.path(), urls.file(part.number()), clock)) {
      FileTransfer attempts = new FileTransfer(storage, clock, file, part.parts() == 1);
      fetch(attempts, file, Deadline.after(timeout, clock));
      store(file);
      transfer = attempts;
      renewals = urls.renewals();
    } catch (FileTransfer.ChangedFileException e) {
      throw new ChangedPartsException();
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException(
            "interrupted while downloading export %s".formatted(part.exportId()));
      }
      throw failed(e);
    }
  }

  /**
   * Requires, if the URL was renewed after the file was stored, that the host doesn't state another
   * version of the file: the other files may be of a newer version of the report.
   *
   * @throws ChangedPartsException when it states another one
   */
  void requireCurrent() throws ChangedPartsException {
    if (transfer != null
        && renewals != urls.renewals()
        && transfer.isOutdated(url(), Deadline.after(timeout, clock))) {
      throw new ChangedPartsException();
    }
  }

  private void fetch(FileTransfer attempts, PartialFile file, Deadline deadline)
      throws IOException, ChangedPartsException, FileTransfer.ChangedFileException {
    boolean renewed = false;
    int failures = 0;
    long longest = 0;
    boolean whole = false;
    while (!whole) {
      try {
        whole =
            attempts.attempt(
                url(),
                deadline,
                (bytes, total) -> progress.update(part.number(), part.parts(), bytes, total));
      } catch (FileTransfer.ErrorStatusException e) {
        if (!renewed && EXPIRED.contains(e.status())) {
          renewed = true;
          renew(deadline);
        } else {
          failures++;
          boolean limit = e.status() == TOO_MANY_REQUESTS;
          pause(e, new FailedAttempt(failures, e.status(), limit, e.retryAfter(), e), deadline);
        }
      } catch (FileTransfer.BrokenOffException e) {
        failures = file.length() - longest >= PROGRESS ? 1 : failures + 1;
        longest = Math.max(longest, file.length());
        pause(e, new FailedAttempt(failures, 0, false, null, e), deadline);
      }
    }
    retries.succeeded();
  }

  private void pause(IOException e, FailedAttempt failure, Deadline deadline) throws IOException {
    Duration pause = retries.pauseAfter(failure, deadline);
    if (pause == null) {
      throw e;
    }
    retries.pause(pause);
  }

  private void renew(Deadline deadline) throws ChangedPartsException {
    deadline.during(
        () -> {
          urls.renew();
          return true;
        });
  }

  /** Gives the complete file its name, if it is a report. */
  private void store(PartialFile file) throws IOException {
    try (PartialFile plain = GzipFile.is(file.path()) ? file.decompressed() : file) {
      if (GzipFile.is(plain.path())) {
        throw new NotAReportException("gzip within gzip");
      }
      check.require(plain.path());
      plain.complete();
    } catch (NotAReportException | GzipFile.DamagedException e) {
      throw new IOException("the host sent " + e.getMessage(), e);
    } catch (UnreadableReportException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private URI url() {
    return urls.get(part.number());
  }

  private DownloadException failed(IOException e) {
    String host = url().getHost();
    return new DownloadException(
        part.exportId(),
        part.number(),
        e instanceof FileTransfer.ErrorStatusException error ? error.status() : 0,
        "%s: part %d of %d was not downloaded from %s: %s"
            .formatted(
                part.path(),
                part.number(),
                part.parts(),
                host == null ? "its host" : host,
                e.getMessage()),
        e);
  }
}
