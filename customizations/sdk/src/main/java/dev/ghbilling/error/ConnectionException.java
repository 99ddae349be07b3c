package dev.ghbilling.error;

import java.io.IOException;
import java.util.Optional;

/** No answer arrived in the time allowed, or it broke off: the cause says at what. */
public final class ConnectionException extends CallException {
  private static final long serialVersionUID = 1L;

  public ConnectionException(String operation, int attempts, String reason, IOException cause) {
    super(
        operation,
        attempts,
        operation + ": " + reason + (attempts > 1 ? " (sent %d times)".formatted(attempts) : ""),
        cause);
  }

  @Override
  public int status() {
    return 0;
  }

  @Override
  public Optional<String> requestId() {
    return Optional.empty();
  }
}
