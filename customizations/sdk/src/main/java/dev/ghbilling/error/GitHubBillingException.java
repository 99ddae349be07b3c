package dev.ghbilling.error;

import org.jspecify.annotations.Nullable;

/** What was asked for was not brought. Its subclasses say why; no message contains a secret. */
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
