package dev.ghbilling.error;

/** 400 or 422: the request is malformed; {@link #fieldErrors()} may name what is wrong. */
public final class BadRequestException extends ApiException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public BadRequestException(ErrorResponse response) {
    super(response);
  }
}
