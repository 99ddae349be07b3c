package dev.ghbilling.error;

/** 410: the endpoint or the API version is retired. */
public final class RetiredException extends ApiException {
  private static final long serialVersionUID = 1L;

  /** A thing that can be retired. */
  public enum Retired {
    /** The endpoint: another one replaces it, or the enterprise's plan doesn't have it. */
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
            ? "; this API version is retired: choose a newer one with apiVersion"
            : "; this endpoint is retired for the enterprise");
    this.what = what;
  }

  /** Returns what is retired. */
  public Retired what() {
    return what;
  }
}
