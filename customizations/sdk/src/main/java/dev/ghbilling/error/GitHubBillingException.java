package dev.ghbilling.error;

import org.jspecify.annotations.Nullable;

/**
 * A call did not bring what was asked for. Its subclasses say why; no message contains a secret.
 */
public abstract sealed class GitHubBillingException extends RuntimeException
    permits ApiException,
        ConnectionException,
        DownloadException,
        ExportException,
        UnreadableAnswerException,
        UnreadableReportException {
  private static final long serialVersionUID = 1L;

  GitHubBillingException(String message, @Nullable Throwable cause) {
    super(OneLine.of(message), cause);
  }
}
