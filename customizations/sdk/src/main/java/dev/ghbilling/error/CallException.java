package dev.ghbilling.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call of the API failed: it said no, was not reached, or sent what can't be read. */
public abstract sealed class CallException extends GitHubBillingException
    permits ApiException,
        ConnectionException,
        InstallationTokenException,
        UnreadableAnswerException {
  private static final long serialVersionUID = 1L;

  private final String operation;
  private final int attempts;

  CallException(String operation, int attempts, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.operation = operation;
    this.attempts = attempts;
  }

  /**
   * The id of the operation in the contract, as {@code getUsageReport}; {@code
   * createInstallationAccessToken} for an installation's token, which the contract doesn't have.
   */
  public final String operation() {
    return operation;
  }

  /** How often the request was sent; 0 when it was held back. */
  public final int attempts() {
    return attempts;
  }

  /** The HTTP status, or 0 when there was no answer. */
  public abstract int status();

  /** What GitHub's support asks for: the header {@code X-GitHub-Request-Id}. */
  public abstract Optional<String> requestId();

  /** Where the API says more. */
  public Optional<String> documentationUrl() {
    return Optional.empty();
  }
}
