package dev.ghbilling.error;

/** Thrown for 409: the request conflicts with the current state. */
public sealed class ConflictException extends ApiException permits ExportInProgressException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public ConflictException(ErrorResponse response) {
    super(response);
  }

  ConflictException(ErrorResponse response, String more) {
    super(response, more);
  }
}
