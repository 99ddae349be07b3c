package dev.ghbilling.error;

import dev.ghbilling.client.model.CostCenterChange;
import java.util.List;
import java.util.Locale;
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
  private final CostCenterChange response;

  @SuppressWarnings("serial")
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
     * The change was requested and may have been made, or may still be made: no response arrived,
     * and the cost center couldn't be listed afterwards; or the response reports that the change
     * was made or accepted, and the list doesn't show it.
     */
    UNCLEAR,
    /** The change was never requested. */
    NOT_TRIED,
    /** The server reported a change of this user that wasn't requested. */
    UNREQUESTED
  }

  /** How much of the requested change was made. */
  public enum Extent {
    /** Nothing. */
    NONE,
    /** Something, and not all of it. */
    PARTLY,
    /** All of it. */
    ALL,
    /** Nothing for certain, and perhaps something. */
    UNCLEAR
  }

  /**
   * A user with what became of the change.
   *
   * @param login the user's login
   * @param outcome what became of the user's change
   * @param reason why it wasn't made; null when it was, or when nothing is known
   * @param from the name of the cost center that the user was in before; null when the user was in
   *     none, or when it is unknown
   */
  public record UserOutcome(
      String login, Outcome outcome, @Nullable String reason, @Nullable String from) {}

  /**
   * Creates the exception.
   *
   * @param response the merged response of the requests that succeeded
   * @param outcomes all users of the change, in its order
   * @param cause the failure that ended the change, the first refusal, or why the outcomes couldn't
   *     be proven; null when there was no exception
   */
  public CostCenterChangeException(
      String costCenterId,
      CostCenterChange response,
      List<UserOutcome> outcomes,
      @Nullable RuntimeException cause) {
    super(message(costCenterId, outcomes, cause), cause);
    this.costCenterId = costCenterId;
    this.response = response;
    this.outcomes = List.copyOf(outcomes);
  }

  private static String message(
      String costCenterId, List<UserOutcome> outcomes, @Nullable RuntimeException cause) {
    List<String> unrequested = logins(outcomes, Outcome.UNREQUESTED);
    return "cost center %s: %d users changed, %s, %s, %s, %d not tried%s: %s"
        .formatted(
            costCenterId,
            logins(outcomes, Outcome.DONE).size(),
            counted(outcomes, Outcome.REFUSED),
            counted(outcomes, Outcome.FAILED),
            counted(outcomes, Outcome.UNCLEAR),
            logins(outcomes, Outcome.NOT_TRIED).size(),
            unrequested.isEmpty() ? "" : ", " + counted(outcomes, Outcome.UNREQUESTED),
            cause == null ? firstReason(outcomes) : cause.getMessage());
  }

  private static String counted(List<UserOutcome> outcomes, Outcome outcome) {
    List<String> logins = logins(outcomes, outcome);
    String word = outcome.name().toLowerCase(Locale.ROOT);
    return logins.isEmpty()
        ? "0 " + word
        : "%d %s (%s)".formatted(logins.size(), word, named(logins));
  }

  private static String firstReason(List<UserOutcome> outcomes) {
    return outcomes.stream()
        .filter(user -> user.outcome() != Outcome.DONE && user.reason() != null)
        .map(user -> user.login() + ": " + user.reason())
        .findFirst()
        .orElse("the server reported no failure");
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

  /**
   * Returns the response of the requests that succeeded; for several, the first with the lists of
   * all. It has no properties when there was none.
   */
  public CostCenterChange response() {
    return response;
  }

  /** Returns how much of the requested change was made. */
  public Extent extent() {
    long requested =
        outcomes.stream().filter(user -> user.outcome() != Outcome.UNREQUESTED).count();
    int done = done().size();
    if (done == 0) {
      return unclear().isEmpty() ? Extent.NONE : Extent.UNCLEAR;
    }
    return done == requested ? Extent.ALL : Extent.PARTLY;
  }

  /**
   * Returns all users of the change with what became of each, in the order of the change, then
   * those whom the server changed without a request.
   */
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

  /** Returns the users of whom the server reported a change that wasn't requested. */
  public List<String> unrequested() {
    return logins(outcomes, Outcome.UNREQUESTED);
  }
}
