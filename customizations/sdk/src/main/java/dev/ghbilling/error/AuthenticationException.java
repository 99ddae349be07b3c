package dev.ghbilling.error;

/** 401: there is no token, or GitHub does not know it. */
public final class AuthenticationException extends ApiException {
  private static final long serialVersionUID = 1L;

  public AuthenticationException(ErrorAnswer answer) {
    super(answer);
  }
}
