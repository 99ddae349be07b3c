package dev.ghbilling.pact;

import au.com.dius.pact.provider.IHttpClientFactory;
import au.com.dius.pact.provider.junit5.HttpTestTarget;
import au.com.dius.pact.provider.junit5.HttpsTestTarget;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/**
 * Creates Pact's target for a base URL. Pact's own {@code HttpTestTarget.fromUrl} uses plain http
 * for an https URL, and a port that is not the scheme's default.
 */
final class BaseUrlTarget {
  /** Sends each request once: by default, Apache's client retries even a POST after 503 or 429. */
  private static final IHttpClientFactory ONE_ATTEMPT =
      provider ->
          HttpClients.custom()
              .useSystemProperties()
              .disableAutomaticRetries()
              .disableRedirectHandling()
              .build();

  private BaseUrlTarget() {}

  /**
   * Returns a target that keeps the URL's path.
   *
   * @throws IllegalArgumentException when the URL is neither https nor http to this machine
   */
  static HttpTestTarget of(URI baseUrl) {
    String path = baseUrl.getPath();
    int port = baseUrl.getPort();
    return switch (String.valueOf(baseUrl.getScheme())) {
      case "https" ->
          new HttpsTestTarget(host(baseUrl), port < 0 ? 443 : port, path, false, () -> ONE_ATTEMPT);
      case "http" ->
          new HttpTestTarget(
              loopback(host(baseUrl)), port < 0 ? 80 : port, path, () -> ONE_ATTEMPT);
      default ->
          throw new IllegalArgumentException(
              "pact.provider.url must be an https or http URL, was " + baseUrl);
    };
  }

  private static String host(URI baseUrl) {
    if (baseUrl.getHost() == null) {
      throw new IllegalArgumentException("pact.provider.url has no host: " + baseUrl);
    }
    return baseUrl.getHost();
  }

  private static String loopback(String host) {
    try {
      if (InetAddress.getByName(host).isLoopbackAddress()) {
        return host;
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "pact.provider.url: the host " + host + " can't be resolved", e);
    }
    throw new IllegalArgumentException(
        "pact.provider.url: plain http to "
            + host
            + " would send the token unencrypted, use https");
  }
}
