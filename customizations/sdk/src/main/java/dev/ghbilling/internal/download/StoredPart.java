package dev.ghbilling.internal.download;

import dev.ghbilling.internal.transport.HttpHeaders;
import feign.Request;
import feign.Response;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file, as a response describes it.
 *
 * @param from the first byte
 * @param until the first byte after the part; -1 when unknown
 * @param total the length of the whole file; -1 when unknown
 * @param framed whether the end of the part differs from a broken connection
 * @param encoded whether it is compressed for the transfer, so that its lengths aren't the file's
 * @param version the strong {@code ETag}, the only proof that two parts belong to the same file, or
 *     null; also null when encoded, since the rest may come in another coding
 */
record StoredPart(
    long from, long until, long total, boolean framed, boolean encoded, @Nullable String version) {
  // Any number of 18 digits fits into a long.
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
  private static final Pattern NO_SUCH_RANGE = Pattern.compile("bytes \\*/(\\d{1,18})");

  /** Returns the part of a response with 200 or 206; empty when the response contradicts itself. */
  static Optional<StoredPart> of(Response response) {
    boolean encoded = coding(response).isPresent();
    String version = encoded ? null : version(response);
    long length = header(response, "Content-Length").map(StoredPart::length).orElse(-1L);
    if (response.status() != 206) {
      return Optional.of(
          new StoredPart(0, length, length, length >= 0 || isFramed(response), encoded, version));
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
        ? Optional.of(new StoredPart(from, until, total, true, encoded, version))
        : Optional.empty();
  }

  /** Returns whether the part can be stored: as it is, or as gzip, which is decompressed later. */
  static boolean isReadable(Response response) {
    return coding(response).filter(coding -> !coding.matches("(?i)(x-)?gzip")).isEmpty();
  }

  /** Returns whether the part is the rest of a file with this version and length. */
  boolean continues(@Nullable String beginning, long length) {
    return version != null
        && version.equals(beginning)
        && (length < 0 || total < 0 || length == total);
  }

  /** Returns the part with the length that the whole file turned out to have. */
  StoredPart ofLength(long length) {
    return new StoredPart(from, until, length, framed, encoded, version);
  }

  /** Returns whether two parts are provably of different files. */
  boolean differsFrom(StoredPart other) {
    boolean otherVersion =
        version != null && other.version != null && !version.equals(other.version);
    boolean otherLength =
        !encoded && !other.encoded && total >= 0 && other.total >= 0 && total != other.total;
    return otherVersion || otherLength;
  }

  /** Returns the file's length that a response with 416 states; -1 when it states none. */
  static long lengthOfUnsatisfied(Response response) {
    Matcher range = NO_SUCH_RANGE.matcher(header(response, "Content-Range").orElse("").strip());
    return range.matches() ? Long.parseLong(range.group(1)) : -1;
  }

  /** Parses a length; -1 for anything else. */
  private static long length(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }

  /** Returns whether the body has an end of its own: any other ends with the connection. */
  private static boolean isFramed(Response response) {
    return response.protocolVersion() == Request.ProtocolVersion.HTTP_2
        || header(response, "Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent();
  }

  /**
   * Skips a weak tag, which may stand for other bytes, and a value that no header can carry. A date
   * doesn't count either: a file may change twice within its second.
   */
  private static @Nullable String version(Response response) {
    return header(response, "ETag").filter(StoredPart::isVersion).orElse(null);
  }

  /** Returns whether the text is a strong {@code ETag} that isn't empty and a header can carry. */
  static boolean isVersion(String text) {
    return text.matches("\"[!#-~]+\"");
  }

  /** Returns how the body is compressed for the transfer; empty when it isn't. */
  private static Optional<String> coding(Response response) {
    return header(response, "Content-Encoding")
        .map(String::strip)
        .filter(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase("identity"));
  }

  private static Optional<String> header(Response response, String name) {
    return HttpHeaders.first(response.headers(), name);
  }
}
