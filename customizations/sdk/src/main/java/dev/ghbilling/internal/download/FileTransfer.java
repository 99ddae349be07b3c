package dev.ghbilling.internal.download;

import dev.ghbilling.internal.time.Deadline;
import dev.ghbilling.internal.transport.HttpHeaders;
import dev.ghbilling.internal.transport.IoFailure;
import dev.ghbilling.internal.transport.ServerTime;
import dev.ghbilling.internal.transport.UnfollowedRedirectException;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A transfer of one file, in one response or in several. What has arrived is continued if the host
 * proves by a strong {@code ETag} that it still has the same file; otherwise the file starts over.
 *
 * <p>A file is whole when it has the length that the host states, when the end of the response
 * differs from a broken connection, or when it is gzip with a valid trailer. If none of that
 * applies, the bytes after the end of the same version are requested: when there are none, the file
 * is whole.
 */
public final class FileTransfer {
  private static final int BUFFER = 64 * 1024;

  private final Storage storage;
  private final Clock clock;
  private final PartialFile file;
  private final boolean alone;

  /** The last response that began the file, among those that say which file it is. */
  private @Nullable StoredPart begun;

  private long total = -1;
  private boolean ranges = true;

  /** Whether a response ended without any proof that the file is whole. */
  private boolean unsure;

  /** A callback for bytes that arrive. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Reports that more bytes have arrived.
     *
     * @param total the bytes that the file will have, or -1 when the host doesn't say
     */
    void update(long bytes, long total);
  }

  /** Thrown for a failure that another attempt may not meet. */
  public static final class BrokenOffException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenOffException(String message, @Nullable IOException cause) {
      super(message, cause);
    }
  }

  /** Thrown for a response with an error status. */
  public static final class ErrorStatusException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final @Nullable Duration retryAfter;

    ErrorStatusException(int status, @Nullable Duration retryAfter) {
      super("the host responded with HTTP " + status);
      this.status = status;
      this.retryAfter = retryAfter;
    }

    /** Returns the status. */
    public int status() {
      return status;
    }

    /** Returns the pause that the host asks for, or null when it asks for none. */
    public @Nullable Duration retryAfter() {
      return retryAfter;
    }
  }

  /** Thrown for a response that would be the same next time. */
  public static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /** Thrown when the host has another file than before, where others belong to it. */
  public static final class ChangedFileException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Creates a transfer.
   *
   * @param file gets the bytes; it may have some of them already
   * @param alone whether no other file belongs to this one, so that another version of it may take
   *     its place
   */
  public FileTransfer(Storage storage, Clock clock, PartialFile file, boolean alone) {
    this.storage = storage;
    this.clock = clock;
    this.file = file;
    this.alone = alone;
  }

  /**
   * Sends one request for what is missing.
   *
   * @return whether the file is whole now
   * @throws BrokenOffException when another attempt may help
   * @throws ErrorStatusException when the status is an error
   * @throws IOException when another attempt won't help
   */
  public boolean attempt(URI url, Deadline deadline, Progress progress)
      throws IOException, ChangedFileException {
    try (Response response = request(url, deadline)) {
      int status = response.status();
      if (status == 416) {
        beyondTheEnd(response, progress);
        return true;
      }
      if (status != 200 && status != 206) {
        throw new ErrorStatusException(
            status, new ServerTime(response.headers(), clock).retryAfter().orElse(null));
      }
      requireReadable(response);
      StoredPart sent = beginOrContinue(response);
      copy(response, sent, progress);
      boolean whole = isWhole(sent);
      if (!whole && !ranges) {
        throw new RefusedException("the host sent a part of the file when asked for all of it");
      }
      if (whole && begun != null && !sent.encoded()) {
        begun = begun.ofLength(file.length());
      }
      // Without a version, nothing proves that the rest belongs to what has arrived.
      ranges = file.version() != null;
      return whole;
    }
  }

  /**
   * Returns whether the host provably has another file by now than the one that was transferred.
   * Its last byte is requested, with which the host states version and length.
   */
  public boolean isOutdated(URI url, Deadline deadline) {
    if (begun == null || begun.total() < 1) {
      return false;
    }
    try (Response response = storage.get(url, begun.total() - 1, begun.version(), deadline)) {
      if (response.status() == 416) {
        long length = StoredPart.lengthOfUnsatisfied(response);
        return length >= 0 && length != begun.total();
      }
      return (response.status() == 200 || response.status() == 206)
          && StoredPart.of(response).filter(begun::differsFrom).isPresent();
    } catch (IOException noProof) {
      return false;
    }
  }

  private Response request(URI url, Deadline deadline) throws IOException {
    if (!ranges || file.version() == null) {
      file.startOver();
    }
    try {
      return storage.get(url, ranges ? file.length() : Storage.WHOLE, file.version(), deadline);
    } catch (Storage.RefusedUrlException | UnfollowedRedirectException e) {
      throw e;
    } catch (IOException e) {
      throw brokenOff(e);
    }
  }

  /** Refuses an HTML page, for example of a proxy's login, and a coding that wasn't asked for. */
  private static void requireReadable(Response response) throws RefusedException {
    if (HttpHeaders.first(response.headers(), "Content-Type")
        .filter(type -> type.matches("(?i)\\s*text/html\\b.*|\\s*application/xhtml.*"))
        .isPresent()) {
      throw new RefusedException("the host sent an HTML page, not a usage report");
    }
    if (!StoredPart.isReadable(response)) {
      throw new RefusedException("the host sent a compressed file that wasn't asked for");
    }
  }

  /** Returns the part that the response has, after emptying the file if the part starts over. */
  private StoredPart beginOrContinue(Response response) throws IOException, ChangedFileException {
    Optional<StoredPart> sent = StoredPart.of(response);
    if (response.status() == 200 && sent.isPresent()) {
      if (unsure && !sent.get().framed()) {
        throw unknownLength();
      }
      begin(sent.get());
      return sent.get();
    }
    if (sent.isEmpty() || sent.get().from() != file.length()) {
      ranges = response.headers().containsKey("Content-Range");
      file.startOver();
      throw new BrokenOffException("the host sent another range than requested", null);
    }
    if (file.length() == 0) {
      begin(sent.get());
    } else if (!sent.get().continues(file.version(), total)) {
      // Another range would prove as little.
      ranges = false;
      file.startOver();
      throw new BrokenOffException(
          "the host didn't prove that the rest belongs to the same file", null);
    } else {
      begun = begun == null ? sent.get() : begun;
      total = total < 0 ? sent.get().total() : total;
    }
    return sent.get();
  }

  private void begin(StoredPart sent) throws IOException, ChangedFileException {
    if (begun != null && begun.differsFrom(sent) && !alone) {
      throw new ChangedFileException();
    }
    begun = sent.encoded() ? begun : sent;
    total = sent.total();
    file.begin(sent.version());
  }

  /** Handles a 416, which means that the file is whole, empty or another file. */
  private void beyondTheEnd(Response response, Progress progress) throws IOException {
    long length = StoredPart.lengthOfUnsatisfied(response);
    boolean sameFile = length == 0 || file.version() != null;
    if (length == file.length() && sameFile && (total < 0 || total == length)) {
      progress.update(length, length);
      return;
    }
    if (!ranges) {
      throw new ErrorStatusException(416, null);
    }
    ranges = length > 0 && file.length() > 0;
    file.startOver();
    throw new BrokenOffException("the host responded with HTTP 416", null);
  }

  private boolean isWhole(StoredPart sent) throws IOException {
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
        "the host doesn't state the length of the file, so it may be cut off");
  }

  private void copy(Response response, StoredPart sent, Progress progress) throws IOException {
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
      progress.update(file.length(), total);
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
}
