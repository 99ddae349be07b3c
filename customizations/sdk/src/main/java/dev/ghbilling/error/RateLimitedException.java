package dev.ghbilling.error;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Thrown for 429, and for 403 with an exhausted limit: there were too many requests. Also thrown,
 * with status 0, when a call isn't sent because the primary limit is known to be exhausted.
 */
public final class RateLimitedException extends ApiException {
  private static final long serialVersionUID = 1L;

  /** A rate limit of GitHub. */
  public enum Limit {
    /** The limit of requests in an hour. */
    PRIMARY("primary"),
    /** The limit of concurrent requests, or of their pace. */
    SECONDARY("secondary");

    private final String label;

    Limit(String label) {
      this.label = label;
    }
  }

  private final Limit limit;
  private final @Nullable Instant endsAt;

  /**
   * Creates the exception.
   *
   * @param endsAt when the limit ends, by this machine's clock, or null when the server didn't say
   */
  public RateLimitedException(ErrorResponse response, Limit limit, @Nullable Instant endsAt) {
    super(
        response,
        endsAt == null
            ? "; the server didn't say when the %s limit ends".formatted(limit.label)
            : "; the %s limit ends at %s".formatted(limit.label, endsAt));
    this.limit = limit;
    this.endsAt = endsAt;
  }

  /** Returns which limit was exceeded. */
  public Limit limit() {
    return limit;
  }

  /** Returns when the limit ends, by this machine's clock, or null when the server didn't say. */
  public @Nullable Instant endsAt() {
    return endsAt;
  }
}
