package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.TestApiClients;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.fixture.Requests;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.proxy.ProxyEnvironment;
import dev.ghbilling.internal.proxy.ProxyRouting;
import dev.ghbilling.internal.time.Deadline;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimeLimitTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofHours(1);

  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  @Test
  void timeouts_longerThanAnybodyWaits_areNoError() {
    server.respondWith(ScriptedResponse.json(Bodies.ACTIONS));
    Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
    try (GitHubBilling patient =
        Clients.at(server.baseUrl())
            .connectTimeout(ages)
            .readTimeout(ages)
            .callTimeout(ages)
            .build()) {
      assertThat(patient.actions()).isNotNull();
    }
  }

  @Test
  void readTimeout_belowAMillisecond_isALimit() {
    server.respondWith(ScriptedResponse.SILENCE);
    try (GitHubBilling hasty =
        Clients.at(server.baseUrl()).readTimeout(Duration.ofNanos(1)).build()) {
      assertThat(failure(hasty)).hasMessageEndingWith("the time allowed is over");
    }
  }

  @Test
  void within_aShorterTime_endsThatCallOnly() {
    server.respondWith(ScriptedResponse.SILENCE);

    assertThat(failure(billing.within(SHORT))).hasMessageEndingWith(": the time allowed is over");
    server.respondWith(ScriptedResponse.json(Bodies.ACTIONS));
    assertThat(billing.actions()).as("the client keeps its own timeout").isNotNull();
  }

  @Test
  void toBuilder_ofAClientWithLessTime_keepsItsTimeout() {
    server.respondWith(ScriptedResponse.SILENCE);

    try (GitHubBilling copy = billing.within(SHORT).toBuilder().build()) {
      assertThat(failure(copy)).hasMessageEndingWith(": the time allowed is over");
    }
  }

  @Test
  void handshake_withoutEnd_endsWithTheCallsTime() {
    server.respondWith(ScriptedResponse.SILENCE);
    URI secure = URI.create(server.baseUrl().toString().replace("http:", "https:"));
    try (GitHubBilling waiting =
        Clients.at(secure).readTimeout(LONG).connectTimeout(LONG).callTimeout(SHORT).build()) {
      assertThat(failure(waiting)).hasMessageEndingWith("the time allowed is over");
    }
  }

  @Test
  void body_thatKeepsTrickling_endsWithTheCallsTime() {
    server.respondWith(TimeLimitTest::trickleBody);

    assertThat(failure(billing.within(SHORT))).hasMessageEndingWith("the time allowed is over");
  }

  @Test
  void header_thatKeepsTrickling_endsWithTheCallsTime() {
    server.respondWith(TimeLimitTest::trickleHeader);

    assertThat(failure(billing.within(SHORT))).hasMessageEndingWith("the time allowed is over");
  }

  @Test
  void download_whoseHeaderKeepsTrickling_endsWithTheCallsTime() {
    server.respondWith(TimeLimitTest::trickleHeader);
    try (ApiClients clients = TestApiClients.of(Clients.at(server.baseUrl()).callTimeout(LONG))) {
      assertThatIOException()
          .isThrownBy(() -> download(clients.within(SHORT), Deadline.NEVER))
          .withMessage("the time allowed is over");
    }
  }

  @Test
  void download_whoseBodyKeepsTrickling_endsWithItsOwnDeadline() throws IOException {
    server.respondWith(TimeLimitTest::trickleBody);
    Request request = Requests.get(server.baseUrl().toString());
    AttemptOptions options =
        new AttemptOptions(
            "download",
            1,
            null,
            Deadline.NEVER,
            Deadline.after(SHORT, Clock.systemUTC()),
            LONG,
            LONG);
    try (OkHttpTransport transport =
            new OkHttpTransport(
                LONG, LONG, ProxyRouting.by(new ProxyEnvironment(Map.of()), false), null);
        Response file = transport.execute(request, options)) {
      assertThatIOException()
          .isThrownBy(() -> file.body().asInputStream().readAllBytes())
          .withMessage("the time allowed is over");
    }
  }

  @Test
  void call_interruptedWhileTheServerIsSilent_endsAtOnce() throws Exception {
    CountDownLatch requested = new CountDownLatch(1);
    server.respondWith(
        (request, connection) -> {
          requested.countDown();
          ScriptedResponse.SILENCE.send(request, connection);
        });
    try (GitHubBilling waiting =
        Clients.at(server.baseUrl()).readTimeout(LONG).callTimeout(LONG).build()) {
      FutureTask<ConnectionException> call = new FutureTask<>(() -> failure(waiting));
      Thread thread = new Thread(call, "interrupted");
      thread.start();
      requested.await();

      thread.interrupt();

      assertThat(call.get()).hasMessageEndingWith("the thread was interrupted");
    }
  }

  private static ConnectionException failure(GitHubBilling billing) {
    return catchThrowableOfType(ConnectionException.class, billing::actions);
  }

  private Response download(ApiClients clients, Deadline deadline) throws IOException {
    return clients.download(server.baseUrl(), Map.of(), deadline, UnaryOperator.identity());
  }

  private static void trickleHeader(ReceivedRequest request, Socket client) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
    trickle(out);
  }

  static void trickleBody(ReceivedRequest request, Socket client) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    trickle(out);
  }

  /** Sends a blank every few milliseconds until the client disconnects. */
  private static void trickle(OutputStream out) throws IOException {
    while (true) {
      out.write(' ');
      out.flush();
      LockSupport.parkNanos(5_000_000);
    }
  }
}
