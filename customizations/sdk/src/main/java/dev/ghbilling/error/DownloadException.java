package dev.ghbilling.error;

import org.jspecify.annotations.Nullable;

/** A file of an export could not be fetched or kept; nothing stands under its final name. */
public final class DownloadException extends GitHubBillingException {
  private static final long serialVersionUID = 1L;

  public DownloadException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
