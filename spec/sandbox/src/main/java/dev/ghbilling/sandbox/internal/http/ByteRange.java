package dev.ghbilling.sandbox.internal.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file that a {@code Range} header asks for.
 *
 * @param from the first byte
 * @param to the byte behind the last one; not beyond {@code from} when the file has no such part
 */
public record ByteRange(long from, long to) {
  // At most 18 digits, which fit into a long.
  private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * Parses a header.
   *
   * @param length the length of the file
   * @return empty when the header is to be ignored: it is malformed, or has more than one range
   */
  public static Optional<ByteRange> parse(String header, long length) {
    Matcher matcher = SINGLE.matcher(header);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      return last.isEmpty()
          ? Optional.empty()
          : Optional.of(new ByteRange(Math.max(0, length - Long.parseLong(last)), length));
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? length : Math.min(length, Long.parseLong(last) + 1);
    return !last.isEmpty() && Long.parseLong(last) < from
        ? Optional.empty()
        : Optional.of(new ByteRange(from, to));
  }

  /** Returns whether the file has at least one byte of the range. */
  public boolean isSatisfiable() {
    return from < to;
  }
}
