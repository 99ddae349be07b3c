package dev.ghbilling.exports;

import dev.ghbilling.error.DownloadException;
import dev.ghbilling.http.Fetched;
import dev.ghbilling.http.Pauses;
import dev.ghbilling.http.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One download of one file of an export: gets it whole or not at all. What breaks off goes on where
 * it was, if the host proves that it still has the same file, by its version or its length;
 * otherwise it starts over.
 *
 * <p>A file is whole when it is as long as the host says, when the end of the answer can't be that
 * of a broken connection, or when it is gzip with its trailer. Where an answer says none of that,
 * the host is asked for what follows: that nothing does proves it too.
 */
final class PartDownload {
  private static final int BUFFER = 64 * 1024;
  private static final Set<Integer> EXPIRED = Set.of(403, 404, 410);
  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** Faults in a row; after so many bytes the row begins anew. */
  private static final int FAULTS_AT_MOST = 5;

  private static final long WORTH_GOING_ON = 1024 * 1024;

  private final Storage storage;
  private final Pauses pauses;
  private final Part part;
  private final DownloadProgress progress;

  private List<URI> addresses = List.of();
  private Optional<StoredPart> beginning = Optional.empty();
  private boolean ranges = true;

  /** Nothing has said whether what arrived is all there is. */
  private boolean unsure;

  /**
   * The file to get.
   *
   * @param number which one it is, from 1
   * @param parts how many the export has
   * @param place where it is to be
   */
  record Part(String exportId, int number, int parts, Path place) {}

  /** Asking again may help. */
  private static final class BrokenOffException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    BrokenOffException(int status, String message, @Nullable IOException cause) {
      super(message, cause);
      this.status = status;
    }
  }

  /** The host will say the same again. */
  private static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    RefusedException(int status) {
      this(status, "the host answered HTTP " + status);
    }

    RefusedException(int status, String message) {
      super(message);
      this.status = status;
    }
  }

  PartDownload(Storage storage, Pauses pauses, Part part, DownloadProgress progress) {
    this.storage = storage;
    this.pauses = pauses;
    this.part = part;
    this.progress = progress;
  }

  /**
   * Gets the file, and gives it its name.
   *
   * @param known the addresses of all files
   * @param fresh asks for new ones
   * @return the addresses that are good for the files that follow
   */
  List<URI> from(List<URI> known, Supplier<List<URI>> fresh) {
    addresses = known;
    try {
      fetch(fresh);
      return addresses;
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException(
            "interrupted while downloading export %s".formatted(part.exportId()));
      }
      throw failed(e);
    }
  }

  private void fetch(Supplier<List<URI>> fresh) throws IOException {
    boolean renewed = false;
    int faults = 0;
    try (PartialFile file = new PartialFile(part.place())) {
      long goodUntil = 0;
      boolean whole = false;
      while (!whole) {
        try {
          whole = attempt(file);
        } catch (RefusedException e) {
          if (renewed || !EXPIRED.contains(e.status)) {
            throw e;
          }
          renewed = true;
          renew(fresh);
        } catch (BrokenOffException e) {
          faults = file.length() - goodUntil >= WORTH_GOING_ON ? 1 : faults + 1;
          goodUntil = Math.max(goodUntil, file.length());
          if (faults == FAULTS_AT_MOST || Thread.currentThread().isInterrupted()) {
            throw e;
          }
          pauses.sleep(FIRST_PAUSE.multipliedBy(1L << (faults - 1)));
        }
      }
    }
  }

  private void renew(Supplier<List<URI>> fresh) throws IOException {
    List<URI> renewed = fresh.get();
    if (renewed.size() != part.parts()) {
      throw new IOException(
          "the export had %d files and now has %d".formatted(part.parts(), renewed.size()));
    }
    addresses = renewed;
  }

  /** Whether the file is whole now; otherwise there may be more of it. */
  private boolean attempt(PartialFile file) throws IOException {
    try (Fetched answer = ask(file)) {
      int status = answer.status();
      if (status == 416) {
        beyondTheEnd(answer, file);
        return true;
      }
      if (PASSING.contains(status)) {
        throw new BrokenOffException(status, "the host answered HTTP " + status, null);
      }
      if (status != 200 && status != 206) {
        throw new RefusedException(status);
      }
      if (isPage(answer)) {
        throw new RefusedException(status, "the host sent an HTML page in the place of the file");
      }
      StoredPart sent = begunOrContinued(answer, file);
      if (isThereAlready()) {
        progress.update(part.number(), part.parts(), total(), total());
        return true;
      }
      copy(answer, sent, file);
      boolean whole = isWhole(sent, file);
      if (whole) {
        file.complete();
      } else if (!ranges) {
        throw new RefusedException(status, "the host sent a part of the file, asked for all of it");
      }
      return whole;
    }
  }

  /** Of a proxy, say, that wants somebody to log in. */
  private static boolean isPage(Fetched answer) {
    return answer
        .header("Content-Type")
        .filter(type -> type.matches("(?i)\\s*text/html\\b.*|\\s*application/xhtml.*"))
        .isPresent();
  }

  private Fetched ask(PartialFile file) throws IOException {
    if (!ranges) {
      file.startOver();
    }
    try {
      return storage.get(
          address(),
          ranges ? file.length() : Storage.WHOLE,
          beginning.flatMap(StoredPart::version));
    } catch (Storage.RefusedAddressException e) {
      throw e;
    } catch (IOException e) {
      throw brokenOff(e);
    }
  }

  /** What the answer brings; the file is where that begins. */
  private StoredPart begunOrContinued(Fetched answer, PartialFile file) throws IOException {
    int status = answer.status();
    Optional<StoredPart> sent = StoredPart.of(answer);
    if (status == 200 && sent.isPresent()) {
      if (unsure && !sent.get().framed()) {
        throw untold();
      }
      file.startOver();
      beginning = sent;
      return sent.get();
    }
    if (sent.isEmpty() || sent.get().from() != file.length()) {
      ranges = answer.header("Content-Range").isPresent();
      file.startOver();
      throw new BrokenOffException(status, "the host sent another part of the file", null);
    }
    if (file.length() == 0) {
      beginning = sent;
    } else if (beginning.filter(sent.get()::isOfTheSameFileAs).isEmpty()) {
      // What it sends next time would be as doubtful.
      ranges = false;
      file.startOver();
      throw new BrokenOffException(status, "what the host sent may be of another file", null);
    } else if (total() < 0) {
      beginning = beginning.map(known -> known.withTotal(sent.get().total()));
    }
    return sent.get();
  }

  /** There are no more bytes: it is complete, the file is empty, or it is another file. */
  private void beyondTheEnd(Fetched answer, PartialFile file) throws IOException {
    long length = StoredPart.lengthBeyondWhichIsNothing(answer);
    if (length == file.length() && (total() < 0 || total() == length)) {
      progress.update(part.number(), part.parts(), length, length);
      file.complete();
      return;
    }
    if (!ranges) {
      throw new RefusedException(416);
    }
    ranges = length > 0 && file.length() > 0;
    file.startOver();
    throw new BrokenOffException(416, "the host answered HTTP 416", null);
  }

  private long total() {
    return beginning.map(StoredPart::total).orElse(-1L);
  }

  private boolean isThereAlready() throws IOException {
    return total() >= 0 && Files.isRegularFile(part.place()) && Files.size(part.place()) == total();
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
        0, "the host doesn't say how long the file is, so it may have broken off");
  }

  private void copy(Fetched answer, StoredPart sent, PartialFile file) throws IOException {
    byte[] buffer = new byte[BUFFER];
    InputStream in = answer.body();
    for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
      file.append(buffer, read);
      if (sent.until() >= 0 && file.length() > sent.until()) {
        file.startOver();
        throw new BrokenOffException(
            answer.status(),
            "more than the promised %d bytes arrived".formatted(sent.until()),
            null);
      }
      progress.update(part.number(), part.parts(), file.length(), total());
    }
    if (file.length() < sent.until()) {
      throw new BrokenOffException(
          answer.status(), "%d of %d bytes arrived".formatted(file.length(), sent.until()), null);
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
    return new BrokenOffException(0, Reason.of(e), e);
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
    } else if (e instanceof BrokenOffException broken) {
      status = broken.status;
    }
    return new DownloadException(
        part.exportId(),
        part.number(),
        status,
        "%s: part %d of %d was not downloaded from %s: %s"
            .formatted(part.place(), part.number(), part.parts(), host(), e.getMessage()),
        e);
  }
}
