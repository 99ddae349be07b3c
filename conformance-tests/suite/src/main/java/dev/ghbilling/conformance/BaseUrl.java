package dev.ghbilling.conformance;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** What may be a base URL. What may not is never repeated: it may hold a password. */
final class BaseUrl {
  private BaseUrl() {}

  /**
   * The URL without a slash at its end.
   *
   * @throws IllegalArgumentException when it is no http or https URL, has a user, query or
   *     fragment, or is plain http to another machine and that is not allowed
   */
  static URI of(String text, boolean allowInsecure) {
    URI url;
    try {
      url = new URI(text.replaceFirst("/+$", ""));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("the base URL is not a URL");
    }
    if (url.getRawAuthority() != null && url.getRawAuthority().contains("@")) {
      throw new IllegalArgumentException("the base URL must not carry a user or password");
    }
    boolean http = "http".equalsIgnoreCase(url.getScheme());
    if (url.getHost() == null || !(http || "https".equalsIgnoreCase(url.getScheme()))) {
      throw new IllegalArgumentException("the base URL is not an http or https URL");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException("a base URL has no query and no fragment");
    }
    if (http && !allowInsecure && !isLoopback(url.getHost())) {
      throw new IllegalArgumentException(
          url + " would show the token to the network: use https, or --allow-insecure");
    }
    return url;
  }

  /** Literal addresses and localhost only: another name may lead elsewhere tomorrow. */
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
