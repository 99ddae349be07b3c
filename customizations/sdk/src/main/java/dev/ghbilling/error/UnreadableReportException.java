package dev.ghbilling.error;

import org.jspecify.annotations.Nullable;

/** A downloaded usage report isn't a table of the known form. The message tells where. */
public final class UnreadableReportException extends GitHubBillingException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public UnreadableReportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
