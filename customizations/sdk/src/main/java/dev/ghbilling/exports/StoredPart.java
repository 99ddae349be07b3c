package dev.ghbilling.exports;

import dev.ghbilling.http.Fetched;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer brings of a file.
 *
 * @param from its first byte
 * @param until the first byte that it doesn't bring; -1 where the host doesn't say
 * @param total how long the whole file is; -1 where the host doesn't say
 * @param framed whether its end can be told from a connection that broke off
 * @param version what the host calls this version of the file, to be used in {@code If-Range}
 */
record StoredPart(long from, long until, long total, boolean framed, Optional<String> version) {
  // At most 18 digits, which a long holds.
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
  private static final Pattern NO_SUCH_RANGE = Pattern.compile("bytes \\*/(\\d{1,18})");

  /** Of an answer with 200 or 206; empty when the answer contradicts itself. */
  static Optional<StoredPart> of(Fetched answer) {
    Optional<String> version = version(answer);
    long length = answer.header("Content-Length").map(StoredPart::length).orElse(-1L);
    if (answer.status() != 206) {
      return Optional.of(
          new StoredPart(0, length, length, length >= 0 || hasFrames(answer), version));
    }
    Matcher range = CONTENT_RANGE.matcher(answer.header("Content-Range").orElse("").strip());
    if (!range.matches()) {
      return Optional.empty();
    }
    long from = Long.parseLong(range.group(1));
    long until = Long.parseLong(range.group(2)) + 1;
    long total = range.group(3).equals("*") ? -1 : Long.parseLong(range.group(3));
    boolean sound = from < until && (total < 0 || until <= total) && length <= until - from;
    return sound
        ? Optional.of(new StoredPart(from, until, total, true, version))
        : Optional.empty();
  }

  /** How long the file is, of an answer that says that it has no such range; -1 when unsaid. */
  static long lengthBeyondWhichIsNothing(Fetched answer) {
    Matcher range = NO_SUCH_RANGE.matcher(answer.header("Content-Range").orElse("").strip());
    return range.matches() ? Long.parseLong(range.group(1)) : -1;
  }

  /**
   * Whether this is of the file that began so: of the same version, which {@code If-Range} asked
   * for, or at least as long. The same offset alone proves nothing.
   */
  boolean isOfTheSameFileAs(StoredPart beginning) {
    boolean otherVersion =
        version.isPresent() && beginning.version.isPresent() && !version.equals(beginning.version);
    boolean otherLength = total >= 0 && beginning.total >= 0 && total != beginning.total;
    boolean proven = beginning.version.isPresent() || (total >= 0 && beginning.total >= 0);
    return proven && !otherVersion && !otherLength;
  }

  /** -1 for what is no length. */
  private static long length(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }

  StoredPart withTotal(long length) {
    return new StoredPart(from, until, length, framed, version);
  }

  /** Chunks say where a body ends; otherwise the end of the connection is its end. */
  private static boolean hasFrames(Fetched answer) {
    return answer.header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent();
  }

  /** A weak tag may stand for other bytes. What no header may contain can't be sent back. */
  private static Optional<String> version(Fetched answer) {
    return sendable(answer.header("ETag"))
        .filter(tag -> tag.startsWith("\""))
        .or(() -> sendable(answer.header("Last-Modified")));
  }

  private static Optional<String> sendable(Optional<String> header) {
    return header.filter(text -> text.matches("[ -~]+"));
  }
}
