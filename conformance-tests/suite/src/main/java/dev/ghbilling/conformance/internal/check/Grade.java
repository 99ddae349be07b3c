package dev.ghbilling.conformance.internal.check;

/** A grade of a clause: how binding it is. */
public enum Grade {
  /** The contract states the clause, so a violation fails. */
  CONTRACT("contract"),
  /** An RFC about HTTP or JSON asks for it, so a violation warns. */
  HTTP("http"),
  /** A guideline asks for it, which no server promised to keep, so a violation warns. */
  GUIDELINE("guideline");

  private final String text;

  Grade(String text) {
    this.text = text;
  }

  /** Returns the grade of a clause as {@link Clause} writes it. */
  static Grade of(String clause) {
    if (clause.startsWith("/")) {
      return CONTRACT;
    }
    return clause.startsWith("RFC ") ? HTTP : GUIDELINE;
  }

  /** Returns the spelling used in reports. */
  @Override
  public String toString() {
    return text;
  }
}
