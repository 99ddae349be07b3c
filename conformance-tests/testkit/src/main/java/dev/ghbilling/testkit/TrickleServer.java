package dev.ghbilling.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * A server, or a proxy, that reads nothing and sends the same bytes to every client: first a
 * beginning, then a text without end, a byte every few milliseconds.
 */
public final class TrickleServer implements AutoCloseable {
  private static final long PAUSE_NANOS = 5_000_000;

  private final ConnectionAcceptor acceptor;

  /** Starts a server that sends these texts, one byte for each of their characters. */
  public TrickleServer(String beginning, String withoutEnd) {
    byte[] first = beginning.getBytes(StandardCharsets.ISO_8859_1);
    byte[] then = withoutEnd.getBytes(StandardCharsets.ISO_8859_1);
    this.acceptor = new ConnectionAcceptor("trickle", client -> serve(client, first, then));
  }

  /** Returns where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(acceptor.address(), acceptor.port());
  }

  /** Returns the URL of it as an http server. */
  public URI url() {
    return URI.create(
        "http://%s:%d".formatted(acceptor.address().getHostAddress(), acceptor.port()));
  }

  private static void serve(Socket client, byte[] first, byte[] then) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(first);
    for (int i = 0; ; i = (i + 1) % then.length) {
      out.write(then[i]);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  @Override
  public void close() {
    acceptor.close();
  }
}
