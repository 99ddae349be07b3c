package dev.ghbilling.conformance.internal.http;

import java.time.Duration;

/** A way to let time pass, which tests replace. */
@FunctionalInterface
public interface Sleep {
  /** Sleeps the current thread, never shorter than asked: up to the next whole millisecond. */
  Sleep THREAD = duration -> Thread.sleep(duration.plusNanos(999_999).toMillis());

  void sleep(Duration duration) throws InterruptedException;
}
