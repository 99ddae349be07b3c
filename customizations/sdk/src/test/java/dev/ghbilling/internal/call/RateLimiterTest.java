package dev.ghbilling.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.TestTime;
import dev.ghbilling.call.CallObserver;
import dev.ghbilling.call.RateLimitPolicy;
import dev.ghbilling.error.RateLimitedException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.sandbox.Fault;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The primary limit is exhausted for 30 seconds. */
class RateLimiterTest {
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

  private final ManualClock time = new ManualClock();

  @AutoClose
  final Sandbox sandbox =
      Sandbox.builder()
          .clock(time)
          .faults(
              faults ->
                  faults.onAny().call(1).inject(Fault.ownResponse().rateLimitReset(HALF_A_MINUTE)))
          .start();

  @Test
  void call_afterAnExhaustedLimit_waits() {
    try (GitHubBilling billing = exhausted(RateLimitPolicy.WAIT)) {
      billing.actions();
    }

    assertThat(time.pauses()).containsExactly(HALF_A_MINUTE);
    assertThat(sandbox.requests()).hasSize(2);
  }

  @Test
  void call_afterAnExhaustedLimit_isRefusedWithoutARequest() {
    try (GitHubBilling billing = exhausted(RateLimitPolicy.FAIL)) {
      RateLimitedException e = refused(billing);

      assertThat(e.limit()).isEqualTo(RateLimitedException.Limit.PRIMARY);
      assertThat(e.endsAt()).isEqualTo(time.instant().plus(HALF_A_MINUTE));
      assertThat(e.status()).isZero();
      assertThat(e.attempts()).isZero();
      assertThat(e).hasMessageStartingWith("getActionsBilling: not sent: ");
    }
    assertThat(time.pauses()).isEmpty();
    assertThat(sandbox.requests()).hasSize(1);
  }

  @Test
  void permit_ofACallThatEndsWithAnError_isGivenBack() {
    AtomicInteger calls = new AtomicInteger();
    Supplier<String> failingFirst =
        () -> {
          if (calls.getAndIncrement() == 0) {
            throw new AssertionError("the first token");
          }
          return Clients.TOKEN;
        };
    try (RecordingServer server =
            new RecordingServer().respondWith(ScriptedResponse.json(Bodies.ACTIONS));
        GitHubBilling billing =
            Clients.at(server.baseUrl()).token(failingFirst).maxConcurrentReads(1).build()) {
      assertThat(catchThrowable(billing::actions)).isInstanceOf(AssertionError.class);

      assertThat(billing.actions().totalMinutesUsed()).isEqualByComparingTo("305");
    }
  }

  @Test
  void observer_ofAWait_isCalledOnce() {
    List<Duration> pauses = new ArrayList<>();
    CallObserver observer =
        operation ->
            new CallObserver.Observation() {
              @Override
              public void rateLimited(Duration pause) {
                pauses.add(pause);
              }
            };
    try (GitHubBilling silent = exhausted(RateLimitPolicy.WAIT);
        GitHubBilling billing = silent.toBuilder().observer(observer).build()) {
      sandbox.faults().onAny().next(1).inject(Fault.ownResponse().rateLimitReset(HALF_A_MINUTE));
      billing.actions();
      billing.actions();
      billing.actions();
    }

    assertThat(pauses).containsExactly(HALF_A_MINUTE);
  }

  @Test
  void call_withoutTimeToWait_isRefused() {
    try (GitHubBilling billing = exhausted(RateLimitPolicy.WAIT)) {
      refused(billing.within(HALF_A_MINUTE));
    }

    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void call_afterTheReset_isSent() {
    try (GitHubBilling billing = exhausted(RateLimitPolicy.FAIL)) {
      time.sleep(HALF_A_MINUTE);

      assertThat(billing.actions()).isNotNull();
    }
  }

  @Test
  void writes_waitingForALimit_areASecondApart() {
    try (GitHubBilling billing = exhausted(RateLimitPolicy.WAIT)) {
      String center = billing.costCenters().list().costCenters().get(0).id();
      billing.costCenters().addUsers(center, List.of("mona"));
      billing.costCenters().addUsers(center, List.of("lisa"));
    }

    assertThat(time.pauses()).containsExactly(HALF_A_MINUTE, Duration.ofSeconds(1));
  }

  @Test
  void limit_ofAToken_appliesToThatTokenOnly() {
    AtomicReference<String> token = new AtomicReference<>("ghp_one");
    try (GitHubBilling billing = exhausted(RateLimitPolicy.FAIL, token::get)) {
      token.set("ghp_two");
      assertThat(billing.actions()).isNotNull();

      token.set("ghp_one");
      refused(billing);
    }
    assertThat(sandbox.requests()).hasSize(2);
  }

  @Test
  void token_afterAWait_isRequestedAgain() {
    try (RecordingServer server = new RecordingServer();
        GitHubBilling billing =
            Clients.at(server.baseUrl(), time)
                .token(() -> time.pauses().isEmpty() ? "ghp_one" : "ghp_two")
                .build()) {
      server.respondWith(
          ScriptedResponse.of(
              404,
              "",
              "X-RateLimit-Remaining: 0",
              "X-RateLimit-Reset: " + time.instant().plus(HALF_A_MINUTE).getEpochSecond()));

      for (int i = 0; i < 2; i++) {
        assertThat(catchThrowable(() -> billing.actions())).isNotNull();
      }

      assertThat(time.pauses()).containsExactly(HALF_A_MINUTE);
      assertThat(server.requests())
          .flatExtracting(request -> request.header("Authorization"))
          .containsExactly("Bearer ghp_one", "Bearer ghp_two");
    }
  }

  @Test
  void limits_ofMoreThanEightTokens_areForgotten() {
    AtomicInteger token = new AtomicInteger();
    sandbox.faults().onAny().everyCall().inject(Fault.ownResponse().rateLimitReset(HALF_A_MINUTE));
    try (GitHubBilling billing = exhausted(RateLimitPolicy.FAIL, () -> "ghp_" + token)) {
      for (int i = 1; i <= 8; i++) {
        token.set(i);
        assertThat(billing.actions()).isNotNull();
      }
      refused(billing);

      token.set(0);
      assertThat(billing.actions()).as("nine are too many to remember").isNotNull();
    }
  }

  @Test
  void clock_setBackOverAnHour_makesNoCallWait() {
    try (GitHubBilling billing = exhausted(RateLimitPolicy.WAIT)) {
      time.advance(Duration.ofHours(1).plusSeconds(31).negated());

      assertThat(billing.within(Duration.ofDays(1)).actions()).isNotNull();
    }
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void clock_setBackALittle_isTolerated() {
    try (GitHubBilling billing = exhausted(RateLimitPolicy.WAIT)) {
      time.advance(Duration.ofHours(1).negated());

      assertThat(billing.within(Duration.ofDays(1)).actions()).isNotNull();
    }
    assertThat(time.pauses()).containsExactly(HALF_A_MINUTE.plusHours(1));
  }

  private static RateLimitedException refused(GitHubBilling billing) {
    return catchThrowableOfType(RateLimitedException.class, () -> billing.actions());
  }

  /** Returns a client whose primary limit is exhausted. */
  private GitHubBilling exhausted(RateLimitPolicy policy) {
    return exhausted(policy, () -> Clients.TOKEN);
  }

  private GitHubBilling exhausted(RateLimitPolicy policy, Supplier<String> token) {
    GitHubBilling.Builder builder = Clients.at(sandbox.baseUrl()).token(token);
    GitHubBilling billing = TestTime.set(builder, time).rateLimitPolicy(policy).build();
    billing.actions();
    return billing;
  }
}
