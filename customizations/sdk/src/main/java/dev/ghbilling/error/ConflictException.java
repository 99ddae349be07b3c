package dev.ghbilling.error;

/** 409: the request contradicts the present state. */
public sealed class ConflictException extends ApiException permits ExportInProgressException {
  private static final long serialVersionUID = 1L;

  public ConflictException(ErrorAnswer answer) {
    super(answer);
  }

  ConflictException(ErrorAnswer answer, String more) {
    super(answer, more);
  }
}
