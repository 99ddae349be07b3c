package dev.ghbilling.error;

/**
 * 403, or 404 where it is likely that the token may not see what is there: the message says which
 * tokens the operation is documented for, and what is known of the one that was sent.
 */
public final class PermissionException extends ApiException {
  private static final long serialVersionUID = 1L;

  /**
   * Says more than the API did.
   *
   * @param answer what the API said
   * @param tokens which tokens the operation is documented for, and what yours is
   */
  public PermissionException(ErrorAnswer answer, String tokens) {
    super(answer, "; " + tokens);
  }
}
