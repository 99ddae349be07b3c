package dev.ghbilling.error;

/** 5xx: GitHub failed, or is unavailable at present. */
public final class ServerException extends ApiException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public ServerException(ErrorResponse response) {
    super(response);
  }
}
