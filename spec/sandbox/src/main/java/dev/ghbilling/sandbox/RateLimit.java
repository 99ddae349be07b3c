package dev.ghbilling.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Counts requests by the hour; refuses those beyond the limit, if it is enforced. */
final class RateLimit {
  private static final int DOCUMENTED = 5000;
  private static final Duration WINDOW = Duration.ofHours(1);

  private final Clock clock;
  private final int limit;
  private final boolean enforced;
  private Instant reset = Instant.MIN;
  private int used;

  /**
   * A limit.
   *
   * @param enforced the number of requests from which on they are refused; without it, none is
   */
  RateLimit(Clock clock, OptionalInt enforced) {
    this.clock = clock;
    this.limit = enforced.orElse(DOCUMENTED);
    this.enforced = enforced.isPresent();
  }

  /** The reply to a request that counts, with the state of the limit; a 304 costs nothing. */
  Reply count(Supplier<Reply> asked) {
    if (!take()) {
      return described(LimitAnswer.PRIMARY.reply(403));
    }
    Reply reply = asked.get();
    if (reply.status() == 304) {
      giveBack();
    }
    return described(reply);
  }

  private synchronized boolean take() {
    Instant now = clock.instant();
    if (!now.isBefore(reset)) {
      reset = now.plus(WINDOW);
      used = 0;
    }
    if (enforced && used >= limit) {
      return false;
    }
    used++;
    return true;
  }

  private synchronized void giveBack() {
    used = Math.max(0, used - 1);
  }

  private synchronized Reply described(Reply reply) {
    return reply
        .with("x-ratelimit-limit", Integer.toString(limit))
        .with("x-ratelimit-remaining", Integer.toString(Math.max(0, limit - used)))
        .with("x-ratelimit-used", Integer.toString(used))
        .with("x-ratelimit-reset", Long.toString(reset.getEpochSecond()))
        .with("x-ratelimit-resource", "core");
  }
}
