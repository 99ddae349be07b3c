package dev.ghbilling.error;

/**
 * Thrown when the pages of a list end before all announced elements have arrived, bring more than
 * were announced, or don't end. Sums over an incomplete list would be too small. Reading it again
 * helps if it changed in the meantime.
 */
public final class IncompleteListException extends GitHubBillingException {
  private static final long serialVersionUID = 1L;

  private final long received;
  private final long announced;

  /** Creates the exception for pages that ended. */
  public IncompleteListException(String operation, long received, long announced) {
    this(
        received,
        announced,
        "%s: the pages ended after %d of %d elements".formatted(operation, received, announced));
  }

  private IncompleteListException(long received, long announced, String message) {
    super(message, null);
    this.received = received;
    this.announced = announced;
  }

  /** Returns the exception for a list with more elements than the server announced. */
  public static IncompleteListException tooMany(String operation, long received, long announced) {
    return new IncompleteListException(
        received,
        announced,
        "%s: %d elements came where the server announced %d, so there may be more"
            .formatted(operation, received, announced));
  }

  /**
   * Returns the exception for a list of more pages than are read.
   *
   * @param maxPages how many pages are read at most
   */
  public static IncompleteListException tooLong(
      String operation, long received, long announced, int maxPages) {
    return new IncompleteListException(
        received,
        announced,
        "%s: stopped after %d of %d elements: no more than %d pages are read"
            .formatted(operation, received, announced, maxPages));
  }

  /**
   * Returns the exception for a page that repeats the one before or is empty, and isn't the last.
   */
  public static IncompleteListException stopped(String operation, long received, int page) {
    return new IncompleteListException(
        received,
        received + 1,
        "%s: after %d elements, page %d has no new ones, although the server announced more"
            .formatted(operation, received, page));
  }

  /** Returns the exception for a page of a list whose other pages can't be requested. */
  public static IncompleteListException onePage(String operation) {
    return new IncompleteListException(
        0,
        1,
        operation
            + ": the server sent a page of the list and names a next one, but the contract describes no pages");
  }

  /** Returns how many different elements were read; 0 when the first page was refused unread. */
  public long received() {
    return received;
  }

  /** Returns how many elements the server announced, at least. */
  public long announced() {
    return announced;
  }
}
