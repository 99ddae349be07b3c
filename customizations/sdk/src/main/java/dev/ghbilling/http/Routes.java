package dev.ghbilling.http;

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

/**
 * How hosts are reached: directly or over a proxy that speaks HTTP. A SOCKS proxy is the socket's
 * matter.
 */
final class Routes {
  private final Optional<Proxy> proxy;

  Routes(Optional<Proxy> proxy) {
    this.proxy = proxy;
  }

  HttpRoute to(URI url, HttpHost host) {
    boolean secure = URIScheme.HTTPS.same(host.getSchemeName());
    HttpHost target = RoutingSupport.normalize(host, DefaultSchemePortResolver.INSTANCE);
    Proxy chosen = proxy.orElseGet(() -> ofTheJvm(url));
    return chosen.type() == Proxy.Type.HTTP && chosen.address() instanceof InetSocketAddress address
        ? new HttpRoute(
            target, null, new HttpHost(address.getHostString(), address.getPort()), secure)
        : new HttpRoute(target, null, secure);
  }

  private static Proxy ofTheJvm(URI url) {
    ProxySelector selector = ProxySelector.getDefault();
    List<Proxy> choices = selector == null ? List.of() : selector.select(url);
    return choices == null || choices.isEmpty() ? Proxy.NO_PROXY : choices.get(0);
  }
}
