package dev.ghbilling.spec.compare.diff;

/** A party that a change of the contract can break. */
public enum Party {
  /**
   * Those who call the API, by HTTP or with a typed client in any language: a caller that worked
   * with the older contract may no longer work with the newer one.
   */
  CALLERS,
  /**
   * Those who implement the API: a server that conformed to the older contract no longer conforms
   * to the newer one.
   */
  SERVERS
}
