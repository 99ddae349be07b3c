package dev.ghbilling.internal.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * The clock, the sleeper and the source of jitter of a client, so that tests can replace all three.
 *
 * @param clock the clock
 * @param sleeper the sleeper
 * @param random a source of numbers from 0 (inclusive) to 1 (exclusive)
 */
public record Time(Clock clock, Sleeper sleeper, DoubleSupplier random) {
  /** The system's clock, the thread's sleep, and unpredictable jitter. */
  public static final Time SYSTEM =
      new Time(Clock.systemUTC(), Sleeper.THREAD, () -> ThreadLocalRandom.current().nextDouble());

  /** Returns the current instant of the clock. */
  public Instant now() {
    return clock.instant();
  }

  /**
   * Returns when the time has passed.
   *
   * @throws CancellationException when the thread is interrupted; its interrupt flag is set again
   */
  public void sleep(Duration duration) {
    try {
      sleeper.sleep(duration);
    } catch (InterruptedException e) {
      throw cancelled();
    }
  }

  /** Sets the thread's interrupt flag and returns the exception that an interrupted wait throws. */
  public static CancellationException cancelled() {
    Thread.currentThread().interrupt();
    return new CancellationException("interrupted while waiting");
  }
}
