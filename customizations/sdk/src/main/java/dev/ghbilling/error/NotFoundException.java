package dev.ghbilling.error;

/**
 * 404: there is no such enterprise or resource, or the token may not see it, though nothing else
 * hints at that: the message says which tokens the operation is documented for.
 */
public final class NotFoundException extends ApiException {
  private static final long serialVersionUID = 1L;

  /**
   * Says more than the API did.
   *
   * @param answer what the API said
   * @param tokens which tokens the operation is documented for, and what yours is
   */
  public NotFoundException(ErrorAnswer answer, String tokens) {
    super(answer, "; there is no such thing, or the token may not see it: " + tokens);
  }
}
