package dev.ghbilling.error;

import java.util.List;

/**
 * A change of a cost center's users that takes several requests ended early. The lists say what
 * became of each user; together they are all users of the change, in its order.
 */
public final class CostCenterChangeException extends GitHubBillingException {
  private static final long serialVersionUID = 1L;

  private final String costCenterId;

  @SuppressWarnings("serial") // Not meant to be serialized; a RuntimeException can't opt out.
  private final Outcome outcome;

  /**
   * What became of the users' changes.
   *
   * @param done changed: who was to be added is in, who was to be removed is out
   * @param failed not changed, though it was asked for
   * @param unclear asked for, and nobody knows: neither the answer arrived nor could the cost
   *     center be listed afterwards
   * @param notTried not changed, because it was not asked for any more
   */
  public record Outcome(
      List<String> done, List<String> failed, List<String> unclear, List<String> notTried) {
    public Outcome {
      done = List.copyOf(done);
      failed = List.copyOf(failed);
      unclear = List.copyOf(unclear);
      notTried = List.copyOf(notTried);
    }
  }

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

  /** The cost center that was to be changed. */
  public String costCenterId() {
    return costCenterId;
  }

  /** The users whose change was made. */
  public List<String> done() {
    return outcome.done();
  }

  /** The users whose change was asked for and not made. */
  public List<String> failed() {
    return outcome.failed();
  }

  /** The users whose change was asked for, and may have been made. */
  public List<String> unclear() {
    return outcome.unclear();
  }

  /** The users whose change was not asked for any more. */
  public List<String> notTried() {
    return outcome.notTried();
  }
}
