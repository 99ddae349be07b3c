package dev.ghbilling.spec.pages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Values within an address. */
final class Uri {
  private Uri() {}

  /** The text with everything percent-encoded that isn't unreserved, in a path or in a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
