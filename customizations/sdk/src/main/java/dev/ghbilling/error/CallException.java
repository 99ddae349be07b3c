package dev.ghbilling.error;

import org.jspecify.annotations.Nullable;

/** A call of the API failed: it refused, couldn't be reached, or sent what can't be read. */
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

  /** Returns how often the request was sent; 0 when it wasn't sent at all. */
  public final int attempts() {
    return attempts;
  }

  /** Returns the HTTP status, or 0 when there was no response. */
  public abstract int status();

  /**
   * Returns the header {@code X-GitHub-Request-Id}, which GitHub's support asks for, or null when
   * there was none.
   */
  public abstract @Nullable String requestId();

  /** Returns where the API says more, or null when it doesn't. */
  public @Nullable String documentationUrl() {
    return null;
  }
}
