package dev.ghbilling.micrometer;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.fixture.UnclosedClient;
import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MicrometerCallsTest {
  private static final ScriptedResponse UNAVAILABLE =
      ScriptedResponse.of(503, "{\"message\": \"No server is currently available\"}");

  @AutoClose
  final RecordingServer server =
      new RecordingServer().respondWith(ScriptedResponse.json(Bodies.ACTIONS));

  private final ManualClock time = new ManualClock();
  private final TestObservationRegistry registry = TestObservationRegistry.create();

  @AutoClose
  final GitHubBilling billing =
      Clients.at(server.baseUrl(), time)
          .retryPolicy(RetryPolicy.builder().maxAttempts(3).build())
          .observer(new MicrometerCalls(registry))
          .build();

  @Test
  void call_successful_isOneObservation() {
    billing.actions();

    assertThat(registry)
        .hasNumberOfObservationsWithNameEqualTo("ghbilling.call", 1)
        .hasSingleObservationThat()
        .hasNameEqualTo("ghbilling.call")
        .hasContextualNameEqualTo("ghbilling getActionsBilling")
        .hasLowCardinalityKeyValue("operation", "getActionsBilling")
        .hasLowCardinalityKeyValue("outcome", "success")
        .hasLowCardinalityKeyValue("status", "2xx")
        .hasHighCardinalityKeyValue("attempts", "1")
        .doesNotHaveError()
        .hasBeenStarted()
        .hasBeenStopped();
  }

  @Test
  void attempts_failed_areEventsOfOneObservation() {
    List<Observation.Event> events = new ArrayList<>();
    registry.observationConfig().observationHandler(new EventsTo(events));
    server.respondWith(UNAVAILABLE, ScriptedResponse.RESET, ScriptedResponse.json(Bodies.ACTIONS));

    billing.actions();

    assertThat(registry)
        .hasSingleObservationThat()
        .hasLowCardinalityKeyValue("outcome", "success")
        .hasHighCardinalityKeyValue("attempts", "3");
    assertThat(events).extracting(Observation.Event::getName).containsOnly("attempt.failed");
    assertThat(events)
        .extracting(Observation.Event::getContextualName)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("attempt 1: server, 5xx, next after "),
            second -> assertThat(second).startsWith("attempt 2: connection, none, next after "));
  }

  @ParameterizedTest
  @CsvSource({
    "400, bad-request, 4xx",
    "401, authentication, 4xx",
    "409, conflict, 4xx",
    "429, rate-limited, 4xx",
    "500, server, 5xx",
    "302, api, 3xx"
  })
  void failure_ofACall_isItsOutcome(int status, String outcome, String statuses) {
    server.respondWith(ScriptedResponse.of(status, "{}", "Retry-After: 1"));

    RuntimeException failure =
        catchThrowableOfType(RuntimeException.class, () -> billing.actions());

    assertThat(registry)
        .hasSingleObservationThat()
        .hasLowCardinalityKeyValue("outcome", outcome)
        .hasLowCardinalityKeyValue("status", statuses)
        .hasError(failure)
        .hasBeenStopped();
  }

  @Test
  void call_withoutAResponse_hasNoStatus() {
    server.respondWith(ScriptedResponse.RESET);

    assertThat(catchThrowableOfType(RuntimeException.class, () -> billing.actions())).isNotNull();

    assertThat(registry)
        .hasSingleObservationThat()
        .hasLowCardinalityKeyValue("outcome", "connection")
        .hasLowCardinalityKeyValue("status", "none");
  }

  @Test
  void token_ofACall_isNotRecorded() {
    server.respondWith(ScriptedResponse.of(401, "{\"message\": \"" + Clients.TOKEN + " is bad\"}"));

    assertThat(catchThrowableOfType(RuntimeException.class, () -> billing.actions())).isNotNull();

    assertThat(registry)
        .hasSingleObservationThat()
        .satisfies(
            context -> {
              assertThat(context.toString()).doesNotContain(Clients.TOKEN);
              assertThat(context.getError()).hasMessageNotContaining(Clients.TOKEN);
            });
  }

  @Test
  void observation_duringTheCall_isCurrent() {
    List<Observation> current = new ArrayList<>();
    try (GitHubBilling observed =
        billing.toBuilder()
            .token(
                () -> {
                  current.add(registry.getCurrentObservation());
                  return Clients.TOKEN;
                })
            .build()) {
      observed.actions();
    }

    assertThat(current).singleElement().isNotNull();
    assertThat(registry.getCurrentObservation()).isNull();
  }

  @Test
  void sdk_withoutMicrometer_works() throws Exception {
    ChildJvm.Exit child =
        ChildJvm.of(UnclosedClient.class)
            .classPath(entry -> !entry.contains("micrometer-"))
            .run(server.baseUrl().toString(), "directly");

    assertThat(child.output()).contains("the end of main, without Micrometer");
    assertThat(child.status()).isZero();
  }

  private record EventsTo(List<Observation.Event> events)
      implements ObservationHandler<Observation.Context> {
    @Override
    public void onEvent(Observation.Event event, Observation.Context context) {
      events.add(event);
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return true;
    }
  }
}
