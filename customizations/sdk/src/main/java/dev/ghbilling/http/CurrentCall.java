package dev.ghbilling.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The call that the thread is making. A call with all its attempts stays on one thread, and takes
 * no longer than the call within which it is made.
 */
final class CurrentCall {
  /** Longer than anybody waits, and short enough to be counted in nanoseconds. */
  private static final Duration AGES = Duration.ofDays(36_500);

  private static final ThreadLocal<CurrentCall> CURRENT = new ThreadLocal<>();

  private final String operation;
  private final OperationTraits traits;
  private final boolean streamed;
  private final Clock clock;
  private final Instant deadline;
  private final @Nullable CurrentCall outer;
  private int attempts;
  private @Nullable String token;

  private CurrentCall(
      String operation, OperationTraits traits, boolean streamed, Clock clock, Duration timeout) {
    this.operation = operation;
    this.traits = traits;
    this.streamed = streamed;
    this.clock = clock;
    this.outer = CURRENT.get();
    this.deadline =
        clock.instant().plus(shorter(countable(timeout), timeLeftOr(countable(timeout))));
  }

  static CurrentCall begin(
      String operation, OperationTraits traits, boolean streamed, Clock clock, Duration timeout) {
    CurrentCall call = new CurrentCall(operation, traits, streamed, clock, timeout);
    CURRENT.set(call);
    return call;
  }

  static CurrentCall get() {
    return CURRENT.get();
  }

  /** How much time the call has left that the thread is making, or so much if it makes none. */
  static Duration timeLeftOr(Duration otherwise) {
    CurrentCall call = CURRENT.get();
    return call == null ? otherwise : call.timeLeft();
  }

  /** As long, or as long as can be counted. */
  static Duration countable(Duration time) {
    return shorter(time, AGES);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** The call is over, and the one goes on within which it was made: for a token, say. */
  static void end() {
    CurrentCall outer = CURRENT.get().outer;
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }

  void attempt() {
    attempts++;
  }

  /** How often the request was sent, the present time included. */
  int attempts() {
    return attempts;
  }

  /** The next request is sent with that token. */
  void sendWith(String otherToken) {
    token = otherToken;
  }

  /** The token that the request is sent with. */
  String token() {
    if (token == null) {
      throw new IllegalStateException("a request is sent before its token is known");
    }
    return token;
  }

  String operation() {
    return operation;
  }

  OperationTraits traits() {
    return traits;
  }

  /** Whether the caller reads the answer at leisure, so that the deadline ends with its headers. */
  boolean streamed() {
    return streamed;
  }

  /** How much of the time allowed is left; never negative. */
  Duration timeLeft() {
    Duration left = Duration.between(clock.instant(), deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
