package dev.ghbilling.error;

import org.jspecify.annotations.Nullable;

/** A failure of this library. Its subclasses tell which. No message contains a secret. */
public abstract sealed class GitHubBillingException extends RuntimeException
    permits CallException,
        CostCenterChangeException,
        DownloadException,
        ExportException,
        IncompleteListException,
        UnreadableReportException {
  private static final long serialVersionUID = 1L;

  GitHubBillingException(String message, @Nullable Throwable cause) {
    super(OneLine.of(message), cause);
  }
}
