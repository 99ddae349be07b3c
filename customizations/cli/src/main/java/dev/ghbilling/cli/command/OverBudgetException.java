package dev.ghbilling.cli.command;

/** Thrown if a budget is over its limit, or can't be checked. */
public final class OverBudgetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OverBudgetException(String message) {
    super(message);
  }
}
