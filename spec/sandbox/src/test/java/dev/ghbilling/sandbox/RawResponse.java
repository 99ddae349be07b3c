package dev.ghbilling.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * What came through a socket, and how the connection ended.
 *
 * @param text all bytes, the headers included
 * @param reset whether the connection was reset, and not closed in good order
 */
record RawResponse(String text, boolean reset) {
  private static final int TIMEOUT_MILLIS = 20_000;

  /** Asks for an address below the billing path or for a whole one, and reads to the end. */
  static RawResponse get(Sandbox sandbox, String path) {
    try (Socket socket = ask(sandbox, path)) {
      return read(socket);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A connection on which something was asked, and nothing was read. */
  static Socket ask(Sandbox sandbox, String path) throws IOException {
    URI uri =
        URI.create(
            path.startsWith("http")
                ? path
                : "%s/enterprises/%s/settings/billing%s"
                    .formatted(sandbox.baseUrl(), sandbox.enterprise(), path));
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String credentials = path.startsWith("http") ? "" : "Authorization: Bearer x\r\n";
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket
        .getOutputStream()
        .write(
            "GET %s%s HTTP/1.1\r\nHost: x\r\n%s\r\n"
                .formatted(uri.getRawPath(), query, credentials)
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Opens a connection on which nothing is asked. */
  static Socket connect(Sandbox sandbox) throws IOException {
    Socket socket = new Socket(sandbox.baseUrl().getHost(), sandbox.baseUrl().getPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  /** Whether the other side closes or resets the connection. */
  static boolean isClosed(Socket socket) throws IOException {
    return read(socket).text().isEmpty();
  }

  private static RawResponse read(Socket socket) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean reset = false;
    try {
      InputStream in = socket.getInputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        bytes.write(next);
      }
    } catch (SocketException e) {
      reset = true;
    }
    return new RawResponse(bytes.toString(StandardCharsets.UTF_8), reset);
  }

  String body() {
    int end = text.indexOf("\r\n\r\n");
    return end < 0 ? "" : text.substring(end + 4);
  }
}
