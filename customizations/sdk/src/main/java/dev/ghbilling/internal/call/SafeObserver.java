package dev.ghbilling.internal.call;

import dev.ghbilling.call.CallObserver;
import dev.ghbilling.error.CallException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An observation whose own failures are logged, so that they never cost the call's outcome. */
final class SafeObserver implements CallObserver.Observation {
  private static final Logger LOG = LoggerFactory.getLogger("dev.ghbilling.call");

  private CallObserver.Observation observation = new CallObserver.Observation() {};

  SafeObserver(CallObserver observer, String operation) {
    guarded(() -> observation = observer.begin(operation));
  }

  @Override
  public void rateLimited(Duration pause) {
    guarded(() -> observation.rateLimited(pause));
  }

  @Override
  public void attemptFailed(int attempt, CallException failure, @Nullable Duration pause) {
    guarded(() -> observation.attemptFailed(attempt, failure, pause));
  }

  @Override
  public void end(int attempts, @Nullable RuntimeException failure) {
    guarded(() -> observation.end(attempts, failure));
  }

  private static void guarded(Runnable observe) {
    try {
      observe.run();
    } catch (RuntimeException | LinkageError | AssertionError e) {
      LOG.warn("an observer of calls failed", e);
    }
  }
}
