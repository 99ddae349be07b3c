package dev.ghbilling.conformance;

import java.time.Duration;
import java.util.List;

/**
 * A check and what it found, as reports show it.
 *
 * @param check the check
 * @param verdict what it found
 * @param exchanges what was sent for it or looked at
 * @param took how long it took; what an earlier check had asked for already takes no time
 */
record Result(Check check, Verdict verdict, List<Exchange> exchanges, Duration took) {
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
