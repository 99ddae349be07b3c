package dev.ghbilling.error;

import java.time.Instant;
import java.util.Optional;

/** 429, or 403 with a spent limit: too many requests. */
public final class RateLimitedException extends ApiException {
  private static final long serialVersionUID = 1L;

  /** Which limit it is. */
  public enum Limit {
    /** So many requests in an hour. */
    PRIMARY,
    /** Too many at once, or too fast. */
    SECONDARY
  }

  private final Limit limit;

  @SuppressWarnings("serial") // Not meant to be serialized; a RuntimeException can't opt out.
  private final Optional<Instant> endsAt;

  /**
   * A limit.
   *
   * @param endsAt when it ends, by this machine's clock; empty when the server didn't say
   */
  public RateLimitedException(ErrorAnswer answer, Limit limit, Optional<Instant> endsAt) {
    super(
        answer,
        endsAt
            .map(end -> "; the %s limit ends at %s".formatted(name(limit), end))
            .orElse("; the %s limit, without a time at which it ends".formatted(name(limit))));
    this.limit = limit;
    this.endsAt = endsAt;
  }

  /** Which limit it is. */
  public Limit limit() {
    return limit;
  }

  /** When it ends, by this machine's clock; empty when the server didn't say. */
  public Optional<Instant> endsAt() {
    return endsAt;
  }

  private static String name(Limit limit) {
    return limit == Limit.PRIMARY ? "primary" : "secondary";
  }
}
