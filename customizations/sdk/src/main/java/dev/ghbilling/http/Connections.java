package dev.ghbilling.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** The connections of a transport: as many as there are exchanges at once, and the idle ones. */
final class Connections implements AutoCloseable {
  /** Longer than the pauses between calls, shorter than servers as a rule keep a connection. */
  private static final TimeValue IDLE_AT_MOST = TimeValue.ofMinutes(1);

  private final PoolingHttpClientConnectionManager pool;
  private final Watch watch = new Watch(this::tidy);
  private volatile boolean closed;

  Connections(CallSettings settings) {
    TlsSocketStrategy tls = new TlsSockets(settings.tls(), settings.readTimeout());
    this.pool =
        new PoolingHttpClientConnectionManager(
            new DefaultHttpClientConnectionOperator(
                ignored -> socket(settings.proxy()),
                null,
                resolver(settings.proxy()),
                scheme -> URIScheme.HTTPS.same(scheme) ? tls : null),
            PoolConcurrencyPolicy.STRICT,
            PoolReusePolicy.LIFO,
            null,
            ignored -> new QuietConnection());
    pool.setMaxTotal(Integer.MAX_VALUE);
    pool.setDefaultMaxPerRoute(Integer.MAX_VALUE);
    pool.setDefaultConnectionConfig(
        ConnectionConfig.custom()
            .setConnectTimeout(Timeout.of(settings.connectTimeout()))
            .setSocketTimeout(Timeout.of(settings.readTimeout()))
            .build());
  }

  /** An exchange that is watched from now on. */
  Exchange begin(HttpRoute route, @Nullable Duration within) {
    return new Exchange(this, watch, route, within);
  }

  LeaseRequest lease(HttpRoute route) {
    return pool.lease("", route, Timeout.DISABLED, null);
  }

  void connect(ConnectionEndpoint endpoint, HttpContext context) throws IOException {
    pool.connect(endpoint, null, context);
  }

  /** Goes on by TLS on a connection through a proxy. */
  void upgrade(ConnectionEndpoint endpoint, HttpContext context) throws IOException {
    pool.upgrade(endpoint, context);
  }

  void release(ConnectionEndpoint endpoint, boolean reusable) {
    pool.release(endpoint, null, reusable ? IDLE_AT_MOST : null);
    if (closed) {
      pool.closeIdle(TimeValue.ZERO_MILLISECONDS);
    }
  }

  int inUse() {
    return pool.getTotalStats().getLeased();
  }

  @Override
  public void close() {
    closed = true;
    pool.closeIdle(TimeValue.ZERO_MILLISECONDS);
    watch.wake();
  }

  /** Whether any connection is left when those that were idle for too long are closed. */
  private boolean tidy() {
    pool.closeIdle(closed ? TimeValue.ZERO_MILLISECONDS : IDLE_AT_MOST);
    return pool.getTotalStats().getAvailable() > 0;
  }

  /** The JVM's own choice of a SOCKS proxy is the socket's. */
  private static Socket socket(Optional<Proxy> proxy) {
    return proxy.map(Connections::socket).orElseGet(Socket::new);
  }

  private static Socket socket(Proxy proxy) {
    return new Socket(proxy.type() == Proxy.Type.SOCKS ? proxy : Proxy.NO_PROXY);
  }

  private static DnsResolver resolver(Optional<Proxy> proxy) {
    return proxy.filter(known -> known.type() == Proxy.Type.SOCKS).isPresent()
        ? new ResolvedByProxy()
        : SystemDefaultDnsResolver.INSTANCE;
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
