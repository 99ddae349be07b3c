package dev.ghbilling.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.TestTime;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.error.AuthenticationException;
import dev.ghbilling.error.CallException;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.RateLimitedException;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {
  private static final ScriptedResponse FAULT = ScriptedResponse.of(503, "");
  private static final ScriptedResponse SECONDARY =
      ScriptedResponse.of(403, "{\"message\": \"You have exceeded a secondary rate limit\"}");
  private static final ScriptedResponse STORAGE =
      ScriptedResponse.json(
          """
          {"days_left_in_billing_cycle": 20, "estimated_paid_storage_for_month": 1,
           "estimated_storage_for_month": 1}
          """);

  private final ManualClock time = new ManualClock();
  @AutoClose final RecordingServer server = new RecordingServer();

  @AutoClose
  final GitHubBilling billing =
      Clients.at(server.baseUrl(), time)
          .retryPolicy(RetryPolicy.builder().maxAttempts(4).build())
          .callTimeout(Duration.ofMinutes(10))
          .build();

  @Test
  void pauses_ofRetries_double() {
    server.respondWith(FAULT);

    CallException e = failed(billing);

    assertThat(e).isInstanceOf(ServerException.class);
    assertThat(e.attempts()).isEqualTo(4);
    assertThat(e).hasMessageContaining("sent 4 times");
    assertThat(time.pauses())
        .containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
  }

  @Test
  void secondaryLimit_withoutATime_pausesAMinuteThenTwo() {
    server.respondWith(SECONDARY, SECONDARY, STORAGE);

    billing.sharedStorage();

    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(60), Duration.ofSeconds(120));
  }

  @Test
  void secondaryLimit_withRetryAfterZero_stillPauses() {
    server.respondWith(ScriptedResponse.of(429, "", "Retry-After: 0"), STORAGE);

    billing.sharedStorage();

    assertThat(time.pauses()).containsExactly(Duration.ofMillis(250));
  }

  @Test
  void retryAfter_ofTheServer_isWaitedFor() {
    server.respondWith(ScriptedResponse.of(503, "", "Retry-After: 7"), STORAGE);

    billing.sharedStorage();

    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void pause_beyondTheDeadline_isNotMade() {
    server.respondWith(ScriptedResponse.of(429, "", "Retry-After: 30"));

    CallException e = failed(billing.within(Duration.ofSeconds(30)));

    assertThat(e).isInstanceOf(RateLimitedException.class);
    assertThat(time.pauses()).isEmpty();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void pause_beforeTheDeadline_isMade() {
    server.respondWith(ScriptedResponse.of(429, "", "Retry-After: 30"), STORAGE);

    billing.within(Duration.ofSeconds(31)).sharedStorage();

    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 410, 418, 422, 501, 505, 511})
  void status_notRetryable_isFinal(int status) {
    server.respondWith(ScriptedResponse.of(status, ""));

    failed(billing);

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void failure_ofTheLastAttempt_isThrown() {
    server.respondWith(FAULT, ScriptedResponse.of(401, ""));

    CallException e = failed(billing);

    assertThat(e).isInstanceOf(AuthenticationException.class);
    assertThat(e.attempts()).isEqualTo(2);
  }

  @Test
  void attempt_ofARetry_hasItsOwnToken() {
    AtomicInteger tokens = new AtomicInteger();
    server.respondWith(FAULT, STORAGE);

    try (GitHubBilling rotating =
        billing.toBuilder().token(() -> "ghp_Token" + tokens.incrementAndGet()).build()) {
      rotating.sharedStorage();
    }

    assertThat(server.requests())
        .flatExtracting(request -> request.header("Authorization"))
        .containsExactly("Bearer ghp_Token1", "Bearer ghp_Token2");
  }

  @Test
  void token_fromACallOfItsOwn_isSent() {
    server.respondWith(STORAGE);

    try (GitHubBilling inner = billing.toBuilder().build();
        GitHubBilling outer =
            billing.toBuilder()
                .token(() -> "ghp_Token" + inner.sharedStorage().daysLeftInBillingCycle())
                .build()) {
      assertThat(outer.sharedStorage()).isNotNull();
    }

    assertThat(server.requests().get(1).header("Authorization"))
        .containsExactly("Bearer ghp_Token20");
  }

  @Test
  void budget_duringAnOutage_endsRetries() {
    server.respondWith(FAULT);

    for (int i = 0; i < 40; i++) {
      failed(billing);
    }

    assertThat(server.requests()).hasSize(40 + 100);
  }

  @Test
  void interrupt_duringAPause_endsTheCallAndStaysSet() {
    server.respondWith(FAULT);
    try (GitHubBilling interrupted =
        TestTime.sleeper(
                billing.toBuilder(),
                pause -> {
                  throw new InterruptedException();
                })
            .build()) {
      Throwable e = catchThrowable(() -> interrupted.sharedStorage());

      assertThat(Thread.interrupted()).isTrue();
      assertThat(e).isInstanceOf(CancellationException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void interrupt_beforeACall_endsItWithoutAPause() {
    server.respondWith(STORAGE);
    Thread.currentThread().interrupt();

    Throwable e = catchThrowable(() -> billing.sharedStorage());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(e).isInstanceOfAny(CancellationException.class, ConnectionException.class);
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void writes_inSequence_areASecondApart() {
    server.respondWith(ScriptedResponse.json("{}"));

    for (int i = 0; i < 3; i++) {
      billing.costCenters().addUsers("cc-1", List.of("mona"));
    }

    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  @Test
  void write_thatCannotWait_reservesNoTurn() {
    server.respondWith(ScriptedResponse.json("{}"));
    GitHubBilling hasty = billing.within(Duration.ofMillis(900));
    billing.costCenters().addUsers("cc-1", List.of("mona"));

    for (int i = 0; i < 5; i++) {
      assertThat(
              catchThrowableOfType(
                  ConnectionException.class,
                  () -> hasty.costCenters().addUsers("cc-1", List.of("lisa"))))
          .hasMessageContaining("waiting for other calls");
    }
    billing.costCenters().addUsers("cc-1", List.of("mona"));

    assertThat(server.requests()).hasSize(2);
    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void clock_setBack_delaysNoWrite() {
    server.respondWith(ScriptedResponse.json("{}"));
    billing.costCenters().addUsers("cc-1", List.of("mona"));
    time.advance(Duration.ofHours(1).negated());

    billing.costCenters().addUsers("cc-1", List.of("mona"));
    billing.costCenters().addUsers("cc-1", List.of("mona"));

    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(1));
  }

  private static CallException failed(GitHubBilling client) {
    return catchThrowableOfType(CallException.class, () -> client.sharedStorage());
  }
}
