package dev.ghbilling.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * A port of the loopback address that refuses every connection as long as this is open.
 *
 * <p>A port that a server has just freed may be taken by another process, and a closed server may
 * still accept for a moment. This one is bound, so nobody else gets it, and nothing listens on it.
 * A server that reuses addresses can be started on this port; from then on it accepts.
 */
public final class RefusingPort implements AutoCloseable {
  private final Socket bound = new Socket();

  /** Reserves a port. */
  public RefusingPort() {
    try {
      bound.setReuseAddress(true);
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the port's number. */
  public int port() {
    return bound.getLocalPort();
  }

  /** Returns its address, for example for a proxy that is down. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
  }

  /** Returns {@code http://127.0.0.1} with the port, without a slash at the end. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + port());
  }

  @Override
  public void close() {
    try {
      bound.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
