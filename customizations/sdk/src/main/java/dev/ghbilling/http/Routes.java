package dev.ghbilling.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;

/** How hosts are reached: directly or over a proxy. */
final class Routes {
  private final Optional<Proxy> proxy;

  private final boolean allowInsecure;

  Routes(Optional<Proxy> proxy, boolean allowInsecure) {
    this.proxy = proxy;
    this.allowInsecure = allowInsecure;
  }

  /**
   * The way to a host.
   *
   * @param route over a proxy that speaks HTTP, if any
   * @param socks the SOCKS proxy below, if any
   */
  record Way(HttpRoute route, Optional<Proxy> socks) {}

  Way to(URI url, HttpHost host) throws IOException {
    boolean secure = URIScheme.HTTPS.same(host.getSchemeName());
    HttpHost target = RoutingSupport.normalize(host, DefaultSchemePortResolver.INSTANCE);
    Proxy chosen = proxy.isPresent() ? proxy.get() : ofTheJvm(url);
    if (chosen.type() == Proxy.Type.HTTP && chosen.address() instanceof InetSocketAddress address) {
      requireEncrypted(secure, address);
      HttpHost middle = new HttpHost(address.getHostString(), address.getPort());
      return new Way(new HttpRoute(target, null, middle, secure), Optional.empty());
    }
    return new Way(
        new HttpRoute(target, null, secure),
        Optional.of(chosen).filter(known -> known.type() == Proxy.Type.SOCKS));
  }

  /** To this machine plain http is spoken; a proxy on another one would be shown the token. */
  private void requireEncrypted(boolean secure, InetSocketAddress proxy) throws IOException {
    boolean elsewhere = proxy.getAddress() == null || !proxy.getAddress().isLoopbackAddress();
    if (!secure && !allowInsecure && elsewhere) {
      throw new IOException("plain http is not spoken to a proxy on another machine");
    }
  }

  private static Proxy ofTheJvm(URI url) throws IOException {
    ProxySelector selector = ProxySelector.getDefault();
    List<Proxy> choices;
    try {
      choices = selector == null ? List.of() : selector.select(url);
    } catch (RuntimeException e) {
      // Not its cause: such a message quotes the URL, in which a signature may be.
      throw new IOException("the JVM's choice of a proxy failed");
    }
    return choices == null || choices.isEmpty() ? Proxy.NO_PROXY : choices.get(0);
  }
}
