package dev.ghbilling.error;

import java.util.Optional;

/**
 * GitHub gave no installation token, so the request that needed it was not sent. All that is said
 * here, such as status and attempts, is of the request for the token, {@code
 * createInstallationAccessToken}; the cause says what it ended with. No message has the key, the
 * JSON web token or an installation token in it.
 */
public final class InstallationTokenException extends CallException {
  private static final long serialVersionUID = 1L;

  private final CallException failure;

  /**
   * No token.
   *
   * @param failure what the request for it ended with
   * @param hint what may be wrong, or nothing
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
  public Optional<String> requestId() {
    return failure.requestId();
  }

  @Override
  public Optional<String> documentationUrl() {
    return failure.documentationUrl();
  }
}
