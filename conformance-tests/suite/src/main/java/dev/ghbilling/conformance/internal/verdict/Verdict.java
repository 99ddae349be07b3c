package dev.ghbilling.conformance.internal.verdict;

/**
 * A check's outcome with the reason for it.
 *
 * @param outcome the outcome
 * @param message the reason; empty when the check passed
 * @param expected the expected value of a check that failed or warned
 * @param actual the actual value of a check that failed or warned
 * @param missing the setting without which the check isn't applicable; empty when that is for
 *     another reason
 */
public record Verdict(
    Outcome outcome, String message, String expected, String actual, String missing) {
  /** Creates a verdict that no setting would change. */
  public Verdict(Outcome outcome, String message, String expected, String actual) {
    this(outcome, message, expected, actual, "");
  }

  /** Returns the verdict of a check that passed. */
  public static Verdict passed() {
    return new Verdict(Outcome.PASSED, "", "", "");
  }

  /**
   * Returns the verdict of a check that failed.
   *
   * @param where the request, or the place in its response
   */
  public static Verdict failed(Object where, String expected, String actual) {
    return new Verdict(
        Outcome.FAILED,
        "%s: expected %s, got %s".formatted(where, expected, actual),
        expected,
        actual);
  }

  /** Returns the verdict of another outcome, for the same reason. */
  public Verdict as(Outcome other) {
    return new Verdict(other, message, expected, actual, missing);
  }

  /** Returns the verdict of the same outcome, with more about what was found. */
  public Verdict and(String more) {
    return new Verdict(
        outcome,
        message + "; " + more,
        expected,
        actual.isEmpty() ? "" : actual + "; " + more,
        missing);
  }

  /** Returns the verdict of a check for which this server's responses have nothing to test. */
  public static Verdict notApplicable(String reason) {
    return new Verdict(Outcome.NOT_APPLICABLE, reason, "", "");
  }

  /**
   * Returns the verdict of a check that these settings leave out.
   *
   * @param setting the option or the variable that was not given
   */
  public static Verdict notAsked(String setting, String reason) {
    return new Verdict(Outcome.NOT_APPLICABLE, reason, "", "", setting);
  }

  /** Returns the verdict of a check whose prerequisites are missing. */
  public static Verdict couldNotRun(String reason) {
    return new Verdict(Outcome.COULD_NOT_RUN, reason, "", "");
  }

  /** Returns the verdict of a check that was left out for a cause that another check reports. */
  public static Verdict notRun(String cause) {
    return new Verdict(Outcome.NOT_RUN, cause, "", "");
  }

  /**
   * Ends the check unless this verdict is a pass.
   *
   * @throws CheckEndedException with this verdict
   */
  public void orThrow() {
    if (outcome != Outcome.PASSED) {
      throw new CheckEndedException(this);
    }
  }

  /** Ends a check with a verdict from anywhere below it. */
  public static final class CheckEndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Verdict verdict;

    public CheckEndedException(Verdict verdict) {
      super(verdict.message(), null, false, false);
      this.verdict = verdict;
    }

    public Verdict verdict() {
      return verdict;
    }
  }
}
