package dev.ghbilling.internal.transport;

import dev.ghbilling.internal.time.Deadline;
import feign.Client;
import feign.Request;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The options of one attempt of a call, for every {@link Client} that it passes. It travels as the
 * options of {@link Client#execute}, so that no client has to look it up.
 */
public final class AttemptOptions extends Request.Options {
  private final String operation;
  private final int attempt;
  private final @Nullable String token;
  private final Deadline deadline;
  private final Deadline bodyDeadline;

  /**
   * Creates the options.
   *
   * @param operation the operation's id in the contract
   * @param attempt the number of this attempt, from 1
   * @param token the bearer token, or null for a host that must not see one
   * @param deadline when the call is given up
   * @param bodyDeadline when reading the body is given up; another one than the deadline where the
   *     caller streams a successful response
   * @param connectTimeout how long connecting may take
   * @param readTimeout how long the server may be silent
   */
  public AttemptOptions(
      String operation,
      int attempt,
      @Nullable String token,
      Deadline deadline,
      Deadline bodyDeadline,
      Duration connectTimeout,
      Duration readTimeout) {
    super(
        millis(connectTimeout, deadline),
        TimeUnit.MILLISECONDS,
        millis(readTimeout, deadline),
        TimeUnit.MILLISECONDS,
        false);
    this.operation = operation;
    this.attempt = attempt;
    this.token = token;
    this.deadline = deadline;
    this.bodyDeadline = bodyDeadline;
  }

  /**
   * Returns the options of the attempt.
   *
   * @throws IllegalArgumentException when an interceptor passed on other options than it was given
   */
  static AttemptOptions of(Request.Options options) {
    if (options instanceof AttemptOptions attempt) {
      return attempt;
    }
    throw new IllegalArgumentException("an interceptor must pass on the options that it was given");
  }

  /** Returns the operation's id in the contract. */
  public String operation() {
    return operation;
  }

  /** Returns the number of this attempt, from 1. */
  public int attempt() {
    return attempt;
  }

  /**
   * Returns the bearer token.
   *
   * @throws IllegalStateException when the attempt has none
   */
  String requireToken() {
    if (token == null) {
      throw new IllegalStateException("the attempt of " + operation + " has no token");
    }
    return token;
  }

  /** Returns whether the caller reads the body of a successful response as a stream. */
  public boolean streamed() {
    return bodyDeadline != deadline;
  }

  /** Returns when the call is given up. */
  public Deadline deadline() {
    return deadline;
  }

  /** Returns when reading the body is given up. */
  Deadline bodyDeadline() {
    return bodyDeadline;
  }

  /** A client of the application's knows these two limits alone, so none is beyond the deadline. */
  private static long millis(Duration timeout, Deadline deadline) {
    Duration left = deadline.timeLeft();
    Duration shorter = timeout.compareTo(left) < 0 ? timeout : left;
    return Math.max(1, Math.min(Integer.MAX_VALUE, shorter.toMillis()));
  }
}
