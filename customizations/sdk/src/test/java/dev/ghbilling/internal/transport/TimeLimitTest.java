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
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.testkit.TrickleServer;
import feign.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
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
  void download_whoseHeaderKeepsTrickling_endsWithTheCallsTime() {
    try (TrickleServer endless = new TrickleServer("HTTP/1.1 200 OK\r\nX: ", " ");
        ApiClients clients = TestApiClients.of(Clients.at(server.baseUrl()).callTimeout(LONG))) {
      assertThatIOException()
          .isThrownBy(
              () ->
                  clients
                      .within(SHORT)
                      .download(endless.url(), Map.of(), Deadline.NEVER, UnaryOperator.identity()))
          .withMessage("the time allowed is over");
    }
  }

  @Test
  void download_whoseBodyKeepsTrickling_endsWithItsOwnDeadline() throws IOException {
    AttemptOptions options =
        new AttemptOptions(
            "download",
            1,
            null,
            Deadline.NEVER,
            Deadline.after(SHORT, Clock.systemUTC()),
            LONG,
            LONG);
    try (TrickleServer endless = new TrickleServer("HTTP/1.1 200 OK\r\n\r\n", " ");
        OkHttpTransport transport =
            new OkHttpTransport(
                LONG, LONG, ProxyRouting.by(new ProxyEnvironment(Map.of()), false), null);
        Response file = transport.execute(Requests.get(endless.url().toString()), options)) {
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
}
