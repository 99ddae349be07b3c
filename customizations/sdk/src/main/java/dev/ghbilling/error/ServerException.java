package dev.ghbilling.error;

/** 5xx: GitHub failed, or can't answer at present. */
public final class ServerException extends ApiException {
  private static final long serialVersionUID = 1L;

  public ServerException(ErrorAnswer answer) {
    super(answer);
  }
}
