package dev.ghbilling.http;

/** What to do with a call while the primary rate limit is known to be spent. */
public enum LimitPolicy {
  /** Wait until the limit is renewed, as far as the call's time allows, and then send it. */
  WAIT,
  /** Refuse it at once, sending nothing. */
  REFUSE
}
