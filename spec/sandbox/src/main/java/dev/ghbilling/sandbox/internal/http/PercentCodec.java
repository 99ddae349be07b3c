package dev.ghbilling.sandbox.internal.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A codec of percent-encoded UTF-8 text. */
final class PercentCodec {
  private PercentCodec() {}

  /** Decodes a name or value of a query, or returns the text itself if it isn't encoded. */
  static String decodeQuery(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  static String encodeQuery(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
