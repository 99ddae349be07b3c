package dev.ghbilling.conformance;

import java.time.Duration;

/**
 * A server that breaks one clause of the contract.
 *
 * @param clause the check that stands for the clause
 * @param fault how it is broken
 * @param setting which server stands behind
 * @param way what is changed on the way
 * @param timeout how long an answer may take
 */
record Mutant(String clause, String fault, Setting setting, Way way, Duration timeout) {
  /** Which server stands behind a mutation. */
  enum Setting {
    /** The sandbox with the documented answers, shared: only for what doesn't write. */
    SHARED,
    /** A sandbox of its own with the documented answers. */
    OWN,
    /** One with more rows of usage, some of cost centers. */
    MUCH_USAGE,
    /** One with more repositories than a page has. */
    MANY_PAGES
  }

  static Mutant of(String clause, String fault, Way way) {
    return new Mutant(clause, fault, Setting.SHARED, way, Duration.ofSeconds(10));
  }

  Mutant with(Setting other) {
    return new Mutant(clause, fault, other, way, timeout);
  }

  Mutant with(Duration other) {
    return new Mutant(clause, fault, setting, way, other);
  }

  /** The part of the check's id that says what kind of clause it is. */
  String aspect() {
    return clause.split("/", -1)[1];
  }

  @Override
  public String toString() {
    return clause + ": " + fault;
  }
}
