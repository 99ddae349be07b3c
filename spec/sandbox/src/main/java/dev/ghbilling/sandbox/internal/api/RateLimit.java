package dev.ghbilling.sandbox.internal.api;

import dev.ghbilling.sandbox.internal.http.ServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** A limit of requests an hour, which is announced in headers and, if wanted, enforced. */
public final class RateLimit {
  private static final int DOCUMENTED = 5000;
  private static final Duration WINDOW = Duration.ofHours(1);

  private final Clock clock;
  private final int limit;
  private final boolean enforced;
  private Instant reset = Instant.MIN;
  private int used;

  /**
   * Creates a limit.
   *
   * @param enforced how many requests an hour are let through; empty to announce GitHub's 5000 and
   *     refuse none
   */
  public RateLimit(Clock clock, OptionalInt enforced) {
    this.clock = clock;
    this.limit = enforced.orElse(DOCUMENTED);
    this.enforced = enforced.isPresent();
  }

  /**
   * Counts a request, and returns its response with the state of the limit in its headers. A 304
   * doesn't count, as with GitHub.
   */
  ServerResponse count(Supplier<ServerResponse> request) {
    if (!take()) {
      return described(RateLimitError.PRIMARY.response(403));
    }
    ServerResponse response = request.get();
    if (response.status() == 304) {
      giveBack();
    }
    return described(response);
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

  private synchronized ServerResponse described(ServerResponse response) {
    return response
        .withHeader("x-ratelimit-limit", Integer.toString(limit))
        .withHeader("x-ratelimit-remaining", Integer.toString(Math.max(0, limit - used)))
        .withHeader("x-ratelimit-used", Integer.toString(used))
        .withHeader("x-ratelimit-reset", Long.toString(reset.getEpochSecond()))
        .withHeader("x-ratelimit-resource", "core");
  }
}
