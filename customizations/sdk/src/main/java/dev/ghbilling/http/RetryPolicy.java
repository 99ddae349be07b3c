package dev.ghbilling.http;

import dev.ghbilling.error.ApiException;
import dev.ghbilling.error.CallException;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.RateLimitedException;
import dev.ghbilling.error.ServerException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Whether a call that failed is sent again, and when. */
final class RetryPolicy {
  private static final Set<Integer> PASSING = Set.of(500, 502, 503, 504);
  private static final Duration SECONDARY_LIMIT = Duration.ofSeconds(60);

  private final int maxAttempts;
  private final Backoff backoff;
  private final RetryBudget budget = new RetryBudget();

  RetryPolicy(int maxAttempts, Backoff backoff) {
    this.maxAttempts = maxAttempts;
    this.backoff = backoff;
  }

  /** How long to wait before the call is sent again; empty when it isn't. */
  Optional<Duration> pauseAfter(CallException failure, CurrentCall call) {
    // What was held back, for lack of time or for a limit known beforehand, stays so.
    boolean sent = failure.attempts() == call.attempts();
    if (!sent
        || call.attempts() >= maxAttempts
        || !call.traits().idempotent()
        || Thread.currentThread().isInterrupted()) {
      return Optional.empty();
    }
    return pause(failure, call.attempts())
        .filter(pause -> pause.compareTo(call.timeLeft()) < 0)
        .filter(pause -> failure instanceof RateLimitedException || budget.take());
  }

  void succeeded() {
    budget.giveBack();
  }

  private Optional<Duration> pause(CallException failure, int attempts) {
    if (failure instanceof RateLimitedException limited) {
      return Optional.of(
          atLeast(
              backoff.after(attempts),
              limited
                  .retryAfter()
                  .orElse(SECONDARY_LIMIT.multipliedBy(1L << Math.min(attempts - 1, 20)))));
    }
    if (failure instanceof ConnectionException) {
      return failure.getCause() instanceof UnfollowedRedirect
          ? Optional.empty()
          : Optional.of(backoff.after(attempts));
    }
    if (failure instanceof ServerException && PASSING.contains(failure.status())) {
      return Optional.of(
          atLeast(
              backoff.after(attempts),
              ((ApiException) failure).retryAfter().orElse(Duration.ZERO)));
    }
    return Optional.empty();
  }

  /** What a server asks for may be nothing at all. */
  private static Duration atLeast(Duration own, Duration asked) {
    return asked.compareTo(own) > 0 ? asked : own;
  }
}
