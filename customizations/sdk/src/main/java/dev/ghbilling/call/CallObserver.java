package dev.ghbilling.call;

import dev.ghbilling.error.CallException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An observer of every call, for metrics, traces or a line of progress. What it throws is logged
 * and doesn't affect the call.
 */
@FunctionalInterface
public interface CallObserver {
  /** An observer that does nothing. */
  CallObserver NONE = operation -> new Observation() {};

  /**
   * Called when a call begins.
   *
   * @param operation the operation's id in the contract, such as {@code getUsageReport}
   */
  Observation begin(String operation);

  /** The observation of one call with all its attempts, on the thread that makes the call. */
  interface Observation {
    /** Called when the call waits because the primary rate limit is known to be exhausted. */
    default void rateLimited(Duration pause) {}

    /**
     * Called when an attempt failed.
     *
     * @param attempt the number of the attempt, from 1
     * @param failure what it failed with
     * @param pause the pause before the next attempt, or null when there is none
     */
    default void attemptFailed(int attempt, CallException failure, @Nullable Duration pause) {}

    /**
     * Called when the call has ended.
     *
     * @param attempts how many attempts were made
     * @param failure what the call failed with, or null when it succeeded
     */
    default void end(int attempts, @Nullable RuntimeException failure) {}
  }
}
