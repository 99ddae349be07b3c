package dev.ghbilling.error;

/** 410: the endpoint, or the version of the API, is no longer offered. */
public final class RetiredException extends ApiException {
  private static final long serialVersionUID = 1L;

  public RetiredException(ErrorAnswer answer) {
    super(answer);
  }
}
