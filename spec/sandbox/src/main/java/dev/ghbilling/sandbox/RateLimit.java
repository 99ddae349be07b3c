package dev.ghbilling.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Counts requests by the hour, and never refuses one. */
final class RateLimit {
  private static final int LIMIT = 5000;
  private static final Duration WINDOW = Duration.ofHours(1);

  private final Clock clock;
  private Instant reset = Instant.MIN;
  private int used;

  RateLimit(Clock clock) {
    this.clock = clock;
  }

  /** The reply with the state of the limit; a 304 costs nothing. */
  synchronized Reply count(Reply reply) {
    Instant now = clock.instant();
    if (!now.isBefore(reset)) {
      reset = now.plus(WINDOW);
      used = 0;
    }
    if (reply.status() != 304) {
      used++;
    }
    return reply
        .with("x-ratelimit-limit", Integer.toString(LIMIT))
        .with("x-ratelimit-remaining", Integer.toString(Math.max(0, LIMIT - used)))
        .with("x-ratelimit-used", Integer.toString(used))
        .with("x-ratelimit-reset", Long.toString(reset.getEpochSecond()))
        .with("x-ratelimit-resource", "core");
  }
}
