package dev.ghbilling.spec.pages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of values in a URL. */
final class Uri {
  private Uri() {}

  /** Encodes all characters that aren't unreserved; for a path or a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
