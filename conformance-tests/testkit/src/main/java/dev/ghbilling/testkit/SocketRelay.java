package dev.ghbilling.testkit;

import java.io.IOException;
import java.net.Socket;

/** Passes the bytes of two connections on to each other. */
final class SocketRelay {
  private SocketRelay() {}

  /** Returns when both sides have sent all they have to send, or one of them is gone. */
  static void relay(Socket client, Socket server) throws IOException {
    Thread back = ConnectionAcceptor.start("relay", () -> copy(server, client));
    copy(client, server);
    try {
      back.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException left) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
