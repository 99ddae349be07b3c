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
 * The download of one file of an export, whole or not at all. A download that breaks off is resumed
 * if the host proves that it still has the same file, by its version or its length; otherwise it
 * starts over.
 *
 * <p>A file is whole when it is as long as the host says, when the end of the response can't be
 * that of a broken connection, or when it is gzip with its trailer. Where a response tells none of
 * that, the host is asked for what follows: that nothing does is a proof as well.
 */
final class PartDownload {
  private static final int BUFFER = 64 * 1024;
  private static final Set<Integer> EXPIRED = Set.of(403, 404, 410);
  private static final int TOO_MANY_REQUESTS = 429;

  /** With so many bytes more, a failure is the first in a row again. */
  private static final long PROGRESS = 1024 * 1024;

  private final Storage storage;
  private final Retries retries;
  private final Clock clock;
  private final Part part;
  private final DownloadProgress progress;

  private List<URI> addresses = List.of();
  private Optional<StoredPart> beginning = Optional.empty();
  private boolean ranges = true;

  /** Whether nothing has told that everything has arrived. */
  private boolean unsure;

  /**
   * The file to download.
   *
   * @param exportId the export's id
   * @param number the number of the file, from 1
   * @param parts how many files the export has
   * @param path where the file is to be
   */
  record Part(String exportId, int number, int parts, Path path) {}

  /** A failure that another attempt may not have. */
  private static final class BrokenOffException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenOffException(String message, @Nullable IOException cause) {
      super(message, cause);
    }
  }

  /** A response with an error. */
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

  /** A response that would be the same next time. */
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
   * @param known the URLs of all files
   * @param fresh gets new ones
   * @param deadline when the download is given up
   * @return the URLs that are good for the files that follow
   */
  List<URI> from(List<URI> known, Supplier<List<URI>> fresh, Deadline deadline) {
    addresses = known;
    try {
      fetch(fresh, deadline);
      return addresses;
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
      long goodUntil = 0;
      boolean whole = false;
      while (!whole) {
        try {
          whole = attempt(file, deadline);
        } catch (ErrorStatusException e) {
          if (!renewed && EXPIRED.contains(e.status)) {
            renewed = true;
            renew(fresh);
          } else {
            failures++;
            pause(e, new FailedAttempt(failures, e.status, isLimit(e), e.retryAfter, e), deadline);
          }
        } catch (BrokenOffException e) {
          failures = file.length() - goodUntil >= PROGRESS ? 1 : failures + 1;
          goodUntil = Math.max(goodUntil, file.length());
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
    addresses = renewed;
  }

  /** Returns whether the file is whole now; otherwise there may be more of it. */
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
      if (isThereAlready()) {
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

  /** Returns whether this is a page, such as that of a proxy that wants somebody to log in. */
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
          address(),
          ranges ? file.length() : Storage.WHOLE,
          beginning.map(StoredPart::version).orElse(null),
          deadline);
    } catch (Storage.RefusedUrlException e) {
      throw e;
    } catch (IOException e) {
      throw brokenOff(e);
    }
  }

  /** Returns what the response brings, and sets the file to where that begins. */
  private StoredPart beginOrContinue(Response response, PartialFile file) throws IOException {
    Optional<StoredPart> sent = StoredPart.of(response);
    if (response.status() == 200 && sent.isPresent()) {
      if (unsure && !sent.get().framed()) {
        throw untold();
      }
      file.startOver();
      beginning = sent;
      return sent.get();
    }
    if (sent.isEmpty() || sent.get().from() != file.length()) {
      ranges = response.headers().containsKey("Content-Range");
      file.startOver();
      throw new BrokenOffException("the host sent another part of the file", null);
    }
    if (file.length() == 0) {
      beginning = sent;
    } else if (beginning.filter(sent.get()::isOfTheSameFileAs).isEmpty()) {
      // Another part would be as doubtful.
      ranges = false;
      file.startOver();
      throw new BrokenOffException("what the host sent may be of another file", null);
    } else if (total() < 0) {
      beginning = beginning.map(known -> known.withTotal(sent.get().total()));
    }
    return sent.get();
  }

  /** Handles a 416: the file is complete, it is empty, or it is another file. */
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

  private boolean isThereAlready() throws IOException {
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
      throw untold();
    }
    unsure = true;
    return false;
  }

  private static RefusedException untold() {
    return new RefusedException(
        0, "the host doesn't tell the length of the file, so it may be cut off");
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

  private URI address() {
    return addresses.get(part.number() - 1);
  }

  private String host() {
    String host = address().getHost();
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
