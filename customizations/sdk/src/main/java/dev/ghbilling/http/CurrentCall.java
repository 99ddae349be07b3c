package dev.ghbilling.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The call that the thread is making. A call with all its attempts stays on one thread. */
final class CurrentCall {
  private static final ThreadLocal<CurrentCall> CURRENT = new ThreadLocal<>();

  private final String operation;
  private final OperationTraits traits;
  private final boolean streamed;
  private final Clock clock;
  private final Instant deadline;
  private final @Nullable CurrentCall outer;
  private int attempts;

  private CurrentCall(
      String operation, OperationTraits traits, boolean streamed, Clock clock, Duration timeout) {
    this.operation = operation;
    this.traits = traits;
    this.streamed = streamed;
    this.clock = clock;
    this.deadline = clock.instant().plus(timeout);
    this.outer = CURRENT.get();
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
