package dev.ghbilling.error;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the server can't be reached or doesn't respond in time, or when its response is cut
 * off. The cause is the I/O failure.
 */
public final class ConnectionException extends CallException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param reason what went wrong, in one line
   */
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
  public @Nullable String requestId() {
    return null;
  }
}
