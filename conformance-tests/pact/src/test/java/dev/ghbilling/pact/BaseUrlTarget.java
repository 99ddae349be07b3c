package dev.ghbilling.pact;

import au.com.dius.pact.provider.IHttpClientFactory;
import au.com.dius.pact.provider.junit5.HttpTestTarget;
import au.com.dius.pact.provider.junit5.HttpsTestTarget;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/**
 * Where Pact asks a provider. Pact's own {@code HttpTestTarget.fromUrl} speaks plain http to an
 * https URL, and takes another port than the scheme's.
 */
final class BaseUrlTarget {
  /**
   * Apache's client sends again what is answered 503 or 429, a POST too, unless it is told not to.
   */
  private static final IHttpClientFactory ONE_ATTEMPT =
      provider ->
          HttpClients.custom()
              .useSystemProperties()
              .disableAutomaticRetries()
              .disableRedirectHandling()
              .build();

  private BaseUrlTarget() {}

  /**
   * A provider below a URL, whose path is kept.
   *
   * @throws IllegalArgumentException when it is neither https nor http to this machine
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
      default -> throw new IllegalArgumentException("neither https nor http: " + baseUrl);
    };
  }

  private static String host(URI baseUrl) {
    if (baseUrl.getHost() == null) {
      throw new IllegalArgumentException("no host in " + baseUrl);
    }
    return baseUrl.getHost();
  }

  private static String loopback(String host) {
    try {
      if (InetAddress.getByName(host).isLoopbackAddress()) {
        return host;
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no address is known for " + host, e);
    }
    throw new IllegalArgumentException("plain http would show the token to the network: " + host);
  }
}
