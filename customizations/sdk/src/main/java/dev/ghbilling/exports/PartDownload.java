package dev.ghbilling.exports;

import dev.ghbilling.call.FailedAttempt;
import dev.ghbilling.error.DownloadException;
import dev.ghbilling.internal.call.Retries;
import dev.ghbilling.internal.time.Deadline;
import dev.ghbilling.internal.transport.HttpHeaders;
import dev.ghbilling.internal.transport.IoFailure;
import dev.ghbilling.internal.transport.ServerTime;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A download of one file of an export, stored whole or not at all. An interrupted download is
 * resumed if the host proves, by version or length, that it still has the same file; otherwise it
 * starts over.
 *
 * <p>A file is complete when it has the length that the host states, when the end of the response
 * differs from a broken connection, or when it is gzip with a valid trailer. If none of that
 * applies, the bytes after the end are requested: when there are none, the file is complete.
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
  private final DownloadProgress progress;

  private List<URI> urls = List.of();
  private Optional<StoredPart> beginning = Optional.empty();
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
      Storage storage, Retries retries, Clock clock, Part part, DownloadProgress progress) {
    this.storage = storage;
    this.retries = retries;
    this.clock = clock;
    this.part = part;
    this.progress = progress;
  }

  /**
   * Downloads the file.
   *
   * @param initial the URLs of all files
   * @param fresh gets new ones
   * @param deadline when the download fails
   * @return the URLs to use for the following files
   */
  List<URI> from(List<URI> initial, Supplier<List<URI>> fresh, Deadline deadline) {
    urls = initial;
    try {
      fetch(fresh, deadline);
      return urls;
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException(
            "interrupted while downloading export %s".formatted(part.exportId()));
      }
      throw failed(e);
    }
  }

  private void fetch(Supplier<List<URI>> fresh, Deadline deadline) throws IOException {
    boolean renewed = false;
    int failures = 0;
    try (PartialFile file = new PartialFile(part.path())) {
      long longest = 0;
      boolean whole = false;
      while (!whole) {
        try {
          whole = attempt(file, deadline);
        } catch (ErrorStatusException e) {
          if (!renewed && EXPIRED.contains(e.status)) {
            renewed = true;
            renew(() -> deadline.during(fresh::get));
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

  private void renew(Supplier<List<URI>> fresh) throws IOException {
    List<URI> renewed = fresh.get();
    if (renewed.size() != part.parts()) {
      throw new IOException(
          "the export had %d files and now has %d".formatted(part.parts(), renewed.size()));
    }
    urls = renewed;
  }

  /** Sends one request, and returns whether the file is complete now. */
  private boolean attempt(PartialFile file, Deadline deadline) throws IOException {
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
        throw new RefusedException(status, "the host sent an HTML page in place of the file");
      }
      StoredPart sent = beginOrContinue(response, file);
      if (isAlreadyStored()) {
        progress.update(part.number(), part.parts(), total(), total());
        return true;
      }
      copy(response, sent, file);
      boolean whole = isWhole(sent, file);
      if (whole) {
        file.complete();
      } else if (!ranges) {
        throw new RefusedException(
            status, "the host sent a part of the file when asked for all of it");
      }
      return whole;
    }
  }

  /** Returns whether the response is an HTML page, for example the login page of a proxy. */
  private static boolean isPage(Response response) {
    return HttpHeaders.first(response.headers(), "Content-Type")
        .filter(type -> type.matches("(?i)\\s*text/html\\b.*|\\s*application/xhtml.*"))
        .isPresent();
  }

  private Response request(PartialFile file, Deadline deadline) throws IOException {
    if (!ranges) {
      file.startOver();
    }
    try {
      return storage.get(
          url(),
          ranges ? file.length() : Storage.WHOLE,
          beginning.map(StoredPart::version).orElse(null),
          deadline);
    } catch (Storage.RefusedUrlException e) {
      throw e;
    } catch (IOException e) {
      throw brokenOff(e);
    }
  }

  /** Returns the part that the response has, after truncating the file if the part starts over. */
  private StoredPart beginOrContinue(Response response, PartialFile file) throws IOException {
    Optional<StoredPart> sent = StoredPart.of(response);
    if (response.status() == 200 && sent.isPresent()) {
      if (unsure && !sent.get().framed()) {
        throw unknownLength();
      }
      file.startOver();
      beginning = sent;
      return sent.get();
    }
    if (sent.isEmpty() || sent.get().from() != file.length()) {
      ranges = response.headers().containsKey("Content-Range");
      file.startOver();
      throw new BrokenOffException("the host sent another range than requested", null);
    }
    if (file.length() == 0) {
      beginning = sent;
    } else if (beginning.filter(sent.get()::continues).isEmpty()) {
      // Another range would prove as little.
      ranges = false;
      file.startOver();
      throw new BrokenOffException(
          "the host didn't prove that the rest belongs to the same file", null);
    } else if (total() < 0) {
      beginning = beginning.map(known -> known.withTotal(sent.get().total()));
    }
    return sent.get();
  }

  /** Handles a 416, which means that the file is complete, empty or another file. */
  private void beyondTheEnd(Response response, PartialFile file) throws IOException {
    long length = StoredPart.lengthOfUnsatisfied(response);
    if (length == file.length() && (total() < 0 || total() == length)) {
      progress.update(part.number(), part.parts(), length, length);
      file.complete();
      return;
    }
    if (!ranges) {
      throw new RefusedException(416, "the host responded with HTTP 416");
    }
    ranges = length > 0 && file.length() > 0;
    file.startOver();
    throw new BrokenOffException("the host responded with HTTP 416", null);
  }

  private long total() {
    return beginning.map(StoredPart::total).orElse(-1L);
  }

  private boolean isAlreadyStored() throws IOException {
    return total() >= 0 && Files.isRegularFile(part.path()) && Files.size(part.path()) == total();
  }

  private boolean isWhole(StoredPart sent, PartialFile file) throws IOException {
    if (total() >= 0) {
      return file.length() == total();
    }
    if (sent.until() >= 0) {
      return false;
    }
    if (sent.framed() || file.isWholeGzip()) {
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
      progress.update(part.number(), part.parts(), file.length(), total());
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

  private URI url() {
    return urls.get(part.number() - 1);
  }

  private String host() {
    String host = url().getHost();
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
