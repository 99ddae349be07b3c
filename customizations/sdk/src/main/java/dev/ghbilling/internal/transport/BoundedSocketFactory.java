package dev.ghbilling.internal.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Makes sockets from which a thread reads at most 1 MiB in one {@link #step}: for the headers, or
 * for the next bytes of a body. OkHttp bounds headers and trailers, but reads the line before a
 * chunk into memory until it ends.
 */
final class BoundedSocketFactory extends SocketFactory {
  /** Several times what OkHttp reads for headers, which are at most 256 KiB. */
  private static final long MOST = 1 << 20;

  /** What is left for the thread's step; no number outside of one, as in OkHttp's own threads. */
  private static final ThreadLocal<Long> LEFT = new ThreadLocal<>();

  /** Work that reads from the sockets in the current thread. */
  @FunctionalInterface
  interface Step<T> {
    /** Does the work. */
    T run() throws IOException;
  }

  /**
   * Does one step of an exchange.
   *
   * @throws IOException when the server sends more than a step needs, or when the step throws it
   */
  static <T> T step(Step<T> step) throws IOException {
    LEFT.set(MOST);
    try {
      return step.run();
    } finally {
      LEFT.remove();
    }
  }

  @Override
  public Socket createSocket() {
    return new Socket() {
      @Override
      public InputStream getInputStream() throws IOException {
        return new Bounded(super.getInputStream());
      }
    };
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
    throw new UnsupportedOperationException();
  }

  private static final class Bounded extends FilterInputStream {
    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      Long left = LEFT.get();
      if (left != null) {
        LEFT.set(left - read);
        if (left < read) {
          throw new IOException("the server sent 1 MiB that is neither headers nor body");
        }
      }
      return read;
    }
  }
}
