package dev.ghbilling.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Lookup;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Connects: over a SOCKS proxy where one is chosen for the URL, which then finds the host. */
final class Connector extends DefaultHttpClientConnectionOperator {
  private static final String SOCKS = Connector.class.getName();

  private final Lookup<TlsSocketStrategy> tls;

  /**
   * Connects directly where no proxy is chosen, or as the JVM has it.
   *
   * @param proxy the one that is to be used for all URLs
   */
  Connector(Optional<Proxy> proxy, Lookup<TlsSocketStrategy> tls) {
    super(
        ignored -> proxy.isPresent() ? new Socket(Proxy.NO_PROXY) : new Socket(),
        null,
        SystemDefaultDnsResolver.INSTANCE,
        tls);
    this.tls = tls;
  }

  /** Has the connections of that context go over that proxy. */
  static void choose(Optional<Proxy> socks, HttpContext context) {
    context.setAttribute(SOCKS, socks.orElse(null));
  }

  @Override
  public void connect(
      ManagedHttpClientConnection connection,
      HttpHost host,
      @Nullable NamedEndpoint name,
      @Nullable Path unixSocket,
      @Nullable InetSocketAddress from,
      Timeout timeout,
      SocketConfig settings,
      @Nullable Object attachment,
      HttpContext context)
      throws IOException {
    if (context.getAttribute(SOCKS) instanceof Proxy socks) {
      new DefaultHttpClientConnectionOperator(
              ignored -> new Socket(socks), null, new ResolvedByProxy(), tls)
          .connect(
              connection, host, name, unixSocket, from, timeout, settings, attachment, context);
    } else {
      super.connect(
          connection, host, name, unixSocket, from, timeout, settings, attachment, context);
    }
  }

  /** Leaves it to the SOCKS proxy to find a host, which may be known to nobody else. */
  private static final class ResolvedByProxy implements DnsResolver {
    @Override
    public List<InetSocketAddress> resolve(String host, int port) {
      return List.of(InetSocketAddress.createUnresolved(host, port));
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      return SystemDefaultDnsResolver.INSTANCE.resolve(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
