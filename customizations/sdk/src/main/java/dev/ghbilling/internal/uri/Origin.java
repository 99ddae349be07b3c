package dev.ghbilling.internal.uri;

import java.net.URI;

/** The scheme, host and port of a URL: credentials go to the API's origin and to no other. */
public final class Origin {
  private Origin() {}

  /** Returns whether both URLs have the same origin; false for a URL without a host. */
  public static boolean same(URI a, URI b) {
    return a.getHost() != null
        && a.getHost().equalsIgnoreCase(b.getHost())
        && a.getScheme().equalsIgnoreCase(b.getScheme())
        && port(a) == port(b);
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }
}
