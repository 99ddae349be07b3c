package dev.ghbilling.conformance.internal.verdict;

/** An outcome of a check. */
public enum Outcome {
  PASSED("passed"),
  FAILED("failed"),
  KNOWN_FAILING("known-failing"),
  NOT_APPLICABLE("not-applicable"),
  COULD_NOT_RUN("could-not-run");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  /** Returns the spelling used in reports. */
  @Override
  public String toString() {
    return text;
  }
}
