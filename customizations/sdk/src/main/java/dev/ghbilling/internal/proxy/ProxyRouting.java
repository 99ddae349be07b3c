package dev.ghbilling.internal.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The proxy for a URL: the client's own; else the one that the JVM's selector chooses at the time;
 * else, when it chooses none, the one of the environment. A proxy on another machine isn't shown a
 * request in plain http.
 */
public final class ProxyRouting extends ProxySelector {
  private final @Nullable ProxyServer given;
  private final ProxyEnvironment environment;
  private final boolean allowInsecure;

  private ProxyRouting(
      @Nullable ProxyServer given, ProxyEnvironment environment, boolean allowInsecure) {
    this.given = given;
    this.environment = environment;
    this.allowInsecure = allowInsecure;
  }

  /**
   * Returns the routing through one proxy.
   *
   * @param allowInsecure whether a proxy on another machine may see plain http
   */
  public static ProxyRouting through(ProxyServer given, boolean allowInsecure) {
    return new ProxyRouting(given, new ProxyEnvironment(Map.of()), allowInsecure);
  }

  /**
   * Returns the routing by the JVM's selector and the environment.
   *
   * @param allowInsecure whether a proxy on another machine may see plain http
   */
  public static ProxyRouting by(ProxyEnvironment environment, boolean allowInsecure) {
    return new ProxyRouting(null, environment, allowInsecure);
  }

  @Override
  public List<Proxy> select(URI url) {
    List<Proxy> choices = given == null ? choices(url) : List.of(given.proxy());
    for (Proxy choice : choices) {
      requireEncrypted(url, choice);
    }
    return choices;
  }

  /**
   * Returns the proxy that was chosen for the URL with the login there, or null when the JVM's
   * selector chose it.
   */
  public @Nullable ProxyServer server(URI url, Proxy chosen) {
    ProxyServer server = given == null ? ofTheEnvironment(url) : given;
    return server != null && server.proxy().equals(chosen) ? server : null;
  }

  private List<Proxy> choices(URI url) {
    List<Proxy> ofTheJvm = choicesOfTheJvm(url);
    boolean none = ofTheJvm.stream().allMatch(choice -> choice.type() == Proxy.Type.DIRECT);
    ProxyServer server = none ? ofTheEnvironment(url) : null;
    if (server == null) {
      return ofTheJvm;
    }
    if (server.login() != null
        && server.proxy().type() == Proxy.Type.SOCKS
        && server.proxy().address() instanceof InetSocketAddress address) {
      SocksLogins.add(address, server.login());
    }
    return List.of(server.proxy());
  }

  private @Nullable ProxyServer ofTheEnvironment(URI url) {
    try {
      return environment.proxy(url);
    } catch (IllegalArgumentException e) {
      throw new UncheckedIOException(new ProxySettingException(String.valueOf(e.getMessage())));
    }
  }

  private void requireEncrypted(URI url, Proxy choice) {
    boolean visible =
        choice.type() != Proxy.Type.DIRECT && "http".equalsIgnoreCase(url.getScheme());
    boolean here =
        choice.address() instanceof InetSocketAddress address
            && address.getAddress() != null
            && address.getAddress().isLoopbackAddress();
    if (visible && !here && !allowInsecure) {
      throw new UncheckedIOException(
          new ProxySettingException("plain http is not sent through a proxy on another machine"));
    }
  }

  private static List<Proxy> choicesOfTheJvm(URI url) {
    ProxySelector selector = ProxySelector.getDefault();
    try {
      List<Proxy> choices = selector == null ? null : selector.select(url);
      return choices == null ? List.of() : choices;
    } catch (RuntimeException e) {
      // Without its cause, whose message may quote the URL and with it a signature.
      throw new UncheckedIOException(new IOException("the JVM's proxy selector failed"));
    }
  }

  @Override
  public void connectFailed(URI url, SocketAddress address, IOException failure) {
    ProxySelector selector = ProxySelector.getDefault();
    if (given == null && selector != null) {
      selector.connectFailed(url, address, failure);
    }
  }
}
