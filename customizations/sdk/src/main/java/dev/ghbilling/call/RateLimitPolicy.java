package dev.ghbilling.call;

/** A policy for calls made while the primary rate limit is known to be exhausted. */
public enum RateLimitPolicy {
  /** The call is sent when the limit resets, if its time allows, and otherwise fails at once. */
  WAIT,
  /** The call fails at once, and nothing is sent. */
  FAIL
}
