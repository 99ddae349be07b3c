package dev.ghbilling.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Where an API is: what may be a base URL, and to which hosts plain http is spoken. */
public final class BaseUrl {
  private BaseUrl() {}

  /**
   * The URL without a slash at its end.
   *
   * @throws IllegalArgumentException when it is no absolute http or https URL, has a user, query or
   *     fragment, or is plain http to another machine and that is not allowed
   */
  public static URI require(URI url, boolean allowInsecure) {
    if (url.getRawAuthority() != null && url.getRawAuthority().contains("@")) {
      throw new IllegalArgumentException("a base URL must not carry a user or password");
    }
    if (!Location.isUsable(url)) {
      // Without an authority anything may stand before an @, a password too.
      throw new IllegalArgumentException(
          "not an http or https URL" + (url.toString().contains("@") ? "" : ": " + url));
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException("a base URL has no query and no fragment");
    }
    requireEncrypted(url, allowInsecure);
    return URI.create(url.toString().replaceFirst("/+$", ""));
  }

  /**
   * Refuses plain http to another machine.
   *
   * @throws IllegalArgumentException when it is refused
   */
  public static void requireEncrypted(URI url, boolean allowInsecure) {
    if ("http".equalsIgnoreCase(url.getScheme()) && !allowInsecure && !isLoopback(url.getHost())) {
      throw new IllegalArgumentException(
          "plain http would show the token to the network: use https for " + url.getHost());
    }
  }

  private static boolean isLoopback(@Nullable String host) {
    // Only literal addresses and localhost: a name may lead elsewhere tomorrow.
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
