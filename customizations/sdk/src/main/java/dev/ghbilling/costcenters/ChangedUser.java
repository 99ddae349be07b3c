package dev.ghbilling.costcenters;

import dev.ghbilling.error.CostCenterChangeException.Outcome;
import dev.ghbilling.error.CostCenterChangeException.UserOutcome;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A user to add to a cost center or to remove from it, with the outcome so far. */
final class ChangedUser {
  private final String login;
  private final boolean added;
  private @Nullable String from;
  private Outcome outcome = Outcome.NOT_TRIED;
  private @Nullable String reason;

  /** The outcome if the cost center's list doesn't show the change; null if it is certain. */
  private @Nullable Outcome unlessListed;

  ChangedUser(String login, boolean added) {
    this.login = login;
    this.added = added;
  }

  String login() {
    return login;
  }

  String key() {
    return Logins.key(login);
  }

  boolean isAdded() {
    return added;
  }

  /** Sets the name of the cost center that the user was in before, unless it is unknown. */
  void movedFrom(@Nullable String name) {
    from = name == null ? from : name;
  }

  /** Sets a certain outcome. */
  void became(Outcome newOutcome, @Nullable String newReason) {
    outcome = newOutcome;
    reason = newReason;
    unlessListed = null;
  }

  /**
   * Sets the probable outcome, to be compared with the cost center's list.
   *
   * @param probably the outcome if there is no list
   * @param otherwise the outcome if the list doesn't show the change
   */
  void becameProbably(Outcome probably, Outcome otherwise, String newReason) {
    outcome = probably;
    reason = newReason;
    unlessListed = otherwise;
  }

  boolean isUntried() {
    return outcome == Outcome.NOT_TRIED;
  }

  boolean isUncertain() {
    return unlessListed != null;
  }

  /** Returns whether the server reported the change as made or accepted, and the list lacks it. */
  boolean isContradictedBy(Set<String> members) {
    boolean reported = outcome == Outcome.DONE || unlessListed == Outcome.UNCLEAR;
    return isUncertain() && reported && !isShownBy(members);
  }

  /** Returns whether a list of the cost center's users, by their keys, shows the change. */
  boolean isShownBy(Set<String> members) {
    return members.contains(key()) == added;
  }

  /** Settles an uncertain outcome by the keys of the cost center's users. */
  void settle(Set<String> members) {
    if (unlessListed != null) {
      became(isShownBy(members) ? Outcome.DONE : unlessListed, reason);
    }
  }

  UserOutcome toOutcome() {
    return new UserOutcome(login, outcome, outcome == Outcome.DONE ? null : reason, from);
  }
}
