package dev.ghbilling.exports;

import dev.ghbilling.call.FailedAttempt;
import dev.ghbilling.error.DownloadException;
import dev.ghbilling.exports.ForeignContent.NotAReportException;
import dev.ghbilling.exports.PartUrls.ChangedPartsException;
import dev.ghbilling.internal.call.Retries;
import dev.ghbilling.internal.time.Deadline;
import dev.ghbilling.internal.transport.HttpHeaders;
import dev.ghbilling.internal.transport.IoFailure;
import dev.ghbilling.internal.transport.ServerTime;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A download of one file of an export, stored whole or not at all. An interrupted download is
 * resumed if the host proves by a strong {@code ETag} that it still has the same file; otherwise it
 * starts over.
 *
 * <p>A file is complete when it has the length that the host states, when the end of the response
 * differs from a broken connection, or when it is gzip with a valid trailer. If none of that
 * applies, the bytes after the end of the same version are requested: when there are none, the file
 * is complete. It is stored if it begins as a usage report, decompressed if it is gzip.
 */
final class PartDownload {
  private static final int BUFFER = 64 * 1024;
  private static final Set<Integer> EXPIRED = Set.of(403, 404, 410);
  private static final int TOO_MANY_REQUESTS = 429;

  /** After this many more bytes, a failure counts as the first again. */
  private static final long PROGRESS = 1024 * 1024;

  private final Storage storage;
  private final Retries retries;
  private final Clock clock;
  private final Part part;
  private final PartUrls urls;
  private final DownloadProgress progress;

  /** The version and length of the last response that began the file. */
  private @Nullable String begun;

  private long total = -1;
  private boolean ranges = true;

  /** Whether a response ended without any proof that the file is complete. */
  private boolean unsure;

  /**
   * A file to download.
   *
   * @param exportId the export's id
   * @param number the number of the file, from 1
   * @param parts the number of files of the export
   * @param path the target
   */
  record Part(String exportId, int number, int parts, Path path) {}

  /** Thrown for a failure that another attempt may not meet. */
  private static final class BrokenOffException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenOffException(String message, @Nullable IOException cause) {
      super(message, cause);
    }
  }

  /** Thrown for a response with an error status. */
  private static final class ErrorStatusException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final @Nullable Duration retryAfter;

    ErrorStatusException(int status, @Nullable Duration retryAfter) {
      super("the host responded with HTTP " + status);
      this.status = status;
      this.retryAfter = retryAfter;
    }
  }

  /** Thrown for a response that would be the same next time. */
  private static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    RefusedException(int status, String message) {
      super(message);
      this.status = status;
    }
  }

  PartDownload(
      Storage storage,
      Retries retries,
      Clock clock,
      Part part,
      PartUrls urls,
      DownloadProgress progress) {
    this.storage = storage;
    this.retries = retries;
    this.clock = clock;
    this.part = part;
    this.urls = urls;
    this.progress = progress;
  }

  /**
   * Downloads the file.
   *
   * @param deadline when the download fails
   * @throws ChangedPartsException when another file of the export may have taken its place
   */
  void run(Deadline deadline) throws ChangedPartsException {
    try {
      fetch(deadline);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException(
            "interrupted while downloading export %s".formatted(part.exportId()));
      }
      throw failed(e);
    }
  }

  private void fetch(Deadline deadline) throws IOException, ChangedPartsException {
    boolean renewed = false;
    int failures = 0;
    try (PartialFile file =
        PartialFile.open(part.path(), urls.file(part.number()), new PartialFiles(clock))) {
      long longest = 0;
      boolean whole = false;
      while (!whole) {
        try {
          whole = attempt(file, deadline);
        } catch (ErrorStatusException e) {
          if (!renewed && EXPIRED.contains(e.status)) {
            renewed = true;
            renew(deadline);
          } else {
            failures++;
            pause(e, new FailedAttempt(failures, e.status, isLimit(e), e.retryAfter, e), deadline);
          }
        } catch (BrokenOffException e) {
          failures = file.length() - longest >= PROGRESS ? 1 : failures + 1;
          longest = Math.max(longest, file.length());
          pause(e, new FailedAttempt(failures, 0, false, null, e), deadline);
        }
      }
      retries.succeeded();
    }
  }

  private static boolean isLimit(ErrorStatusException e) {
    return e.status == TOO_MANY_REQUESTS;
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

  /** Sends one request, and returns whether the file is complete now. */
  private boolean attempt(PartialFile file, Deadline deadline)
      throws IOException, ChangedPartsException {
    try (Response response = request(file, deadline)) {
      int status = response.status();
      if (status == 416) {
        beyondTheEnd(response, file);
        return true;
      }
      if (status != 200 && status != 206) {
        throw new ErrorStatusException(
            status, new ServerTime(response.headers(), clock).retryAfter().orElse(null));
      }
      if (isPage(response)) {
        throw new RefusedException(status, "the host sent an HTML page, not a usage report");
      }
      StoredPart sent = beginOrContinue(response, file);
      copy(response, sent, file);
      boolean whole = isWhole(sent, file);
      if (whole) {
        store(file, status);
      } else if (!ranges) {
        throw new RefusedException(
            status, "the host sent a part of the file when asked for all of it");
      }
      // Without a version, nothing proves that the rest belongs to what has arrived.
      ranges = file.version() != null;
      return whole;
    }
  }

  /** Gives the complete file its name, if it is a report. */
  private static void store(PartialFile file, int status) throws IOException {
    try (PartialFile plain = GzipFile.is(file.path()) ? file.decompressed() : file) {
      if (GzipFile.is(plain.path())) {
        throw new NotAReportException("gzip within gzip");
      }
      ReportReader.requireReport(plain.path());
      plain.complete();
    } catch (NotAReportException | GzipFile.DamagedException e) {
      throw new RefusedException(status, "the host sent " + e.getMessage());
    }
  }

  /** Returns whether the response is an HTML page, for example the login page of a proxy. */
  private static boolean isPage(Response response) {
    return HttpHeaders.first(response.headers(), "Content-Type")
        .filter(type -> type.matches("(?i)\\s*text/html\\b.*|\\s*application/xhtml.*"))
        .isPresent();
  }

  private Response request(PartialFile file, Deadline deadline) throws IOException {
    if (!ranges || file.version() == null) {
      file.startOver();
    }
    try {
      return storage.get(
          urls.get(part.number()),
          ranges ? file.length() : Storage.WHOLE,
          file.version(),
          deadline);
    } catch (Storage.RefusedUrlException e) {
      throw e;
    } catch (IOException e) {
      throw brokenOff(e);
    }
  }

  /** Returns the part that the response has, after emptying the file if the part starts over. */
  private StoredPart beginOrContinue(Response response, PartialFile file)
      throws IOException, ChangedPartsException {
    Optional<StoredPart> sent = StoredPart.of(response);
    if (response.status() == 200 && sent.isPresent()) {
      if (unsure && !sent.get().framed()) {
        throw unknownLength();
      }
      begin(sent.get(), file);
      return sent.get();
    }
    if (sent.isEmpty() || sent.get().from() != file.length()) {
      ranges = response.headers().containsKey("Content-Range");
      file.startOver();
      throw new BrokenOffException("the host sent another range than requested", null);
    }
    if (file.length() == 0) {
      begin(sent.get(), file);
    } else if (!continues(sent.get(), file)) {
      // Another range would prove as little.
      ranges = false;
      file.startOver();
      throw new BrokenOffException(
          "the host didn't prove that the rest belongs to the same file", null);
    } else if (total < 0) {
      total = sent.get().total();
    }
    return sent.get();
  }

  /**
   * Begins the file with this part.
   *
   * @throws ChangedPartsException when it is of another file than the response before, so that the
   *     other files of the export may have changed as well
   */
  private void begin(StoredPart sent, PartialFile file) throws IOException, ChangedPartsException {
    boolean changed =
        (begun != null && sent.version() != null && !begun.equals(sent.version()))
            || isOtherLength(sent);
    if (changed && part.parts() > 1) {
      throw new ChangedPartsException();
    }
    begun = sent.version();
    total = sent.total();
    file.begin(sent.version());
  }

  /** Returns whether the part is the rest of what the file has the beginning of. */
  private boolean continues(StoredPart sent, PartialFile file) {
    return sent.version() != null && sent.version().equals(file.version()) && !isOtherLength(sent);
  }

  private boolean isOtherLength(StoredPart sent) {
    return total >= 0 && sent.total() >= 0 && total != sent.total();
  }

  /** Handles a 416, which means that the file is complete, empty or another file. */
  private void beyondTheEnd(Response response, PartialFile file) throws IOException {
    long length = StoredPart.lengthOfUnsatisfied(response);
    boolean sameFile = length == 0 || file.version() != null;
    if (length == file.length() && sameFile && (total < 0 || total == length)) {
      progress.update(part.number(), part.parts(), length, length);
      store(file, response.status());
      return;
    }
    if (!ranges) {
      throw new RefusedException(416, "the host responded with HTTP 416");
    }
    ranges = length > 0 && file.length() > 0;
    file.startOver();
    throw new BrokenOffException("the host responded with HTTP 416", null);
  }

  private boolean isWhole(StoredPart sent, PartialFile file) throws IOException {
    if (total >= 0) {
      return file.length() == total;
    }
    if (sent.until() >= 0) {
      return false;
    }
    if (sent.framed() || GzipFile.isWhole(file.path())) {
      return true;
    }
    if (!ranges) {
      throw unknownLength();
    }
    unsure = true;
    return false;
  }

  private static RefusedException unknownLength() {
    return new RefusedException(
        0, "the host doesn't state the length of the file, so it may be cut off");
  }

  private void copy(Response response, StoredPart sent, PartialFile file) throws IOException {
    byte[] buffer = new byte[BUFFER];
    InputStream in =
        response.body() == null ? InputStream.nullInputStream() : response.body().asInputStream();
    for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
      file.append(buffer, read);
      if (sent.until() >= 0 && file.length() > sent.until()) {
        file.startOver();
        throw new BrokenOffException(
            "more than the promised %d bytes arrived".formatted(sent.until()), null);
      }
      progress.update(part.number(), part.parts(), file.length(), total);
    }
    if (file.length() < sent.until()) {
      throw new BrokenOffException(
          "%d of %d bytes arrived".formatted(file.length(), sent.until()), null);
    }
  }

  private static int read(InputStream in, byte[] buffer) throws BrokenOffException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw brokenOff(e);
    }
  }

  private static BrokenOffException brokenOff(IOException e) {
    return new BrokenOffException(IoFailure.reason(e), e);
  }

  private String host() {
    String host = urls.get(part.number()).getHost();
    return host == null ? "its host" : host;
  }

  private DownloadException failed(IOException e) {
    int status = 0;
    if (e instanceof RefusedException refused) {
      status = refused.status;
    } else if (e instanceof ErrorStatusException error) {
      status = error.status;
    }
    return new DownloadException(
        part.exportId(),
        part.number(),
        status,
        "%s: part %d of %d was not downloaded from %s: %s"
            .formatted(part.path(), part.number(), part.parts(), host(), e.getMessage()),
        e);
  }
}
