package dev.ghbilling.error;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** 429, or 403 with a spent limit: there were too many requests. */
public final class RateLimitedException extends ApiException {
  private static final long serialVersionUID = 1L;

  /** A rate limit of GitHub's. */
  public enum Limit {
    /** The number of requests in an hour. */
    PRIMARY("primary"),
    /** The number of requests at once, or their pace. */
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
   * @param endsAt when the limit ends, by this machine's clock, or null when the server didn't tell
   */
  public RateLimitedException(ErrorResponse response, Limit limit, @Nullable Instant endsAt) {
    super(
        response,
        endsAt == null
            ? "; the server didn't tell when the %s limit ends".formatted(limit.label)
            : "; the %s limit ends at %s".formatted(limit.label, endsAt));
    this.limit = limit;
    this.endsAt = endsAt;
  }

  /** Returns which limit was exceeded. */
  public Limit limit() {
    return limit;
  }

  /** Returns when the limit ends, by this machine's clock, or null when the server didn't tell. */
  public @Nullable Instant endsAt() {
    return endsAt;
  }
}
