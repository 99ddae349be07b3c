package dev.ghbilling.error;

/**
 * 403, or a 404 that most likely means that the token must not see the resource. The message says
 * which tokens the operation is documented for, and what is known of the one that was sent.
 */
public final class PermissionException extends ApiException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param response the response
   * @param tokens which tokens the operation is documented for, and what yours is
   */
  public PermissionException(ErrorResponse response, String tokens) {
    super(response, "; " + tokens);
  }
}
