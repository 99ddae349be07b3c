package dev.ghbilling.http;

import dev.ghbilling.error.CallException;
import java.time.Duration;
import java.util.Optional;

/** Told of every call, for metrics, traces or a line of progress. */
@FunctionalInterface
public interface CallObserver {
  /** Tells nobody. */
  CallObserver NONE = operation -> new Observation() {};

  /** A call begins. */
  Observation begin(String operation);

  /** One call, with all its attempts. All of it happens on the caller's thread. */
  interface Observation {
    /** The primary rate limit is known to be spent, so the call is sent only after a pause. */
    default void heldBack(Duration pause) {}

    /** An attempt failed; when there is a pause, the call is sent again after it. */
    default void attemptFailed(int attempt, CallException failure, Optional<Duration> pause) {}

    /** The call ended, after so many attempts; without a failure when it brought what was asked. */
    default void end(int attempts, Optional<RuntimeException> failure) {}
  }
}
