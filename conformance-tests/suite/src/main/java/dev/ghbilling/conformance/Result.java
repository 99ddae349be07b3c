package dev.ghbilling.conformance;

import java.util.List;

/**
 * A check and what it found, as reports show it.
 *
 * @param check the check
 * @param verdict what it found
 * @param exchanges what was sent for it or looked at
 */
record Result(Check check, Verdict verdict, List<Exchange> exchanges) {
  String id() {
    return check.id();
  }

  Outcome outcome() {
    return verdict.outcome();
  }

  String message() {
    return verdict.message();
  }
}
