package dev.ghbilling.call;

/** A choice of what happens to a call while the primary rate limit is known to be spent. */
public enum RateLimitPolicy {
  /** The call waits until the limit is renewed, if its time allows, and is sent then. */
  WAIT,
  /** The call fails at once and nothing is sent. */
  FAIL
}
