package dev.ghbilling.error;

import java.util.List;

/**
 * Thrown when a change of a cost center's users, made by several requests, fails between them. The
 * lists say which users were changed; together they are all users of the change, in its order.
 */
public final class CostCenterChangeException extends GitHubBillingException {
  private static final long serialVersionUID = 1L;

  private final String costCenterId;

  @SuppressWarnings("serial") // Not meant to be serialized; a RuntimeException can't opt out.
  private final Outcome outcome;

  /**
   * An outcome for each user of the change.
   *
   * @param done the users who were added or removed, as requested
   * @param failed the users whose change was requested and not made
   * @param unclear the users whose change was requested and may have been made: no response
   *     arrived, and the cost center couldn't be listed afterwards
   * @param notTried the users whose change was never requested
   */
  public record Outcome(
      List<String> done, List<String> failed, List<String> unclear, List<String> notTried) {
    /** Copies the lists. */
    public Outcome {
      done = List.copyOf(done);
      failed = List.copyOf(failed);
      unclear = List.copyOf(unclear);
      notTried = List.copyOf(notTried);
    }
  }

  /** Creates the exception. */
  public CostCenterChangeException(String costCenterId, Outcome outcome, RuntimeException cause) {
    super(
        "cost center %s: %d users changed, %d failed, %d unclear, %d not tried: %s"
            .formatted(
                costCenterId,
                outcome.done().size(),
                outcome.failed().size(),
                outcome.unclear().size(),
                outcome.notTried().size(),
                cause.getMessage()),
        cause);
    this.costCenterId = costCenterId;
    this.outcome = outcome;
  }

  /** Returns the cost center's id. */
  public String costCenterId() {
    return costCenterId;
  }

  /** Returns the users whose change was made. */
  public List<String> done() {
    return outcome.done();
  }

  /** Returns the users whose change was requested and not made. */
  public List<String> failed() {
    return outcome.failed();
  }

  /** Returns the users whose change was requested and may have been made. */
  public List<String> unclear() {
    return outcome.unclear();
  }

  /** Returns the users whose change was never requested. */
  public List<String> notTried() {
    return outcome.notTried();
  }
}
