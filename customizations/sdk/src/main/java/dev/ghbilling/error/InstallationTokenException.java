package dev.ghbilling.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when GitHub issues no installation token, so that the request that needed it isn't sent.
 * Status, attempts and request id are those of the token request, {@code
 * createInstallationAccessToken}, whose failure is the cause. No message contains the key, the JSON
 * web token or an installation token.
 */
public final class InstallationTokenException extends CallException {
  private static final long serialVersionUID = 1L;

  private final CallException failure;

  /**
   * Creates the exception.
   *
   * @param failure the failure of the token request
   * @param hint a remedy to append to the message, or an empty text
   */
  public InstallationTokenException(CallException failure, String hint) {
    super(
        failure.operation(),
        failure.attempts(),
        "no installation token: " + failure.getMessage() + hint,
        failure);
    this.failure = failure;
  }

  @Override
  public int status() {
    return failure.status();
  }

  @Override
  public @Nullable String requestId() {
    return failure.requestId();
  }

  @Override
  public @Nullable String documentationUrl() {
    return failure.documentationUrl();
  }
}
