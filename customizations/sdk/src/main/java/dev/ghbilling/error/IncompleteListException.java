package dev.ghbilling.error;

/**
 * The pages of a list ended before all that was announced had come. What came is no answer: sums
 * over it would be too small. Asking again helps where the list changed while it was read.
 */
public final class IncompleteListException extends GitHubBillingException {
  private static final long serialVersionUID = 1L;

  private final long received;
  private final long announced;

  public IncompleteListException(String operation, long received, long announced) {
    super(
        "%s: the pages ended after %d of %d elements".formatted(operation, received, announced),
        null);
    this.received = received;
    this.announced = announced;
  }

  /** How many different elements came. */
  public long received() {
    return received;
  }

  /** How many there are, as the server says. */
  public long announced() {
    return announced;
  }
}
