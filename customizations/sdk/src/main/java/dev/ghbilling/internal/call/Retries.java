package dev.ghbilling.internal.call;

import dev.ghbilling.call.FailedAttempt;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.error.ApiException;
import dev.ghbilling.error.CallException;
import dev.ghbilling.error.InstallationTokenException;
import dev.ghbilling.error.RateLimitedException;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.internal.proxy.ProxySettingException;
import dev.ghbilling.internal.time.Deadline;
import dev.ghbilling.internal.time.Time;
import dev.ghbilling.internal.transport.UnfollowedRedirectException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The retries of one client: its policy, and a budget for all its calls, downloads and waits
 * together.
 */
public final class Retries {
  private final RetryPolicy policy;
  private final Time time;
  private final RetryBudget budget = new RetryBudget();

  Retries(RetryPolicy policy, Time time) {
    this.policy = policy;
    this.time = time;
  }

  /**
   * Returns the pause before the next attempt, or null when there must be none: the policy doesn't
   * want one, the next attempt would fail alike, the pause would outlast the deadline, the budget
   * is exhausted, or the thread is interrupted.
   */
  public @Nullable Duration pauseAfter(FailedAttempt failure, Deadline deadline) {
    if (Thread.currentThread().isInterrupted()
        || isPermanent(failure.cause())
        || !policy.retries(failure)) {
      return null;
    }
    Duration pause = policy.delay(failure, time.random().getAsDouble());
    if (!deadline.allows(pause)) {
      return null;
    }
    // A server that names its limit isn't in trouble, so its limit costs nothing of the budget.
    return failure.rateLimited() || budget.take() ? pause : null;
  }

  /**
   * Returns the pause before the next attempt of a call, or null when there must be none, because
   * the next attempt would fail alike or {@link #pauseAfter(FailedAttempt, Deadline)} says so.
   *
   * @param attempt the number of the attempt, from 1; for waits, the number of failures in a row
   */
  public @Nullable Duration pauseAfter(CallException failure, int attempt, Deadline deadline) {
    if (failure instanceof UnreadableResponseException
        || failure instanceof InstallationTokenException) {
      return null;
    }
    return pauseAfter(
        new FailedAttempt(
            attempt,
            failure.status(),
            failure instanceof RateLimitedException,
            failure instanceof ApiException refused ? refused.retryAfter() : null,
            failure),
        deadline);
  }

  private static boolean isPermanent(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof UnfollowedRedirectException || e instanceof ProxySettingException) {
        return true;
      }
    }
    return false;
  }

  /** Tells that something succeeded, which gives back a part of the budget. */
  public void succeeded() {
    budget.giveBack();
  }

  /**
   * Waits between two attempts.
   *
   * @throws java.util.concurrent.CancellationException when the thread is interrupted
   */
  public void pause(Duration pause) {
    time.sleep(pause);
  }
}
