package dev.ghbilling.error;

import java.util.Collection;

/** How much of a requested change was made. */
public enum ChangeExtent {
  /** Nothing. */
  NONE,
  /** Something, and not all of it. */
  PARTLY,
  /** All of it. */
  ALL,
  /** Nothing for certain, and perhaps something. */
  UNCLEAR;

  static ChangeExtent of(Collection<ChangeOutcome> outcomes) {
    long requested = outcomes.stream().filter(each -> each != ChangeOutcome.UNREQUESTED).count();
    long done = outcomes.stream().filter(each -> each == ChangeOutcome.DONE).count();
    if (done == 0) {
      return outcomes.contains(ChangeOutcome.UNCLEAR) ? UNCLEAR : NONE;
    }
    return done == requested ? ALL : PARTLY;
  }
}
