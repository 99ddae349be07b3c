package dev.ghbilling.exports;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Response;

/**
 * What an answer brings of a file.
 *
 * @param from its first byte
 * @param total how long the whole file is; -1 where the host doesn't say
 * @param version what the host calls this version of the file, to be used in {@code If-Range}
 */
record StoredPart(long from, long total, Optional<String> version) {
  // At most 18 digits, which a long holds.
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
  private static final Pattern NO_SUCH_RANGE = Pattern.compile("bytes \\*/(\\d{1,18})");

  /** Of an answer with 200 or 206; empty when the answer contradicts itself. */
  static Optional<StoredPart> of(Response response) {
    Optional<String> version = version(response);
    long length = response.body().contentLength();
    if (response.code() != 206) {
      return Optional.of(new StoredPart(0, length, version));
    }
    Matcher range = CONTENT_RANGE.matcher(response.header("Content-Range", "").strip());
    if (!range.matches()) {
      return Optional.empty();
    }
    long from = Long.parseLong(range.group(1));
    long end = Long.parseLong(range.group(2)) + 1;
    long total = range.group(3).equals("*") ? -1 : Long.parseLong(range.group(3));
    boolean sound = from < end && (total < 0 || end == total) && length <= end - from;
    return sound ? Optional.of(new StoredPart(from, total, version)) : Optional.empty();
  }

  /** How long the file is, of an answer that says that it has no such range; -1 when unsaid. */
  static long lengthBeyondWhichIsNothing(Response response) {
    Matcher range = NO_SUCH_RANGE.matcher(response.header("Content-Range", "").strip());
    return range.matches() ? Long.parseLong(range.group(1)) : -1;
  }

  /** A weak tag may stand for other bytes. */
  private static Optional<String> version(Response response) {
    String tag = response.header("ETag");
    return tag != null && tag.startsWith("\"")
        ? Optional.of(tag)
        : Optional.ofNullable(response.header("Last-Modified"));
  }
}
