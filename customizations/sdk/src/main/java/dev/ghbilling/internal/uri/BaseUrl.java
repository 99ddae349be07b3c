package dev.ghbilling.internal.uri;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** The rules for the base URL of an API, and for plain http. */
public final class BaseUrl {
  private BaseUrl() {}

  /**
   * Returns the URL without a slash at its end.
   *
   * @throws IllegalArgumentException when it isn't an absolute http or https URL, has a user, query
   *     or fragment, or is plain http to another machine and that isn't allowed
   */
  public static URI require(URI url, boolean allowInsecure) {
    if (url.getRawAuthority() != null && url.getRawAuthority().contains("@")) {
      throw new IllegalArgumentException("the base URL must not contain a user or a password");
    }
    if (!Location.isUsable(url)) {
      // Without an authority anything may stand before an @, a password too.
      throw new IllegalArgumentException(
          "the base URL must be an http or https URL"
              + (url.toString().contains("@") ? "" : ", was " + url));
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException("the base URL must not have a query or a fragment");
    }
    requireEncrypted(url, allowInsecure);
    return URI.create(url.toString().replaceFirst("/+$", ""));
  }

  /**
   * Refuses plain http to any machine but this one.
   *
   * @throws IllegalArgumentException when the URL is refused
   */
  public static void requireEncrypted(URI url, boolean allowInsecure) {
    if ("http".equalsIgnoreCase(url.getScheme()) && !allowInsecure && !isLoopback(url.getHost())) {
      throw new IllegalArgumentException(
          "plain http would send the token unencrypted: use https for "
              + url.getHost()
              + ", or allow it with allowInsecure");
    }
  }

  private static boolean isLoopback(@Nullable String host) {
    // Literal addresses and localhost only: any other name may resolve elsewhere tomorrow.
    if (host == null) {
      return false;
    }
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    if (!host.matches("[0-9.]+|\\[.*\\]")) {
      return false;
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
