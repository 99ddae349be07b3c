package dev.ghbilling.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a downloaded usage report is malformed. The message names the file and, where known,
 * the line and column.
 */
public final class UnreadableReportException extends GitHubBillingException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public UnreadableReportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
