package dev.ghbilling.internal.time;

import java.time.Duration;

/** A way to wait. Tests replace it by one that records the pauses. */
@FunctionalInterface
public interface Sleeper {
  /** Sleeps the current thread, never shorter than asked: up to the next whole millisecond. */
  Sleeper THREAD = duration -> Thread.sleep(duration.plusNanos(999_999).toMillis());

  /** Returns when the time has passed. */
  void sleep(Duration duration) throws InterruptedException;
}
