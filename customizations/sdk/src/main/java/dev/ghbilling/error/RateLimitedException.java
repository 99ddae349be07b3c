package dev.ghbilling.error;

/** 429, or 403 with a spent limit: too many requests. */
public final class RateLimitedException extends ApiException {
  private static final long serialVersionUID = 1L;

  public RateLimitedException(ErrorAnswer answer) {
    super(answer);
  }
}
