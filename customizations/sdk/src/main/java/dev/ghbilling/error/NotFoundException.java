package dev.ghbilling.error;

/** 404: there is no such resource, or the token may not see it. */
public final class NotFoundException extends ApiException {
  private static final long serialVersionUID = 1L;

  public NotFoundException(ErrorAnswer answer) {
    super(answer);
  }
}
