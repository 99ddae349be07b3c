package dev.ghbilling.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a call fails: the API reported an error, couldn't be reached, or sent an unreadable
 * response.
 */
public abstract sealed class CallException extends GitHubBillingException
    permits ApiException,
        ConnectionException,
        InstallationTokenException,
        UnreadableResponseException {
  private static final long serialVersionUID = 1L;

  private final String operation;
  private final int attempts;

  CallException(String operation, int attempts, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.operation = operation;
    this.attempts = attempts;
  }

  /**
   * Returns the operation's id in the contract, such as {@code getUsageReport}, or {@code
   * createInstallationAccessToken} for an installation token, which isn't in the contract.
   */
  public final String operation() {
    return operation;
  }

  /** Returns how many times the request was sent; 0 when it wasn't sent at all. */
  public final int attempts() {
    return attempts;
  }

  /** Returns the HTTP status, or 0 when there was no response. */
  public abstract int status();

  /**
   * Returns the header {@code X-GitHub-Request-Id}, which GitHub's support needs, or null when
   * there was none.
   */
  public abstract @Nullable String requestId();

  /** Returns the URL of the documentation that the API refers to, or null when there is none. */
  public @Nullable String documentationUrl() {
    return null;
  }
}
