package dev.ghbilling.conformance.internal.http;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * An HTTP proxy.
 *
 * @param address where it listens
 * @param authorization the value of {@code Proxy-Authorization}, if there is a login
 * @param variable the environment variable that names it
 */
record ProxyAddress(InetSocketAddress address, Optional<String> authorization, String variable) {
  private static final int DEFAULT_PORT = 80;

  /**
   * Reads the value of an environment variable: {@code [http://][USER[:PASSWORD]@]HOST[:PORT]}.
   *
   * @param variable its name, for the message
   * @throws IllegalArgumentException when it is anything else; the message doesn't quote it
   */
  static ProxyAddress parse(String variable, String value) {
    URI url;
    try {
      url = URI.create(value.contains("://") ? value.strip() : "http://" + value.strip());
    } catch (IllegalArgumentException e) {
      // Without its cause, whose message quotes the password.
      throw malformed(variable);
    }
    if (!"http".equalsIgnoreCase(url.getScheme())) {
      throw new IllegalArgumentException(
          variable
              + " must begin with http://: conformance supports no other proxies, SOCKS and those"
              + " reached over TLS (https://) included; list the host in NO_PROXY to pass by");
    }
    if (url.getHost() == null || url.getPort() == 0 || url.getPort() > 65_535) {
      throw malformed(variable);
    }
    return new ProxyAddress(
        new InetSocketAddress(url.getHost(), url.getPort() < 0 ? DEFAULT_PORT : url.getPort()),
        Optional.ofNullable(url.getUserInfo())
            .map(login -> login.contains(":") ? login : login + ":")
            .map(login -> login.getBytes(StandardCharsets.UTF_8))
            .map(login -> "Basic " + Base64.getEncoder().encodeToString(login)),
        variable);
  }

  private static IllegalArgumentException malformed(String variable) {
    return new IllegalArgumentException(
        variable
            + " must be the URL of a proxy, such as http://HOST:8080, or USER:PASSWORD@HOST:8080;"
            + " in user and password, write all but letters and digits percent-encoded");
  }

  @Override
  public String toString() {
    return "ProxyAddress[" + address + "]";
  }
}
