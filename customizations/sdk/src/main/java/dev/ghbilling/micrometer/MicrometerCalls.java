package dev.ghbilling.micrometer;

import dev.ghbilling.error.CallException;
import dev.ghbilling.http.CallObserver;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Observes each call by Micrometer, as {@code ghbilling.call}: a timer and, with a tracer, a span,
 * however many attempts it takes. Give it to {@link dev.ghbilling.GitHubBillingBuilder#observer};
 * the application brings {@code io.micrometer:micrometer-observation}.
 *
 * <p>Key values of low cardinality are {@code operation}, as {@code getUsageReport}; {@code
 * outcome}, which is {@code success} or the exception's name, as {@code rate-limited}; and {@code
 * status}, which is {@code 2xx}, {@code 3xx}, {@code 4xx}, {@code 5xx} or {@code none}. {@code
 * attempts} is of high cardinality. Each attempt that failed is an event {@code attempt.failed},
 * and each pause for a spent limit {@code call.held-back}.
 */
public final class MicrometerCalls implements CallObserver {
  private static final String NAME = "ghbilling.call";

  private final ObservationRegistry registry;

  /** Tells that registry. */
  public MicrometerCalls(ObservationRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Observation begin(String operation) {
    return new ObservedCall(
        io.micrometer.observation.Observation.createNotStarted(NAME, registry)
            .contextualName("ghbilling " + operation)
            .lowCardinalityKeyValue("operation", operation)
            .start());
  }

  private static final class ObservedCall implements Observation {
    private final io.micrometer.observation.Observation observation;
    private final io.micrometer.observation.Observation.Scope scope;

    ObservedCall(io.micrometer.observation.Observation observation) {
      this.observation = observation;
      this.scope = observation.openScope();
    }

    @Override
    public void heldBack(Duration pause) {
      observation.event(
          io.micrometer.observation.Observation.Event.of(
              "call.held-back", "the primary limit is spent, sent after " + pause));
    }

    @Override
    public void attemptFailed(int attempt, CallException failure, Optional<Duration> pause) {
      String next = pause.map(time -> "next after " + time).orElse("given up");
      observation.event(
          io.micrometer.observation.Observation.Event.of(
              "attempt.failed",
              "attempt %d: %s, %s, %s"
                  .formatted(attempt, outcome(failure), status(failure), next)));
    }

    @Override
    public void end(int attempts, Optional<RuntimeException> failure) {
      observation
          .lowCardinalityKeyValue("outcome", failure.map(ObservedCall::outcome).orElse("success"))
          .lowCardinalityKeyValue("status", failure.map(ObservedCall::status).orElse("2xx"))
          .highCardinalityKeyValue("attempts", Integer.toString(attempts));
      failure.ifPresent(observation::error);
      scope.close();
      observation.stop();
    }

    /** The exception's name as words: {@code RateLimitedException} is {@code rate-limited}. */
    private static String outcome(RuntimeException failure) {
      return failure
          .getClass()
          .getSimpleName()
          .replaceFirst("Exception$", "")
          .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
          .toLowerCase(Locale.ROOT);
    }

    private static String status(RuntimeException failure) {
      int status = failure instanceof CallException call ? call.status() : 0;
      return status == 0 ? "none" : status / 100 + "xx";
    }
  }
}
