package dev.ghbilling.error;

import org.jspecify.annotations.Nullable;

/** The API answered with success, but what it sent is not what the contract says. */
public final class UnreadableAnswerException extends GitHubBillingException {
  private static final long serialVersionUID = 1L;

  public UnreadableAnswerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
