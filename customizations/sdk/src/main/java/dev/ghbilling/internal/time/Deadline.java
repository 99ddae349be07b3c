package dev.ghbilling.internal.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The instant at which a call, with all its attempts and pauses, is given up.
 *
 * <p>A call may need another call first: a supplier of tokens that asks a server for one is the
 * application's code, through which no argument can be passed. Therefore the deadline of the call
 * that a thread is making is the one thread-local of this library, and a deadline that begins
 * within {@link #during} never ends later than the one around it.
 */
public final class Deadline {
  /** Longer than anybody waits, and short enough to be counted in nanoseconds. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** A deadline that is never reached. */
  public static final Deadline NEVER = new Deadline(Clock.systemUTC(), Instant.MAX);

  private static final ThreadLocal<@Nullable Deadline> CURRENT = new ThreadLocal<>();

  private final Clock clock;
  private final Instant end;

  private Deadline(Clock clock, Instant end) {
    this.clock = clock;
    this.end = end;
  }

  /**
   * Returns the deadline that ends after the timeout, or with the call that the thread is making.
   */
  public static Deadline after(Duration timeout, Clock clock) {
    return new Deadline(clock, clock.instant().plus(timeLeftOr(shorter(timeout, LONGEST))));
  }

  /** Returns the deadline of the call that the thread is making; {@link #NEVER} outside of one. */
  public static Deadline current() {
    Deadline current = CURRENT.get();
    return current == null ? NEVER : current;
  }

  /** Returns the time left to the call that the thread is making, at most the given time. */
  public static Duration timeLeftOr(Duration longest) {
    Deadline current = CURRENT.get();
    return current == null ? longest : shorter(longest, current.timeLeft());
  }

  /**
   * Work that is done under a deadline.
   *
   * @param <T> the type of its result
   * @param <E> the type of the checked exception that it may throw
   */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object, E extends Exception> {
    /** Does the work. */
    T run() throws E;
  }

  /** Makes this the deadline of the thread while the work lasts. */
  public <T extends @Nullable Object, E extends Exception> T during(Work<T, E> work) throws E {
    Deadline outer = CURRENT.get();
    CURRENT.set(this);
    try {
      return work.run();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  /** Returns the time left; zero once the deadline has passed, never less. */
  public Duration timeLeft() {
    Duration left = Duration.between(clock.instant(), end);
    return left.isNegative() ? Duration.ZERO : shorter(left, LONGEST);
  }

  /** Returns whether a pause ends before the deadline does. */
  public boolean allows(Duration pause) {
    return pause.compareTo(timeLeft()) < 0;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
