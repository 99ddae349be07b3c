package dev.ghbilling.conformance;

/** What became of a check. */
enum Outcome {
  PASSED("passed"),
  FAILED("failed"),
  KNOWN_FAILING("known-failing"),
  NOT_APPLICABLE("not-applicable"),
  COULD_NOT_RUN("could-not-run");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  /** As reports spell it. */
  @Override
  public String toString() {
    return text;
  }
}
