package dev.ghbilling.internal.uri;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986) of a value within a URL. */
public final class PercentEncoding {
  private PercentEncoding() {}

  /**
   * Encodes every character that isn't unreserved, the percent sign included, so that the server
   * decodes the value that was given: {@code 100%25} arrives as {@code 100%25}.
   */
  public static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
