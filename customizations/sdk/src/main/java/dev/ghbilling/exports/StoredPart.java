package dev.ghbilling.exports;

import dev.ghbilling.internal.transport.HttpHeaders;
import feign.Request;
import feign.Response;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a response brings.
 *
 * @param from the first byte
 * @param until the first byte behind the part; -1 where the host doesn't tell
 * @param total the length of the whole file; -1 where the host doesn't tell
 * @param framed whether the end of the part can be told from a broken connection
 * @param version the host's name for this version of the file, for {@code If-Range}, or null
 */
record StoredPart(long from, long until, long total, boolean framed, @Nullable String version) {
  // A long holds 18 digits.
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
  private static final Pattern NO_SUCH_RANGE = Pattern.compile("bytes \\*/(\\d{1,18})");

  /** Returns the part of a response with 200 or 206; empty when the response contradicts itself. */
  static Optional<StoredPart> of(Response response) {
    String version = version(response);
    long length = header(response, "Content-Length").map(StoredPart::length).orElse(-1L);
    if (response.status() != 206) {
      return Optional.of(
          new StoredPart(0, length, length, length >= 0 || isFramed(response), version));
    }
    Matcher range = CONTENT_RANGE.matcher(header(response, "Content-Range").orElse("").strip());
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

  /** Returns the file's length as a response with 416 tells it; -1 when it doesn't. */
  static long lengthOfUnsatisfied(Response response) {
    Matcher range = NO_SUCH_RANGE.matcher(header(response, "Content-Range").orElse("").strip());
    return range.matches() ? Long.parseLong(range.group(1)) : -1;
  }

  /**
   * Returns whether this continues the file that began so: it has the same version, which {@code
   * If-Range} asked for, or at least the same length. The same offset alone proves nothing.
   */
  boolean isOfTheSameFileAs(StoredPart beginning) {
    boolean otherVersion =
        version != null && beginning.version != null && !version.equals(beginning.version);
    boolean otherLength = total >= 0 && beginning.total >= 0 && total != beginning.total;
    boolean proven = beginning.version != null || (total >= 0 && beginning.total >= 0);
    return proven && !otherVersion && !otherLength;
  }

  /** Returns -1 for a text that isn't a length. */
  private static long length(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }

  StoredPart withTotal(long length) {
    return new StoredPart(from, until, length, framed, version);
  }

  /** Chunks and HTTP/2 tell where a body ends. Otherwise it ends with the connection. */
  private static boolean isFramed(Response response) {
    return response.protocolVersion() == Request.ProtocolVersion.HTTP_2
        || header(response, "Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent();
  }

  /** Skips a weak tag, which may stand for other bytes, and a text that can't be sent back. */
  private static @Nullable String version(Response response) {
    return sendable(header(response, "ETag"))
        .filter(tag -> tag.startsWith("\""))
        .or(() -> sendable(header(response, "Last-Modified")))
        .orElse(null);
  }

  private static Optional<String> header(Response response, String name) {
    return HttpHeaders.first(response.headers(), name);
  }

  private static Optional<String> sendable(Optional<String> header) {
    return header.filter(text -> text.matches("[ -~]+"));
  }
}
