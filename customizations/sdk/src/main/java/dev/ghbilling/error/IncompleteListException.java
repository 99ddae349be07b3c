package dev.ghbilling.error;

/**
 * Thrown when the pages of a list end before all announced elements have arrived. Sums over an
 * incomplete list would be too small. Reading it again helps if it changed in the meantime.
 */
public final class IncompleteListException extends GitHubBillingException {
  private static final long serialVersionUID = 1L;

  private final long received;
  private final long announced;

  /** Creates the exception. */
  public IncompleteListException(String operation, long received, long announced) {
    super(
        "%s: the pages ended after %d of %d elements".formatted(operation, received, announced),
        null);
    this.received = received;
    this.announced = announced;
  }

  /** Returns how many different elements arrived. */
  public long received() {
    return received;
  }

  /** Returns how many elements the server announced. */
  public long announced() {
    return announced;
  }
}
