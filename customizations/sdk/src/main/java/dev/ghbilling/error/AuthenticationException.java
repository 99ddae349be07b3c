package dev.ghbilling.error;

/** Thrown for 401: the token is missing, or GitHub doesn't accept it. */
public final class AuthenticationException extends ApiException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public AuthenticationException(ErrorResponse response) {
    super(response);
  }
}
