package dev.ghbilling.error;

import org.jspecify.annotations.Nullable;

/** A downloaded usage report is not a table of the known form; the message says where. */
public final class UnreadableReportException extends GitHubBillingException {
  private static final long serialVersionUID = 1L;

  public UnreadableReportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
