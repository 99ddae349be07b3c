package dev.ghbilling.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Collection;
import javax.net.ssl.SSLSocketFactory;

/** Makes TLS connections that can't be closed: {@code close} fails for lack of memory. */
final class UnclosableSocketFactory extends SSLSocketFactory {
  private final SSLSocketFactory tls;
  private final Collection<String> threads;

  /**
   * Creates the factory.
   *
   * @param tls makes the connections
   * @param threads is given the names of the threads in which {@code close} failed
   */
  UnclosableSocketFactory(SSLSocketFactory tls, Collection<String> threads) {
    this.tls = tls;
    this.threads = threads;
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    return tls.createSocket(new Unclosable(socket), host, port, autoClose);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return tls.createSocket(host, port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return tls.createSocket(host, port, from, fromPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return tls.createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return tls.createSocket(host, port, from, fromPort);
  }

  /** A connected socket of which TLS uses the streams. It has no read timeout of its own. */
  private final class Unclosable extends Socket {
    private final Socket socket;

    Unclosable(Socket socket) throws SocketException {
      this.socket = socket;
      socket.setSoTimeout(0);
    }

    @Override
    public boolean isConnected() {
      return socket.isConnected();
    }

    @Override
    public InetAddress getInetAddress() {
      return socket.getInetAddress();
    }

    @Override
    public int getPort() {
      return socket.getPort();
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return socket.getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return socket.getOutputStream();
    }

    @Override
    public void setSoTimeout(int milliseconds) {
      // Reading is limited by the timers alone.
    }

    @Override
    public int getSoTimeout() {
      return 0;
    }

    @Override
    public synchronized void close() {
      threads.add(Thread.currentThread().getName());
      throw new OutOfMemoryError("of the test's");
    }
  }
}
