package dev.ghbilling.conformance.internal.http;

import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy.
 *
 * @param address where it listens
 * @param authorization the value of {@code Proxy-Authorization}, if there is a login
 */
record ProxyAddress(InetSocketAddress address, Optional<String> authorization) {
  private static final Pattern URL =
      Pattern.compile(
          "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?"
              + "(?:(?<user>[^:/?#\\s\\p{Cntrl}]*)(?::(?<password>[^/?#\\s\\p{Cntrl}]*))?@)?"
              + "(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])"
              + "(?::(?<port>[0-9]{1,5}))?/?");

  private static final int LARGEST_PORT = 65535;

  /**
   * Reads the value of an environment variable: {@code [http://][USER[:PASSWORD]@]HOST[:PORT]}.
   *
   * @param variable its name, for the message
   * @throws IllegalArgumentException when it is anything else; the message doesn't quote it
   */
  static ProxyAddress parse(String variable, String value) {
    Matcher url = URL.matcher(value.strip());
    if (!url.matches()) {
      throw malformed(variable);
    }
    if (url.group("scheme") != null && !url.group("scheme").equalsIgnoreCase("http")) {
      throw new IllegalArgumentException(
          variable
              + " must begin with http://: conformance supports no other proxies, SOCKS and those"
              + " reached over TLS (https://) included; list the host in NO_PROXY to pass by");
    }
    int port = url.group("port") == null ? 80 : Integer.parseInt(url.group("port"));
    if (port < 1 || port > LARGEST_PORT) {
      throw malformed(variable);
    }
    return new ProxyAddress(
        new InetSocketAddress(url.group("host"), port),
        authorization(variable, url.group("user"), url.group("password")));
  }

  private static Optional<String> authorization(
      String variable, @Nullable String user, @Nullable String password) {
    if (user == null || (user.isEmpty() && password == null)) {
      return Optional.empty();
    }
    try {
      String login = decoded(user) + ":" + (password == null ? "" : decoded(password));
      return Optional.of(
          "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      // Without its cause, whose message quotes the password.
      throw malformed(variable);
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException malformed(String variable) {
    return new IllegalArgumentException(
        variable
            + " must be the URL of a proxy, such as http://USER:PASSWORD@HOST:8080; in user and"
            + " password, write / ? # % and spaces percent-encoded");
  }

  @Override
  public String toString() {
    return "ProxyAddress[" + address + "]";
  }
}
