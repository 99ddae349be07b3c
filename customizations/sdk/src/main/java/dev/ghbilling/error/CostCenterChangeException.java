package dev.ghbilling.error;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a change of a cost center's users isn't made for all of them. It names what became of
 * each user; the cause is the failure that ended the change, or the first refusal.
 */
public final class CostCenterChangeException extends GitHubBillingException {
  private static final long serialVersionUID = 1L;

  private static final int MAX_NAMES = 5;

  private final String costCenterId;

  @SuppressWarnings("serial") // Not meant to be serialized; a RuntimeException can't opt out.
  private final List<UserOutcome> outcomes;

  /** What became of a user's change. */
  public enum Outcome {
    /** The user was added or removed, as requested. */
    DONE,
    /** The server refused this user; others of the same request were sent again without it. */
    REFUSED,
    /** The change was requested and not made, for a reason that isn't the user's. */
    FAILED,
    /**
     * The change was requested and may have been made: no response arrived, and the cost center
     * couldn't be listed afterwards.
     */
    UNCLEAR,
    /** The change was never requested. */
    NOT_TRIED
  }

  /**
   * A user with what became of the change.
   *
   * @param login the user's login
   * @param outcome what became of the user's change
   * @param reason why it wasn't made; null when it was, or when nothing is known
   */
  public record UserOutcome(String login, Outcome outcome, @Nullable String reason) {}

  /**
   * Creates the exception.
   *
   * @param outcomes all users of the change, in its order
   */
  public CostCenterChangeException(
      String costCenterId, List<UserOutcome> outcomes, RuntimeException cause) {
    super(message(costCenterId, outcomes, cause), cause);
    this.costCenterId = costCenterId;
    this.outcomes = List.copyOf(outcomes);
  }

  private static String message(
      String costCenterId, List<UserOutcome> outcomes, RuntimeException cause) {
    List<String> refused = logins(outcomes, Outcome.REFUSED);
    return "cost center %s: %d users changed, %d refused%s, %d failed, %d unclear, %d not tried: %s"
        .formatted(
            costCenterId,
            logins(outcomes, Outcome.DONE).size(),
            refused.size(),
            refused.isEmpty() ? "" : " (" + named(refused) + ")",
            logins(outcomes, Outcome.FAILED).size(),
            logins(outcomes, Outcome.UNCLEAR).size(),
            logins(outcomes, Outcome.NOT_TRIED).size(),
            cause.getMessage());
  }

  private static String named(List<String> logins) {
    String first = logins.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
    return logins.size() > MAX_NAMES
        ? "%s and %d more".formatted(first, logins.size() - MAX_NAMES)
        : first;
  }

  private static List<String> logins(List<UserOutcome> outcomes, Outcome outcome) {
    return outcomes.stream()
        .filter(user -> user.outcome() == outcome)
        .map(UserOutcome::login)
        .toList();
  }

  /** Returns the cost center's id. */
  public String costCenterId() {
    return costCenterId;
  }

  /** Returns all users of the change with what became of each, in the order of the change. */
  public List<UserOutcome> outcomes() {
    return outcomes;
  }

  /** Returns the users whose change was made. */
  public List<String> done() {
    return logins(outcomes, Outcome.DONE);
  }

  /** Returns the users whom the server refused, each by itself. */
  public List<String> refused() {
    return logins(outcomes, Outcome.REFUSED);
  }

  /** Returns the users whose change was requested and not made, for a reason that isn't theirs. */
  public List<String> failed() {
    return logins(outcomes, Outcome.FAILED);
  }

  /** Returns the users whose change was requested and may have been made. */
  public List<String> unclear() {
    return logins(outcomes, Outcome.UNCLEAR);
  }

  /** Returns the users whose change was never requested. */
  public List<String> notTried() {
    return logins(outcomes, Outcome.NOT_TRIED);
  }
}
