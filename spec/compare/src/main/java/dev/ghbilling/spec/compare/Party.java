package dev.ghbilling.spec.compare;

/** Whom a change can break. */
enum Party {
  /**
   * Whoever calls the API, by HTTP or by the generated client: a caller that worked with the older
   * contract may no longer work with the newer one.
   */
  CALLERS,
  /**
   * Whoever implements the API: a server that conformed to the older contract no longer conforms to
   * the newer one.
   */
  SERVERS
}
