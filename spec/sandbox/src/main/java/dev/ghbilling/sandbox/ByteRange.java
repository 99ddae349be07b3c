package dev.ghbilling.sandbox;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a file that a request asks for.
 *
 * @param from the first byte
 * @param to the byte behind the last one; not beyond {@code from} when the file has no such part
 */
record ByteRange(long from, long to) {
  // At most 18 digits, which a long holds.
  private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** The range of a header; empty when it is to be ignored: malformed, or more than one range. */
  static Optional<ByteRange> parse(String header, long length) {
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

  boolean isSatisfiable() {
    return from < to;
  }
}
