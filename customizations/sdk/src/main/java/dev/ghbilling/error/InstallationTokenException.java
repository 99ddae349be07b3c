package dev.ghbilling.error;

import org.jspecify.annotations.Nullable;

/**
 * GitHub gave no installation token, so the request that needed it wasn't sent. Status, attempts
 * and the like are those of the request for the token, {@code createInstallationAccessToken}; the
 * cause is what it failed with. No message contains the key, the JSON web token or an installation
 * token.
 */
public final class InstallationTokenException extends CallException {
  private static final long serialVersionUID = 1L;

  private final CallException failure;

  /**
   * Creates the exception.
   *
   * @param failure what the request for the token failed with
   * @param hint what may be wrong, or an empty text
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
