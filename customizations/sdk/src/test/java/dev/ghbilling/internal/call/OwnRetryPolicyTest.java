package dev.ghbilling.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.call.FailedAttempt;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.client.api.UsageReportExportsApi;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.client.model.UsageReportType;
import dev.ghbilling.error.CallException;
import dev.ghbilling.error.ConflictException;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Retry policies of an application's, over a socket. */
class OwnRetryPolicyTest {
  private static final ScriptedResponse CONFLICT = ScriptedResponse.of(409, "");
  private static final ScriptedResponse FAULT = ScriptedResponse.of(503, "");
  private static final ScriptedResponse ACTIONS = ScriptedResponse.json(Bodies.ACTIONS);

  private final ManualClock time = new ManualClock();
  @AutoClose final RecordingServer server = new RecordingServer();

  @Test
  void retryIf_conflictOnARead_isRetried() {
    server.respondWith(CONFLICT, CONFLICT, ACTIONS);
    List<FailedAttempt> asked = new ArrayList<>();
    RetryPolicy policy =
        RetryPolicy.builder()
            .retryIf(
                failure -> {
                  asked.add(failure);
                  return failure.status() == 409;
                })
            .build();
    try (GitHubBilling billing = client(policy)) {
      assertThat(billing.actions()).isNotNull();
    }

    assertThat(server.requests()).hasSize(3);
    assertThat(asked).extracting(FailedAttempt::attempt).containsExactly(1, 2);
    assertThat(asked).extracting(FailedAttempt::status).containsOnly(409);
    assertThat(asked)
        .extracting(FailedAttempt::cause)
        .hasOnlyElementsOfType(ConflictException.class);
  }

  @Test
  void retryIf_false_endsWhatTheDefaultWouldRetry() {
    server.respondWith(FAULT, ACTIONS);
    try (GitHubBilling billing =
        client(RetryPolicy.builder().retryIf(failure -> failure.status() == 409).build())) {
      assertThat(failed(billing::actions)).isInstanceOf(ServerException.class);
    }

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void retryIf_always_neverRetriesAPostThatIsNotIdempotent() {
    RetryPolicy always = RetryPolicy.builder().retryIf(failure -> true).build();
    try (GitHubBilling billing = client(always)) {
      for (ScriptedResponse failure :
          List.of(CONFLICT, FAULT, ScriptedResponse.of(429, ""), ScriptedResponse.RESET)) {
        int before = server.requests().size();
        server.respondWith(failure);

        failed(() -> createExport(billing));

        assertThat(server.requests()).hasSize(before + 1);
      }
    }
  }

  @Test
  void retryIf_always_retriesAPostThatIsIdempotent() {
    server.respondWith(CONFLICT, ScriptedResponse.json("{}"));
    try (GitHubBilling billing = client(RetryPolicy.builder().retryIf(failure -> true).build())) {
      billing.costCenters().addUsers("cc-1", List.of("mona"));
    }

    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void maxAttempts_two_isTheFirstAndOneMore() {
    server.respondWith(FAULT);
    try (GitHubBilling billing = client(RetryPolicy.builder().maxAttempts(2).build())) {
      assertThat(failed(billing::actions).attempts()).isEqualTo(2);
    }

    assertThat(server.requests()).hasSize(2);
    assertThat(time.pauses()).containsExactly(Duration.ofMillis(250));
  }

  @Test
  void statuses_replaceTheDefaultOnes() {
    server.respondWith(ScriptedResponse.of(418, ""), FAULT);
    try (GitHubBilling billing = client(RetryPolicy.builder().statuses(Set.of(418)).build())) {
      assertThat(failed(billing::actions).status()).isEqualTo(503);
    }

    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void statuses_none_stillRetryWhatHadNoResponse() {
    server.respondWith(ScriptedResponse.RESET, ACTIONS);
    try (GitHubBilling billing = client(RetryPolicy.builder().statuses(Set.of()).build())) {
      assertThat(billing.actions()).isNotNull();
    }

    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void never_retriesNothing() {
    try (GitHubBilling billing = client(RetryPolicy.NEVER)) {
      for (ScriptedResponse failure :
          List.of(FAULT, ScriptedResponse.RESET, ScriptedResponse.of(429, "", "Retry-After: 1"))) {
        int before = server.requests().size();
        server.respondWith(failure);

        assertThat(failed(billing::actions).attempts()).isEqualTo(1);

        assertThat(server.requests()).hasSize(before + 1);
      }
    }
  }

  private GitHubBilling client(RetryPolicy policy) {
    return Clients.at(server.baseUrl(), time)
        .retryPolicy(policy)
        .callTimeout(Duration.ofMinutes(10))
        .build();
  }

  private static CallException failed(ThrowingCallable call) {
    return catchThrowableOfType(CallException.class, call);
  }

  private static void createExport(GitHubBilling billing) {
    billing
        .api(UsageReportExportsApi.class)
        .createUsageReportExport(
            "octo-enterprise",
            UsageReportExportRequest.builder()
                .reportType(UsageReportType.DETAILED)
                .startDate(LocalDate.of(2025, 1, 1))
                .endDate(LocalDate.of(2025, 1, 31))
                .sendEmail(false)
                .build());
  }
}
