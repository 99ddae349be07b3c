package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.TestTime;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.client.model.UsageReportExportStatus;
import dev.ghbilling.error.AuthenticationException;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.ExportException;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Waits on a manual clock, which only sleeping advances. */
class ExportAwaitTest {
  private static final RetryPolicy FIVE_ATTEMPTS = RetryPolicy.builder().maxAttempts(5).build();

  private static final Duration LONG = Duration.ofMinutes(30);

  private final ManualClock time = new ManualClock();
  private final List<UsageReportExport> seen = new ArrayList<>();

  @AutoClose final RecordingServer server = new RecordingServer();

  @AutoClose
  final GitHubBilling billing =
      Clients.at(server.baseUrl(), time).retryPolicy(FIVE_ATTEMPTS).build();

  @Test
  void await_ofACompletedExport_doesNotPause() {
    server.respondWith(status("completed"));

    assertThat(await(LONG).status()).isEqualTo(UsageReportExportStatus.COMPLETED);
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void pauses_betweenPolls_growFromTwoToThirtySeconds() {
    List<ScriptedResponse> reactions =
        new ArrayList<>(IntStream.range(0, 10).mapToObj(i -> status("processing")).toList());
    reactions.add(status("completed"));
    server.respondWith(reactions.toArray(ScriptedResponse[]::new));

    await(LONG);

    assertThat(time.pauses().subList(0, 4))
        .containsExactly(
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofMillis(4500),
            Duration.ofMillis(6750));
    assertThat(time.pauses().subList(7, 10)).containsOnly(Duration.ofSeconds(30));
  }

  @Test
  void progress_thatThrows_failsTheWait() {
    server.respondWith(status("completed"), ScriptedResponse.of(500, ""));

    try (GitHubBilling other = Clients.at(server.baseUrl()).build()) {
      assertThatExceptionOfType(ServerException.class)
          .isThrownBy(() -> billing.exports().export("a1").await(LONG, export -> other.actions()));
    }
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void progress_duringTheWait_getsEveryPoll() {
    server.respondWith(status("processing"), status("processing"), status("completed"));

    await(LONG);

    assertThat(seen)
        .extracting(export -> export.status().value())
        .containsExactly("processing", "processing", "completed");
  }

  @Test
  void pause_beyondTheTimeout_isShortened() {
    server.respondWith(status("processing"));
    Instant deadline = time.instant().plus(Duration.ofSeconds(10));

    assertThatExceptionOfType(ExportException.class)
        .isThrownBy(() -> await(Duration.ofSeconds(10)))
        .withMessage(
            "export a1 is still processing after 10 s; GitHub continues to prepare it: get it again by its id");
    assertThat(time.instant()).isBeforeOrEqualTo(deadline);
  }

  @Test
  void pause_endingAtTheTimeout_isMade() {
    server.respondWith(status("processing"), status("completed"));

    await(Duration.ofSeconds(2));

    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(2));
  }

  @Test
  void timeout_zero_pollsOnce() {
    server.respondWith(status("processing"));

    assertThatExceptionOfType(ExportException.class).isThrownBy(() -> await(Duration.ZERO));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void lastPoll_beyondTheTimeout_endsAtTheCallTimeout() {
    server.respondWith(ScriptedResponse.SILENCE);
    try (GitHubBilling brief = billing.within(Duration.ofMillis(200))) {
      long start = System.nanoTime();

      assertThatExceptionOfType(ExportException.class)
          .isThrownBy(() -> brief.exports().export("a1").await(Duration.ZERO, seen::add))
          .withCauseInstanceOf(ConnectionException.class);
      // As much as a machine that has much to do may be late by.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void await_ofAFailedExport_throws() {
    server.respondWith(status("failed"));

    ExportException e = catchThrowableOfType(ExportException.class, () -> await(LONG));

    assertThat(e).hasMessage("export a1 failed at GitHub");
    assertThat(e.exportId()).isEqualTo("a1");
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void status_unknown_isPolledAgain() {
    server.respondWith(status("queued_again"), status("completed"));

    assertThat(await(LONG).status()).isEqualTo(UsageReportExportStatus.COMPLETED);
  }

  @Test
  void timeout_notYetOver_isUsedUp() {
    server.respondWith(status("processing"));

    assertThatExceptionOfType(ExportException.class)
        .isThrownBy(() -> await(Duration.ofSeconds(10)));
    assertThat(time.pauses())
        .containsExactly(
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofMillis(4500),
            Duration.ofMillis(500));
    assertThat(server.requests()).hasSize(5);
  }

  @Test
  void poll_failing_isRetried() {
    server.respondWith(
        status("processing"),
        ScriptedResponse.of(500, ""),
        ScriptedResponse.RESET,
        status("completed"));

    assertThat(await(LONG).status()).isEqualTo(UsageReportExportStatus.COMPLETED);
  }

  @Test
  void poll_failingToTheEnd_namesTheExport() {
    server.respondWith(status("processing"), ScriptedResponse.of(502, ""));

    ExportException e = catchThrowableOfType(ExportException.class, () -> await(LONG));

    assertThat(e.getMessage())
        .startsWith("export a1 could not be polled after 26 s: getUsageReportExport: HTTP 502")
        .endsWith("; GitHub continues to prepare it: get it again by its id");
    assertThat(e.exportId()).isEqualTo("a1");
    assertThat(e).hasCauseInstanceOf(ServerException.class);
    assertThat(server.requests()).hasSize(6);
  }

  @Test
  void refusal_ofAPoll_endsTheWait() {
    server.respondWith(status("processing"), ScriptedResponse.of(401, ""));

    assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> await(LONG));
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void rateLimit_ofAPoll_isWaitedFor() {
    server.respondWith(
        ScriptedResponse.of(429, "", "Retry-After: 90"), status("processing"), status("completed"));

    await(LONG);

    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(90), Duration.ofSeconds(3));
  }

  @Test
  void polls_thatSucceed_giveBackRetries() {
    List<ScriptedResponse> oneFailureInTen = new ArrayList<>();
    for (int wait = 0; wait < 130; wait++) {
      oneFailureInTen.add(ScriptedResponse.of(503, ""));
      oneFailureInTen.addAll(Collections.nCopies(8, status("processing")));
      oneFailureInTen.add(status("completed"));
    }
    server.respondWith(oneFailureInTen.toArray(ScriptedResponse[]::new));

    for (int wait = 0; wait < 130; wait++) {
      assertThat(await(LONG).status()).isEqualTo(UsageReportExportStatus.COMPLETED);
    }
  }

  @Test
  void timeout_endless_isAccepted() {
    server.respondWith(status("completed"));

    assertThat(await(Duration.ofSeconds(Long.MAX_VALUE)).id()).isEqualTo("a1");
  }

  @Test
  void interrupt_duringAPause_cancels() {
    server.respondWith(status("processing"));
    try (GitHubBilling impatient =
        TestTime.sleeper(
                Clients.at(server.baseUrl()),
                pause -> {
                  throw new InterruptedException();
                })
            .build()) {
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> impatient.exports().export("a1").await(LONG, seen::add));
    }
    assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
  }

  @Test
  void interrupt_beforeAPoll_cancels() {
    server.respondWith(status("processing"));
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> await(LONG));
    assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
  }

  @Test
  void handle_ofAnExport_hasItsId() {
    assertThat(billing.exports().export("a1").id()).isEqualTo("a1");
  }

  private UsageReportExport await(Duration timeout) {
    return billing.exports().export("a1").await(timeout, seen::add);
  }

  private static ScriptedResponse status(String status) {
    return ScriptedResponse.json(
        """
        {"id": "a1", "report_type": "detailed", "start_date": "2025-01-01",
         "end_date": "2025-01-31", "status": "%s"}
        """
            .formatted(status));
  }
}
