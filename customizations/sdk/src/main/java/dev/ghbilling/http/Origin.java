package dev.ghbilling.http;

import java.net.URI;

/** Scheme, host and port: who is trusted with a token. */
final class Origin {
  private Origin() {}

  static boolean same(URI a, URI b) {
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
