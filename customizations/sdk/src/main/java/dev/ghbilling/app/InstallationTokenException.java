package dev.ghbilling.app;

import org.jspecify.annotations.Nullable;

/**
 * GitHub gave no installation token. The message says why, without the key, the JSON web token or
 * an installation token in it.
 */
public final class InstallationTokenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  InstallationTokenException(int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** The HTTP status, or 0 when there was no answer. */
  public int status() {
    return status;
  }
}
