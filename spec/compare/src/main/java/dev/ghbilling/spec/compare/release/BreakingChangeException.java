package dev.ghbilling.spec.compare.release;

/**
 * An exception for a contract that breaks callers of the released one. The message names each
 * change in a line of its own.
 */
public final class BreakingChangeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BreakingChangeException(String message) {
    super(message);
  }
}
