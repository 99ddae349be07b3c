package dev.ghbilling.call;

import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A policy for retries: after which failures an attempt is retried, how often, and after which
 * pause. One policy serves calls, downloads, waiting for an export and installation tokens.
 * Immutable.
 *
 * <p>By default an attempt is retried when there was no response, when the status is 408, 500, 502,
 * 503 or 504, and when a rate limit was exceeded; up to 4 attempts are made.
 *
 * <p>The pause is random between zero and an upper bound (full jitter); the bound starts at half a
 * second and doubles with each attempt, up to 20 seconds. It is never shorter than the server's
 * {@code Retry-After} or than the time until a rate limit resets. If the server doesn't say when
 * that is, 60 seconds are assumed, doubling with each attempt.
 *
 * <p>Whatever the policy says, a request that isn't idempotent is never retried (a POST, unless the
 * contract calls it idempotent), nor is one for which a proxy needs another setting, such as a
 * login, or that is redirected where it must not go. No pause outlasts the time allowed for the
 * call. A client's calls share a budget of 100 retries, of which five successes return one: once it
 * is used up, failures come out without a retry.
 *
 * <pre>{@code
 * RetryPolicy patient = RetryPolicy.builder().maxAttempts(8).maxDelay(Duration.ofMinutes(1)).build();
 * RetryPolicy conflictsToo =
 *     RetryPolicy.builder().statuses(Set.of(408, 409, 500, 502, 503, 504)).build();
 * }</pre>
 */
public final class RetryPolicy {
  /** The default policy. */
  public static final RetryPolicy DEFAULT = builder().build();

  /** A policy that never retries. */
  public static final RetryPolicy NEVER = builder().maxAttempts(1).build();

  private static final Duration RATE_LIMIT_DELAY = Duration.ofSeconds(60);

  /** Doubled more often, a delay is longer than any limit. */
  private static final int MAX_DOUBLINGS = 20;

  private final int maxAttempts;
  private final Duration baseDelay;
  private final Duration maxDelay;
  private final Set<Integer> statuses;
  private final @Nullable Predicate<FailedAttempt> rule;

  private RetryPolicy(Builder builder) {
    this.maxAttempts = builder.maxAttempts;
    this.baseDelay = builder.baseDelay;
    this.maxDelay = builder.maxDelay;
    this.statuses = builder.statuses;
    this.rule = builder.rule;
  }

  /** Returns a builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder with the settings of this policy. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.maxAttempts = maxAttempts;
    builder.baseDelay = baseDelay;
    builder.maxDelay = maxDelay;
    builder.statuses = statuses;
    builder.rule = rule;
    return builder;
  }

  /** Returns how many attempts are made at most, the first one included. */
  public int maxAttempts() {
    return maxAttempts;
  }

  /** Returns whether the attempt may be retried, as far as this policy is concerned. */
  public boolean retries(FailedAttempt failure) {
    if (failure.attempt() >= maxAttempts) {
      return false;
    }
    return rule == null
        ? failure.rateLimited() || failure.status() == 0 || statuses.contains(failure.status())
        : rule.test(failure);
  }

  /**
   * Returns the pause before the next attempt.
   *
   * @param random a number from 0 (inclusive) to 1 (exclusive), the jitter
   */
  public Duration delay(FailedAttempt failure, double random) {
    long limit = Math.min(maxDelay.toMillis(), doubled(baseDelay, failure.attempt()).toMillis());
    Duration own = Duration.ofMillis((long) (random * limit));
    Duration asked = failure.retryAfter();
    if (asked == null) {
      asked = failure.rateLimited() ? doubled(RATE_LIMIT_DELAY, failure.attempt()) : Duration.ZERO;
    }
    return asked.compareTo(own) > 0 ? asked : own;
  }

  private static Duration doubled(Duration first, int attempt) {
    return first.multipliedBy(1L << Math.max(0, Math.min(attempt - 1, MAX_DOUBLINGS)));
  }

  @Override
  public String toString() {
    return "RetryPolicy[maxAttempts=%d, baseDelay=%s, maxDelay=%s, %s]"
        .formatted(
            maxAttempts,
            baseDelay,
            maxDelay,
            rule == null ? "statuses=" + statuses : "a rule of the application's");
  }

  /** A builder of policies. */
  public static final class Builder {
    /** So many pauses of any length can be added up. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private int maxAttempts = 4;
    private Duration baseDelay = Duration.ofMillis(500);
    private Duration maxDelay = Duration.ofSeconds(20);
    private Set<Integer> statuses = Set.of(408, 500, 502, 503, 504);
    private @Nullable Predicate<FailedAttempt> rule;

    private Builder() {}

    /**
     * Sets how many attempts are made at most, the first one included; 4 by default.
     *
     * @throws IllegalArgumentException when the number is below 1
     */
    public Builder maxAttempts(int attempts) {
      if (attempts < 1) {
        throw new IllegalArgumentException("maxAttempts must be at least 1, was " + attempts);
      }
      this.maxAttempts = attempts;
      return this;
    }

    /**
     * Sets the upper bound of the first pause, which doubles with each attempt; 500 ms by default.
     *
     * @throws IllegalArgumentException when the delay is negative or longer than a day
     */
    public Builder baseDelay(Duration delay) {
      this.baseDelay = require("baseDelay", delay);
      return this;
    }

    /**
     * Sets the upper bound of the pauses that double from {@link #baseDelay} on; 20 s by default. A
     * pause that the server asks for isn't shortened, and neither is the pause after a rate limit
     * whose end it doesn't state: 60 s, doubling with each attempt.
     *
     * @throws IllegalArgumentException when the delay is negative or longer than a day
     */
    public Builder maxDelay(Duration delay) {
      this.maxDelay = require("maxDelay", delay);
      return this;
    }

    /**
     * Sets the HTTP statuses after which an attempt is retried; 408, 500, 502, 503, 504 by default.
     */
    public Builder statuses(Set<Integer> statuses) {
      this.statuses = Set.copyOf(statuses);
      return this;
    }

    /**
     * Sets a rule that decides alone which attempts are retried: in place of {@link #statuses},
     * also for rate limits and for attempts without a response, whose status is 0. It is asked
     * after each failed attempt but the last, unless the attempt must not be repeated whatever the
     * policy says. If the rule throws, the call throws the same.
     */
    public Builder retryIf(Predicate<FailedAttempt> rule) {
      this.rule = rule;
      return this;
    }

    /** Returns the policy. */
    public RetryPolicy build() {
      return new RetryPolicy(this);
    }

    private static Duration require(String name, Duration delay) {
      if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            name + " must not be negative or longer than a day, was " + delay);
      }
      return delay;
    }
  }
}
