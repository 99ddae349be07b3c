package dev.ghbilling.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * What a {@link RecordingServer} does with a request: for example sends exact bytes, sends too few,
 * or resets the connection.
 */
@FunctionalInterface
public interface ScriptedResponse {
  /** Resets the connection without a byte. */
  ScriptedResponse RESET = (request, connection) -> connection.setSoLinger(true, 0);

  /** Sends nothing until the client hangs up or the server is closed. */
  ScriptedResponse SILENCE = (request, connection) -> await(connection);

  /** Sends it; the connection is closed afterwards. */
  void send(ReceivedRequest request, Socket connection) throws IOException;

  /** Returns a response with that body and these header lines. */
  static ScriptedResponse of(int status, String body, String... headers) {
    return withContentLength(body.getBytes(StandardCharsets.UTF_8).length, status, body, headers);
  }

  /** Returns a response whose {@code Content-Length} may differ from the length of its body. */
  static ScriptedResponse withContentLength(
      long length, int status, String body, String... headers) {
    String head = head(status, headers) + "Content-Length: " + length + "\r\n\r\n";
    byte[] bytes = (head + body).getBytes(StandardCharsets.UTF_8);
    return (request, connection) -> write(connection, bytes);
  }

  /** Returns a response whose body ends where the connection is closed. */
  static ScriptedResponse untilClose(int status, byte[] body, String... headers) {
    byte[] head = (head(status, headers) + "\r\n").getBytes(StandardCharsets.UTF_8);
    return (request, connection) -> {
      write(connection, head);
      write(connection, body);
    };
  }

  /** Returns a JSON response with status 200. */
  static ScriptedResponse json(String body) {
    return of(200, body, "Content-Type: application/json; charset=utf-8");
  }

  /** Returns a JSON response that sends this much of its body and then nothing more. */
  static ScriptedResponse stallingAfter(String body) {
    ScriptedResponse start =
        withContentLength(body.length() + 100L, 200, body, "Content-Type: application/json");
    return (request, connection) -> {
      start.send(request, connection);
      await(connection);
    };
  }

  private static String head(int status, String... headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("Connection: close\r\n").toString();
  }

  private static void write(Socket connection, byte[] bytes) throws IOException {
    OutputStream out = connection.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  /** Returns when the client hangs up or the server is closed. */
  private static void await(Socket connection) throws IOException {
    connection.getInputStream().transferTo(OutputStream.nullOutputStream());
  }
}
