package dev.ghbilling.conformance.internal.http;

import java.time.Duration;

/** A way to let time pass, which tests replace. */
@FunctionalInterface
public interface Sleep {
  void sleep(Duration duration) throws InterruptedException;
}
