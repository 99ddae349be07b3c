package dev.ghbilling.spec.compare;

/** The contract breaks callers of the released one; the message names each change in one line. */
public final class BreakingChangeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BreakingChangeException(String message) {
    super(message);
  }
}
