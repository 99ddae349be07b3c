package dev.ghbilling.micrometer;

import dev.ghbilling.call.CallObserver;
import dev.ghbilling.error.CallException;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An observer that records each call with Micrometer as {@code ghbilling.call}: a timer and, with a
 * tracer, a span, however many attempts the call takes. Give it to {@code GitHubBilling.Builder};
 * the application brings {@code io.micrometer:micrometer-observation}.
 *
 * <p>Key values of low cardinality are {@code operation}, as {@code getUsageReport}; {@code
 * outcome}, which is {@code success} or the exception's name, as {@code rate-limited}; and {@code
 * status}, which is {@code 2xx}, {@code 3xx}, {@code 4xx}, {@code 5xx} or {@code none}. {@code
 * attempts} is of high cardinality. Each attempt that failed is an event {@code attempt.failed},
 * and each pause for an exhausted limit {@code call.rate-limited}.
 */
public final class MicrometerCalls implements CallObserver {
  private static final String NAME = "ghbilling.call";

  private final ObservationRegistry registry;

  /** Creates an observer that records to the registry. */
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
    public void rateLimited(Duration pause) {
      observation.event(
          io.micrometer.observation.Observation.Event.of(
              "call.rate-limited", "the primary rate limit is exhausted, sent after " + pause));
    }

    @Override
    public void attemptFailed(int attempt, CallException failure, @Nullable Duration pause) {
      String next = pause == null ? "given up" : "next after " + pause;
      observation.event(
          io.micrometer.observation.Observation.Event.of(
              "attempt.failed",
              "attempt %d: %s, %s, %s"
                  .formatted(attempt, outcome(failure), status(failure), next)));
    }

    @Override
    public void end(int attempts, @Nullable RuntimeException failure) {
      observation
          .lowCardinalityKeyValue("outcome", failure == null ? "success" : outcome(failure))
          .lowCardinalityKeyValue("status", failure == null ? "2xx" : status(failure))
          .highCardinalityKeyValue("attempts", Integer.toString(attempts));
      if (failure != null) {
        observation.error(failure);
      }
      scope.close();
      observation.stop();
    }

    /**
     * Returns the exception's name in words: {@code RateLimitedException} is {@code rate-limited}.
     */
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
