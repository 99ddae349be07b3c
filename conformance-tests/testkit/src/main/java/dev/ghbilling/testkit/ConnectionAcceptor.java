package dev.ghbilling.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;

/** Accepts connections at a free port and serves each on a daemon thread, until it is closed. */
final class ConnectionAcceptor implements AutoCloseable {
  private final String name;
  private final ServerSocket socket;
  private final Handler handler;
  private final Thread thread;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** What is done with a connection, which is closed afterwards. */
  interface Handler {
    /** Serves the connection; an exception means that the client has left. */
    void serve(Socket connection) throws IOException;
  }

  ConnectionAcceptor(
      String name, ServerSocketFactory sockets, InetAddress address, Handler handler) {
    this.name = name;
    this.handler = handler;
    try {
      this.socket = sockets.createServerSocket(0, 50, address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.thread = start(name, this::accept);
  }

  /** As the other one, at the loopback address and without TLS. */
  ConnectionAcceptor(String name, Handler handler) {
    this(name, ServerSocketFactory.getDefault(), InetAddress.getLoopbackAddress(), handler);
  }

  InetAddress address() {
    return socket.getInetAddress();
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Runs something on a daemon thread. */
  static Thread start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        open.add(connection);
        start(name, () -> serve(connection));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      handler.serve(connection);
    } catch (IOException clientLeft) {
      // The client knows itself.
    } finally {
      open.remove(connection);
    }
  }

  /**
   * Closes the port and all connections. When it returns, the port refuses: while a thread is
   * inside {@code accept}, the socket goes on listening after {@code close()}.
   */
  @Override
  public void close() {
    try {
      socket.close();
      awaitEnd();
      for (Socket connection : open) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitEnd() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
