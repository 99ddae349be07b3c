package dev.ghbilling.http;

import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
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

/** The connections of a transport: as many as there are exchanges at once, and the idle ones. */
final class Connections implements AutoCloseable {
  /** Longer than the pauses between calls, shorter than servers as a rule keep a connection. */
  private static final TimeValue IDLE_AT_MOST = TimeValue.ofMinutes(1);

  /** What a socket can count. */
  private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

  private final PoolingHttpClientConnectionManager pool;
  private final Watch watch = new Watch(this::tidy);
  private volatile boolean closed;

  Connections(CallSettings settings) {
    Timeout silence = limit(settings.readTimeout());
    TlsSocketStrategy tls = new TlsSockets(settings.tls(), silence);
    this.pool =
        new PoolingHttpClientConnectionManager(
            new Connector(settings.proxy(), scheme -> URIScheme.HTTPS.same(scheme) ? tls : null),
            PoolConcurrencyPolicy.STRICT,
            PoolReusePolicy.LIFO,
            null,
            ignored -> new QuietConnection());
    pool.setMaxTotal(Integer.MAX_VALUE);
    pool.setDefaultMaxPerRoute(Integer.MAX_VALUE);
    pool.setDefaultConnectionConfig(
        ConnectionConfig.custom()
            .setConnectTimeout(limit(settings.connectTimeout()))
            .setSocketTimeout(silence)
            .build());
  }

  /** An exchange that is watched from now on. */
  Exchange begin(Routes.Way way, Duration within) {
    return new Exchange(this, watch, way, within);
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

  /** A limit for a socket, to which none at all would be 0. */
  private static Timeout limit(Duration time) {
    boolean countable = time.compareTo(LONGEST) < 0;
    return Timeout.ofMilliseconds(countable ? Math.max(1, time.toMillis()) : LONGEST.toMillis());
  }
}
