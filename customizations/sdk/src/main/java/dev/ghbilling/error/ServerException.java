package dev.ghbilling.error;

/** Thrown for 5xx: GitHub failed, or is temporarily unavailable. */
public final class ServerException extends ApiException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public ServerException(ErrorResponse response) {
    super(response);
  }
}
