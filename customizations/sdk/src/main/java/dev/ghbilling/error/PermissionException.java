package dev.ghbilling.error;

/**
 * Thrown for 403, and for a 404 that most likely means that the token may not see the resource. The
 * message says which tokens the operation is documented for, and what is known of the one sent.
 */
public final class PermissionException extends ApiException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param response the response
   * @param tokens which tokens the operation is documented for, and what is known of the token that
   *     was sent
   */
  public PermissionException(ErrorResponse response, String tokens) {
    super(response, "; " + tokens);
  }
}
