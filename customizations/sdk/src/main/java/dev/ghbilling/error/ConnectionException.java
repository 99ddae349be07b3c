package dev.ghbilling.error;

import java.io.IOException;

/** No answer arrived, or it broke off: the cause says at what. */
public final class ConnectionException extends GitHubBillingException {
  private static final long serialVersionUID = 1L;

  public ConnectionException(String message, IOException cause) {
    super(message, cause);
  }
}
