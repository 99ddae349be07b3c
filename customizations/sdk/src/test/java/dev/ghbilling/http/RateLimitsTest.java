package dev.ghbilling.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.GitHubBillingBuilder;
import dev.ghbilling.error.RateLimitedException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.fixture.ManualTime;
import dev.ghbilling.sandbox.Fault;
import dev.ghbilling.sandbox.Sandbox;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is done while the primary limit is known to be spent: here, for 30 seconds. */
class RateLimitsTest {
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

  private final ManualTime time = new ManualTime();

  @AutoClose
  final Sandbox sandbox =
      Sandbox.builder()
          .clock(time)
          .faults(
              faults ->
                  faults.onAny().call(1).inject(Fault.ownAnswer().rateLimitReset(HALF_A_MINUTE)))
          .start();

  @Test
  void nextCallWaits() {
    try (GitHubBilling billing = spent(LimitPolicy.WAIT)) {
      billing.actions().get();
    }

    assertThat(time.pauses()).containsExactly(HALF_A_MINUTE);
    assertThat(sandbox.requests()).hasSize(2);
  }

  @Test
  void nextCallIsRefusedWithoutARequest() {
    try (GitHubBilling billing = spent(LimitPolicy.REFUSE)) {
      RateLimitedException e = refused(billing);

      assertThat(e.limit()).isEqualTo(RateLimitedException.Limit.PRIMARY);
      assertThat(e.endsAt()).contains(time.instant().plus(HALF_A_MINUTE));
      assertThat(e.status()).isZero();
      assertThat(e.attempts()).isZero();
      assertThat(e).hasMessageStartingWith("getActionsBilling: not sent: ");
    }
    assertThat(time.pauses()).isEmpty();
    assertThat(sandbox.requests()).hasSize(1);
  }

  @Test
  void callThatHasNoTimeToWaitIsRefused() {
    try (GitHubBilling billing = spent(LimitPolicy.WAIT)) {
      refused(billing.within(HALF_A_MINUTE));
    }

    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void callIsSentWhenTheLimitIsRenewed() {
    try (GitHubBilling billing = spent(LimitPolicy.REFUSE)) {
      time.sleep(HALF_A_MINUTE);

      assertThat(billing.actions().get()).isNotNull();
    }
  }

  @Test
  void writesThatWaitAreASecondApartToo() {
    try (GitHubBilling billing = spent(LimitPolicy.WAIT)) {
      String center = billing.costCenters().list().costCenters().get(0).id();
      billing.costCenters().addUsers(center, List.of("mona"));
      billing.costCenters().addUsers(center, List.of("lisa"));
    }

    assertThat(time.pauses()).containsExactly(HALF_A_MINUTE, Duration.ofSeconds(1));
  }

  private static RateLimitedException refused(GitHubBilling billing) {
    return catchThrowableOfType(RateLimitedException.class, () -> billing.actions().get());
  }

  /** A client that was told that nothing remains. */
  private GitHubBilling spent(LimitPolicy policy) {
    GitHubBillingBuilder builder = Clients.at(sandbox.baseUrl());
    GitHubBilling billing = builder.clock(time).sleeper(time).limitPolicy(policy).build();
    billing.actions().get();
    return billing;
  }
}
