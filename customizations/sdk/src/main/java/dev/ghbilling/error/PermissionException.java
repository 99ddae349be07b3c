package dev.ghbilling.error;

/** 403: the token may not do this. */
public final class PermissionException extends ApiException {
  private static final long serialVersionUID = 1L;

  public PermissionException(ErrorAnswer answer) {
    super(answer);
  }
}
