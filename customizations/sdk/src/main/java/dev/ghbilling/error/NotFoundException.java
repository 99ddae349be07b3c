package dev.ghbilling.error;

/**
 * Thrown for 404: the enterprise or the resource doesn't exist, or the token may not see it. The
 * message says which tokens the operation is documented for.
 */
public final class NotFoundException extends ApiException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param response the response
   * @param hint what may help: which tokens the operation is documented for, what is known of the
   *     token that was sent, and where an organization is billed that belongs to an enterprise
   */
  public NotFoundException(ErrorResponse response, String hint) {
    super(response, "; it does not exist, or the token may not see it: " + hint);
  }
}
