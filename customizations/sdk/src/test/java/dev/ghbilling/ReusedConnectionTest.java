package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReusedConnectionTest {
  private static final String FORGED = Bodies.ACTIONS.replace("305", "1");

  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).cachedResponses(0).build();

  private final CountDownLatch answered = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  @Test
  void read_afterARead_usesTheSameConnection() {
    server.respondWith(
        (request, connection) -> {
          write(connection, response(Bodies.ACTIONS));
          readRequest(connection);
          write(connection, response(FORGED));
        });

    billing.actions();

    assertThat(billing.actions().totalMinutesUsed()).isEqualByComparingTo("1");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void write_afterARead_isSentOverAFreshConnection() throws Exception {
    server.respondWith(
        (request, connection) -> {
          write(connection, response(Bodies.ACTIONS));
          await(answered);
          connection.shutdownOutput();
          done.countDown();
          untilItLeaves(connection);
        },
        ScriptedResponse.json("{\"message\": \"added\"}"));

    billing.actions();
    answered.countDown();
    done.await();

    assertThat(billing.costCenters().addUsers("cc-1", List.of("mona")).message())
        .isEqualTo("added");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  @Regression(
      input = "HTTP 502 from a server that closes each connection without saying so",
      before = "\"the connection was closed before the response's headers were complete\"",
      now = "\"HTTP 502\": a read is repeated over a fresh connection")
  void repeatedRead_isSentOverAFreshConnection() {
    server.respondWith(
        (request, connection) ->
            write(connection, "HTTP/1.0 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"));
    try (GitHubBilling retrying =
        Clients.at(server.baseUrl())
            .retryPolicy(RetryPolicy.builder().maxAttempts(4).build())
            .build()) {
      assertThatThrownBy(retrying::actions).hasMessageContaining("HTTP 502");
    }
    assertThat(server.requests()).hasSize(4);
  }

  private static String response(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(body.getBytes(StandardCharsets.UTF_8).length, body);
  }

  private static void write(Socket connection, String text) throws IOException {
    OutputStream out = connection.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Reads a request without a body. */
  private static void readRequest(Socket connection) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int sign = connection.getInputStream().read();
      if (sign < 0) {
        throw new IOException("the client left");
      }
      head.append((char) sign);
    }
  }

  private static void untilItLeaves(Socket connection) throws IOException {
    connection.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
