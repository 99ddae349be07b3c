package dev.ghbilling.error;

import dev.ghbilling.internal.text.OneLine;
import org.jspecify.annotations.Nullable;

/** The base of all exceptions of this library. No message contains a secret. */
public abstract sealed class GitHubBillingException extends RuntimeException
    permits BudgetChangeException,
        CallException,
        CostCenterChangeException,
        DesiredStateException,
        DownloadException,
        ExportException,
        IncompleteListException,
        UnreadableReportException {
  private static final long serialVersionUID = 1L;

  GitHubBillingException(String message, @Nullable Throwable cause) {
    super(OneLine.of(message), cause);
  }
}
