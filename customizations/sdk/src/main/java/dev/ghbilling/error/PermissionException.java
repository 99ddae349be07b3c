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
   * @param hint what may help: which tokens the operation is documented for, what is known of the
   *     token that was sent, and where an organization is billed that belongs to an enterprise
   */
  public PermissionException(ErrorResponse response, String hint) {
    super(response, "; " + hint);
  }
}
