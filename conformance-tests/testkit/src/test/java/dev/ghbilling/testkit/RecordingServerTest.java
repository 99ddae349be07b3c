package dev.ghbilling.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingServerTest {
  private static final String REQUEST =
      "POST /path?a=b HTTP/1.1\r\nHost: x\r\ncontent-length: 5\r\n\r\nhello";

  @Test
  void request_received_isRecorded() throws IOException {
    try (RecordingServer server = new RecordingServer().respondWith(ScriptedResponse.json("{}"))) {
      assertThat(exchange(server)).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n{}");

      ReceivedRequest request = server.request();
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.target()).isEqualTo("/path?a=b");
      assertThat(request.header("Content-Length")).containsExactly("5");
      assertThat(request.body()).isEqualTo("hello");
    }
  }

  @Test
  void responses_scripted_comeInOrderAndTheLastStays() throws IOException {
    try (RecordingServer server =
        new RecordingServer()
            .respondWith(ScriptedResponse.of(201, ""), ScriptedResponse.of(202, ""))) {
      assertThat(exchange(server)).startsWith("HTTP/1.1 201 ");
      assertThat(exchange(server)).startsWith("HTTP/1.1 202 ");
      assertThat(exchange(server)).startsWith("HTTP/1.1 202 ");
    }
  }

  @Test
  void reset_scripted_resets() {
    try (RecordingServer server = new RecordingServer().respondWith(ScriptedResponse.RESET)) {
      assertThatThrownBy(() -> exchange(server)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void close_whileAClientWaits_endsIt() throws Exception {
    CountDownLatch received = new CountDownLatch(1);
    RecordingServer server =
        new RecordingServer()
            .respondWith(
                (request, connection) -> {
                  received.countDown();
                  ScriptedResponse.SILENCE.send(request, connection);
                });
    try (Socket client = send(server)) {
      received.await();
      server.close();

      assertThat(client.getInputStream().read()).isNegative();
    }
  }

  @Test
  void connect_afterClose_isRefused() {
    for (int i = 0; i < 200; i++) {
      RecordingServer server = new RecordingServer();
      int port = server.baseUrl().getPort();
      server.close();
      RefusingPortTest.assertRefuses(port);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tls_certificateOfTheTestkit_isTrustedByItsOwnContextOnly(boolean bySelf) throws Exception {
    TestCertificate certificate =
        bySelf
            ? TestCertificate.selfSigned("ip:127.0.0.1")
            : TestCertificate.signedByAuthority("ip:127.0.0.1");
    try (RecordingServer server =
        new RecordingServer(certificate.context()).respondWith(ScriptedResponse.json("{}"))) {
      assertThat(exchange(server, certificate.context())).startsWith("HTTP/1.1 200 ");
      assertThatThrownBy(() -> exchange(server, SSLContext.getDefault()))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  private static String exchange(RecordingServer server) throws IOException {
    try (Socket client = send(server)) {
      return read(client);
    }
  }

  private static String exchange(RecordingServer server, SSLContext tls) throws IOException {
    try (Socket client =
        tls.getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), server.baseUrl().getPort())) {
      client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      return read(client);
    }
  }

  private static Socket send(RecordingServer server) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), server.baseUrl().getPort());
    client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
    return client;
  }

  private static String read(Socket client) throws IOException {
    return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
