package dev.ghbilling.internal.proxy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A proxy with the login there.
 *
 * @param proxy the proxy
 * @param login the login, or null for none
 * @param loginSetting what a person sets the login with, for messages
 */
public record ProxyServer(Proxy proxy, @Nullable ProxyLogin login, String loginSetting) {
  private static final Pattern URL =
      Pattern.compile(
          "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?"
              + "(?:(?<user>[^:/?#\\s\\p{Cntrl}]*)(?::(?<password>[^/?#\\s\\p{Cntrl}]*))?@)?"
              + "(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])"
              + "(?::(?<port>[0-9]{1,5}))?/?");

  private static final int HTTP_PORT = 80;
  private static final int SOCKS_PORT = 1080;
  private static final int LARGEST_PORT = 65535;

  /**
   * Reads the value of an environment variable: {@code [SCHEME://][USER[:PASSWORD]@]HOST[:PORT]}.
   *
   * @param variable its name, for the message
   * @throws IllegalArgumentException when it is anything else; the message doesn't quote it
   */
  static ProxyServer parse(String variable, String value) {
    Matcher url = URL.matcher(value.strip());
    if (!url.matches()) {
      throw malformed(variable);
    }
    String scheme = url.group("scheme") == null ? "http" : url.group("scheme");
    Proxy.Type type = type(variable, scheme.toLowerCase(Locale.ROOT));
    int port = type == Proxy.Type.HTTP ? HTTP_PORT : SOCKS_PORT;
    if (url.group("port") != null) {
      port = Integer.parseInt(url.group("port"));
    }
    if (port < 1 || port > LARGEST_PORT) {
      throw malformed(variable);
    }
    return new ProxyServer(
        new Proxy(type, address(url.group("host"), port)),
        login(variable, url.group("user"), url.group("password")),
        "user and password in " + variable);
  }

  private static Proxy.Type type(String variable, String scheme) {
    return switch (scheme) {
      case "http" -> Proxy.Type.HTTP;
      case "socks5", "socks5h" -> Proxy.Type.SOCKS;
      default ->
          throw new IllegalArgumentException(
              variable
                  + " must begin with http://, socks5:// or socks5h://: other proxies, those reached"
                  + " over TLS (https://) included, are not supported");
    };
  }

  /** Leaves a name to be looked up with each connection. */
  private static InetSocketAddress address(String host, int port) {
    boolean isKnown = host.equalsIgnoreCase("localhost") || host.matches("[0-9.]+|\\[.*");
    return isKnown
        ? new InetSocketAddress(host, port)
        : InetSocketAddress.createUnresolved(host, port);
  }

  private static @Nullable ProxyLogin login(
      String variable, @Nullable String user, @Nullable String password) {
    if (user == null || (user.isEmpty() && password == null)) {
      return null;
    }
    try {
      return new ProxyLogin(decoded(user), password == null ? "" : decoded(password));
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
            + " must be the URL of a proxy, such as http://HOST:8080, or USER:PASSWORD@HOST:8080;"
            + " in user and password, write / ? # % and spaces percent-encoded");
  }

  @Override
  public String toString() {
    return "ProxyServer[" + proxy + "]";
  }
}
