package dev.ghbilling.sandbox;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-encoding, in UTF-8. */
final class PercentEncoding {
  private PercentEncoding() {}

  /** The text that a segment of a path stands for; empty if it isn't properly encoded. */
  static Optional<String> decodeSegment(String segment) {
    // In a path, unlike in a query, a plus is a plus.
    return decode(segment.replace("+", "%2B"));
  }

  /** The text that a name or value of a query stands for, or the text itself. */
  static String decodeQuery(String text) {
    return decode(text).orElse(text);
  }

  static String encodeQuery(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Optional<String> decode(String text) {
    try {
      return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }
}
