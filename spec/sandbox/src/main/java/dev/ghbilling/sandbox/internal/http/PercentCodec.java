package dev.ghbilling.sandbox.internal.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A codec of percent-encoded UTF-8 text. */
public final class PercentCodec {
  private PercentCodec() {}

  /** Decodes a segment of a path; empty if it isn't properly encoded. */
  public static Optional<String> decodeSegment(String segment) {
    // In a path, unlike in a query, a plus stands for itself.
    return decode(segment.replace("+", "%2B"));
  }

  /** Decodes a name or value of a query, or returns the text itself if it isn't encoded. */
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
