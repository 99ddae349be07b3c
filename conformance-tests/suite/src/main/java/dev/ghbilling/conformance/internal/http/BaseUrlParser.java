package dev.ghbilling.conformance.internal.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Parses base URLs. Messages never repeat a refused URL: it may hold a password. */
public final class BaseUrlParser {
  private BaseUrlParser() {}

  /**
   * Parses a base URL and removes slashes at its end.
   *
   * @throws IllegalArgumentException when the text is not an http or https URL, has a user, query
   *     or fragment, or is plain http to another machine and {@code allowInsecure} is false
   */
  public static URI parse(String text, boolean allowInsecure) {
    URI url;
    try {
      url = new URI(text.replaceFirst("/+$", ""));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("the base URL is not a valid URL");
    }
    if (url.getRawAuthority() != null && url.getRawAuthority().contains("@")) {
      throw new IllegalArgumentException("the base URL must not contain a user or password");
    }
    boolean http = "http".equalsIgnoreCase(url.getScheme());
    if (url.getHost() == null || !(http || "https".equalsIgnoreCase(url.getScheme()))) {
      throw new IllegalArgumentException("the base URL is not an http or https URL");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException("the base URL must not have a query or fragment");
    }
    if (http && !allowInsecure && !isLoopback(url.getHost())) {
      throw new IllegalArgumentException(
          "the base URL "
              + url
              + " would send the token unencrypted: use https, or --allow-insecure");
    }
    return url;
  }

  /** Accepts literal addresses and localhost only: another name may resolve elsewhere tomorrow. */
  static boolean isLoopback(@Nullable String host) {
    if (host == null || !host.matches("[0-9.]+|\\[.*]")) {
      return "localhost".equalsIgnoreCase(host);
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
