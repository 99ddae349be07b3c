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
    if (call.attempts() >= maxAttempts
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
      // Nothing was sent when the limit was known beforehand; then it isn't waited for either.
      return limited.status() == 0
          ? Optional.empty()
          : Optional.of(
              limited.retryAfter().orElse(SECONDARY_LIMIT.multipliedBy(1L << (attempts - 1))));
    }
    if (failure instanceof ConnectionException) {
      return Optional.of(backoff.after(attempts));
    }
    if (failure instanceof ServerException && PASSING.contains(failure.status())) {
      Duration own = backoff.after(attempts);
      Duration asked = ((ApiException) failure).retryAfter().orElse(Duration.ZERO);
      return Optional.of(asked.compareTo(own) > 0 ? asked : own);
    }
    return Optional.empty();
  }
}
