package dev.ghbilling.ledger.metrics;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;

/** A server of metrics at the path {@code /metrics}, for Prometheus to scrape. */
public final class MetricsServer implements AutoCloseable {
  private final HTTPServer server;

  private MetricsServer(HTTPServer server) {
    this.server = server;
  }

  /**
   * Starts a server. It accepts connections when this returns.
   *
   * @param address where to listen; port 0 takes a free one
   * @throws UncheckedIOException when the address can't be resolved or is in use
   */
  public static MetricsServer start(InetSocketAddress address, LedgerCollector collector) {
    if (address.isUnresolved()) {
      throw new UncheckedIOException(
          new IOException("there is no host " + address.getHostString()));
    }
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(collector);
    try {
      return new MetricsServer(
          HTTPServer.builder()
              .inetAddress(address.getAddress())
              .port(address.getPort())
              .registry(registry)
              .buildAndStart());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "can't listen on %s:%d: %s"
              .formatted(
                  address.getHostString(),
                  address.getPort(),
                  e instanceof BindException && String.valueOf(e.getMessage()).contains("in use")
                      ? "another program uses the port"
                      : e.getMessage()),
          e);
    }
  }

  /** Returns the port. */
  public int port() {
    return server.getPort();
  }

  /** Ends all connections and frees the port. */
  @Override
  public void close() {
    server.close();
  }
}
