package dev.ghbilling.http;

import dev.ghbilling.error.CallException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call's observation, whose own faults go to the log: they must not cost the call's outcome.
 */
final class Observed implements CallObserver.Observation {
  private static final Logger LOG = LoggerFactory.getLogger("dev.ghbilling.http");

  private CallObserver.Observation observation = new CallObserver.Observation() {};

  Observed(CallObserver observer, String operation) {
    guarded(() -> observation = observer.begin(operation));
  }

  @Override
  public void heldBack(Duration pause) {
    guarded(() -> observation.heldBack(pause));
  }

  @Override
  public void attemptFailed(int attempt, CallException failure, Optional<Duration> pause) {
    guarded(() -> observation.attemptFailed(attempt, failure, pause));
  }

  @Override
  public void end(int attempts, Optional<RuntimeException> failure) {
    guarded(() -> observation.end(attempts, failure));
  }

  private static void guarded(Runnable observe) {
    try {
      observe.run();
    } catch (RuntimeException e) {
      LOG.warn("an observer of calls failed", e);
    }
  }
}
