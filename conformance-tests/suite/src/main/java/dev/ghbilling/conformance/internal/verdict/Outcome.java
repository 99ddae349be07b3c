package dev.ghbilling.conformance.internal.verdict;

/** An outcome of a check. */
public enum Outcome {
  PASSED("passed"),
  FAILED("failed"),
  /** Not as HTTP or a guideline asks for; the contract doesn't. */
  WARNED("warned"),
  KNOWN_FAILING("known-failing"),
  NOT_APPLICABLE("not-applicable"),
  COULD_NOT_RUN("could-not-run"),
  /** Left out, since another check reports the cause for which it can't pass. */
  NOT_RUN("not-run");

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
