package dev.ghbilling.http;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Exponential backoff with full jitter: anything from nothing to a limit that doubles. */
final class Backoff {
  private static final Duration BASE = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final DoubleSupplier random;

  /** With a source of numbers from 0 to less than 1. */
  Backoff(DoubleSupplier random) {
    this.random = random;
  }

  /** The pause after an attempt that failed, counted from 1. */
  Duration after(int attempt) {
    long limit = Math.min(LONGEST.toMillis(), BASE.toMillis() << Math.min(attempt - 1, 20));
    return Duration.ofMillis((long) (random.getAsDouble() * limit));
  }
}
