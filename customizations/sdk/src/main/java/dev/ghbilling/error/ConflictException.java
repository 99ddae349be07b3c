package dev.ghbilling.error;

/** 409: the request contradicts the present state. */
public final class ConflictException extends ApiException {
  private static final long serialVersionUID = 1L;

  public ConflictException(ErrorAnswer answer) {
    super(answer);
  }
}
