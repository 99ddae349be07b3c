package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.TestApiClients;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.time.Deadline;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OkHttpTransportTest {
  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();
  @AutoClose final ApiClients clients = TestApiClients.of(Clients.at(server.baseUrl()));

  @Test
  void response_thatIsNotHttp_isNotQuoted() {
    server.respondWith(
        (request, connection) -> {
          String echo = request.method() + " " + request.target() + " HTTP/1.1\r\n\r\n";
          connection.getOutputStream().write(echo.getBytes(StandardCharsets.US_ASCII));
        });

    Throwable thrown =
        catchThrowable(() -> download(URI.create(server.baseUrl() + "/file?sig=Signature")));

    assertThat(thrown).isInstanceOf(IOException.class);
    assertThat(Clients.messages(thrown)).noneMatch(message -> message.contains("Signature"));
  }

  @Test
  void header_thatIsMalformed_isNotQuoted() {
    server.respondWith(
        (request, connection) -> {
          String echo = "HTTP/1.1 200 OK\r\n" + request.header("Authorization").get(0) + "\r\n\r\n";
          connection.getOutputStream().write(echo.getBytes(StandardCharsets.US_ASCII));
        });

    assertThat(Clients.messages(catchThrowable(billing::actions)))
        .noneMatch(message -> message.contains(Clients.TOKEN));
  }

  @Test
  void chunkSize_thatIsMalformed_isNotQuoted() {
    server.respondWith(
        (request, connection) -> {
          String echo =
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                  + request.header("Authorization").get(0)
                  + "\r\n{}\r\n0\r\n\r\n";
          connection.getOutputStream().write(echo.getBytes(StandardCharsets.US_ASCII));
        });

    assertThat(Clients.messages(catchThrowable(billing::actions)))
        .isNotEmpty()
        .noneMatch(message -> message.contains(Clients.TOKEN));
  }

  @Test
  void header_withoutEnd_isRefused() {
    server.respondWith(
        (request, connection) -> {
          OutputStream out = connection.getOutputStream();
          out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
          byte[] more = new byte[64 * 1024];
          Arrays.fill(more, (byte) 'x');
          while (true) {
            out.write(more);
          }
        });

    assertThat(failure()).hasMessageStartingWith("getActionsBilling: no response from");
  }

  @Test
  void url_withAPortBeyondAllPorts_throwsWithoutQuotingIt() {
    assertThatIOException()
        .isThrownBy(() -> download(URI.create("http://127.0.0.1:99999/?sig=Signature")))
        .withMessageNotContaining("Signature");
  }

  @Test
  void unavailable_withRetryAfterZero_isNotRetriedByTheTransport() {
    server.respondWith(ScriptedResponse.of(503, "{}", "Retry-After: 0"));

    assertThat(catchThrowable(billing::actions)).isInstanceOf(ServerException.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void server_withAnIpv6Address_isReached() throws IOException {
    byte[] one = new byte[16];
    one[15] = 1;
    InetAddress loopback = InetAddress.getByAddress(one);
    assumeTrue(NetworkInterface.getByInetAddress(loopback) != null, "this machine has no IPv6");
    try (RecordingServer six =
            new RecordingServer(loopback).respondWith(ScriptedResponse.json(Bodies.ACTIONS));
        GitHubBilling other = Clients.at(six.baseUrl()).build()) {
      assertThat(other.actions()).isNotNull();
      assertThat(six.request().header("Host")).containsExactly(six.baseUrl().getAuthority());
    }
  }

  @Test
  void read_afterAFailure_throwsAgain() throws IOException {
    server.respondWith(ScriptedResponse.withContentLength(50, 200, "half of it"));
    try (Response file = download(server.baseUrl())) {
      InputStream body = file.body().asInputStream();

      assertThatIOException().isThrownBy(body::readAllBytes);

      assertThatIOException().isThrownBy(body::read);
    }
  }

  @Test
  void read_afterClose_throws() throws IOException {
    server.respondWith(ScriptedResponse.of(200, "all of it"));
    try (Response file = download(server.baseUrl())) {
      InputStream body = file.body().asInputStream();
      assertThat(body.readNBytes(3)).asString().isEqualTo("all");

      body.close();

      assertThatIOException().isThrownBy(body::read);
    }
  }

  @Test
  void close_beforeTheEnd_letsTheConnectionGoAtOnce() throws IOException {
    server.respondWith(ScriptedResponse.stallingAfter("start"));
    try (ApiClients patient =
        TestApiClients.of(Clients.at(server.baseUrl()).readTimeout(Duration.ofHours(1)))) {
      Response file =
          patient.download(server.baseUrl(), Map.of(), Deadline.NEVER, UnaryOperator.identity());
      assertThat(patient.connectionsInUse()).isEqualTo(1);

      file.close();

      assertThat(patient.connectionsInUse()).isZero();
    }
  }

  @Test
  void close_ofTheClient_letsCallsUnderWayEnd() throws Exception {
    CountDownLatch requested = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    server.respondWith(
        (request, connection) -> {
          requested.countDown();
          await(closed);
          ScriptedResponse.json(Bodies.ACTIONS).send(request, connection);
        });
    GitHubBilling closing = Clients.at(server.baseUrl()).build();
    var call = closing.async(GitHubBilling::actions);
    requested.await();

    closing.close();
    closed.countDown();

    assertThat(call.get().totalMinutesUsed()).isEqualByComparingTo("305");
  }

  private Response download(URI url) throws IOException {
    return clients.download(url, Map.of(), Deadline.NEVER, UnaryOperator.identity());
  }

  private ConnectionException failure() {
    return catchThrowableOfType(ConnectionException.class, billing::actions);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
