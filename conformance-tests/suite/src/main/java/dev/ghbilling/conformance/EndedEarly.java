package dev.ghbilling.conformance;

/** Ends a check where it stands: there is nothing left to look at. */
final class EndedEarly extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Verdict verdict;

  EndedEarly(Verdict verdict) {
    super(verdict.message(), null, false, false);
    this.verdict = verdict;
  }

  Verdict verdict() {
    return verdict;
  }
}
