package dev.ghbilling.conformance;

/**
 * What a check found.
 *
 * @param outcome what became of it
 * @param message why; empty when it passed
 * @param expected what was expected, where it failed
 * @param actual what came instead
 */
record Verdict(Outcome outcome, String message, String expected, String actual) {
  static Verdict passed() {
    return new Verdict(Outcome.PASSED, "", "", "");
  }

  /**
   * A failure.
   *
   * @param where the request, or the place in its answer
   */
  static Verdict failed(Object where, String expected, String actual) {
    return new Verdict(
        Outcome.FAILED,
        "%s: expected %s, got %s".formatted(where, expected, actual),
        expected,
        actual);
  }

  static Verdict notApplicable(String reason) {
    return new Verdict(Outcome.NOT_APPLICABLE, reason, "", "");
  }

  static Verdict couldNotRun(String reason) {
    return new Verdict(Outcome.COULD_NOT_RUN, reason, "", "");
  }

  /** Ends the check here, unless all is well so far. */
  void orEnd() {
    if (outcome != Outcome.PASSED) {
      throw new EndedEarly(this);
    }
  }
}
