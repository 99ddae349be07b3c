package dev.ghbilling.conformance;

/**
 * What a check found.
 *
 * @param outcome what became of it
 * @param message why; empty when it passed
 */
record Verdict(Outcome outcome, String message) {
  static Verdict passed() {
    return new Verdict(Outcome.PASSED, "");
  }

  static Verdict failed(String message) {
    return new Verdict(Outcome.FAILED, message);
  }

  static Verdict notApplicable(String reason) {
    return new Verdict(Outcome.NOT_APPLICABLE, reason);
  }

  static Verdict couldNotRun(String reason) {
    return new Verdict(Outcome.COULD_NOT_RUN, reason);
  }
}
