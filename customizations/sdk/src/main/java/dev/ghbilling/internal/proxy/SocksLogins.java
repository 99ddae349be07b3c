package dev.ghbilling.internal.proxy;

import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The logins at the SOCKS proxies of the environment. The JVM has one {@link Authenticator} for all
 * its sockets, so this one passes on what is asked about anything else.
 */
final class SocksLogins extends Authenticator {
  private static final Map<String, ProxyLogin> LOGINS = new ConcurrentHashMap<>();

  private final @Nullable Authenticator next;

  private SocksLogins(@Nullable Authenticator next) {
    this.next = next;
  }

  /** Lets the JVM log in at this address and no other. */
  static synchronized void add(InetSocketAddress proxy, ProxyLogin login) {
    LOGINS.put(key(proxy.getHostString(), proxy.getPort()), login);
    Authenticator current = Authenticator.getDefault();
    if (!(current instanceof SocksLogins)) {
      Authenticator.setDefault(new SocksLogins(current));
    }
  }

  @Override
  protected @Nullable PasswordAuthentication getPasswordAuthentication() {
    ProxyLogin login =
        "SOCKS5".equals(getRequestingProtocol())
            ? LOGINS.get(key(getRequestingHost(), getRequestingPort()))
            : null;
    if (login != null) {
      return new PasswordAuthentication(wire(login.user()), wire(login.password()).toCharArray());
    }
    return next == null
        ? null
        : next.requestPasswordAuthenticationInstance(
            getRequestingHost(),
            getRequestingSite(),
            getRequestingPort(),
            getRequestingProtocol(),
            getRequestingPrompt(),
            getRequestingScheme(),
            getRequestingURL(),
            getRequestorType());
  }

  /** The JVM sends ISO 8859-1; so UTF-8 goes over the wire. */
  private static String wire(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String key(@Nullable String host, int port) {
    return host + ":" + port;
  }
}
