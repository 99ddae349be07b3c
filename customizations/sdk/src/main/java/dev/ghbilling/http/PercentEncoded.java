package dev.ghbilling.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Encodes a value in a URL, as a whole: {@code 100%25} arrives as it is, and {@code %2E%2E} is no
 * step up.
 */
final class PercentEncoded {
  private PercentEncoded() {}

  static String value(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (!staysAsItIs(value.charAt(i))) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
            .replace("+", "%20")
            .replace("*", "%2A")
            .replace("%7E", "~");
      }
    }
    return value;
  }

  private static boolean staysAsItIs(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.'
        || c == '~';
  }
}
