package dev.ghbilling.error;

/** 410: the endpoint, or the version of the API, is no longer offered. */
public final class RetiredException extends ApiException {
  private static final long serialVersionUID = 1L;

  /** What is gone. */
  public enum Retired {
    /** The endpoint; another one may do its work, or the enterprise's plan doesn't have it. */
    ENDPOINT,
    /** The version in {@code X-GitHub-Api-Version}. */
    API_VERSION
  }

  private final Retired what;

  public RetiredException(ErrorAnswer answer, Retired what) {
    super(
        answer,
        what == Retired.API_VERSION
            ? "; this version of the API is retired"
            : "; this endpoint is retired for the enterprise");
    this.what = what;
  }

  /** What is gone. */
  public Retired what() {
    return what;
  }
}
