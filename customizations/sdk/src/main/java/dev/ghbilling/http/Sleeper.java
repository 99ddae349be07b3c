package dev.ghbilling.http;

import java.time.Duration;

/** How to wait. Tests replace it by one that only notes how long. */
@FunctionalInterface
public interface Sleeper {
  /** Sleeps the thread. */
  Sleeper THREAD = duration -> Thread.sleep(duration.toMillis());

  /** Returns when the time is over. */
  void sleep(Duration duration) throws InterruptedException;
}
