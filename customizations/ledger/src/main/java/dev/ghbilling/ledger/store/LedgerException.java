package dev.ghbilling.ledger.store;

import org.jspecify.annotations.Nullable;

/** Thrown when a ledger's store can't be used or a query can't be run. Its message is one line. */
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public LedgerException(String message) {
    this(message, null);
  }

  /** Creates the exception. */
  public LedgerException(String message, @Nullable Throwable cause) {
    super(String.join(" ", message.strip().split("\\R+")), cause);
  }
}
