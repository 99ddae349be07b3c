package dev.ghbilling.error;

/** Thrown for 400 and 422: the request is invalid; {@link #fieldErrors()} may say why. */
public final class BadRequestException extends ApiException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public BadRequestException(ErrorResponse response) {
    super(response);
  }
}
