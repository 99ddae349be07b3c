package dev.ghbilling.error;

/** Thrown for 410: the endpoint or the API version is retired. */
public final class RetiredException extends ApiException {
  private static final long serialVersionUID = 1L;

  /** A part of the API that can be retired. */
  public enum Retired {
    /** The endpoint, which another one replaces or the enterprise's plan doesn't include. */
    ENDPOINT,
    /** The version in {@code X-GitHub-Api-Version}. */
    API_VERSION
  }

  private final Retired what;

  /** Creates the exception. */
  public RetiredException(ErrorResponse response, Retired what) {
    super(
        response,
        what == Retired.API_VERSION
            ? "; this API version is retired: choose a newer one for X-GitHub-Api-Version"
            : "; this endpoint is retired for the enterprise");
    this.what = what;
  }

  /** Returns what is retired. */
  public Retired what() {
    return what;
  }
}
