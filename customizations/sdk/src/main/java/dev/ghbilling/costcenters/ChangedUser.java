package dev.ghbilling.costcenters;

import dev.ghbilling.error.CostCenterChangeException.Outcome;
import dev.ghbilling.error.CostCenterChangeException.UserOutcome;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A user to add to a cost center or to remove from it, with what became of that so far. */
final class ChangedUser {
  private final String login;
  private final boolean added;
  private @Nullable String from;
  private Outcome outcome = Outcome.NOT_TRIED;
  private @Nullable String reason;

  /** What became of the user if the cost center's list doesn't show the change; null if known. */
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

  /** Sets what became of the user for certain. */
  void became(Outcome newOutcome, @Nullable String newReason) {
    outcome = newOutcome;
    reason = newReason;
    unlessListed = null;
  }

  /**
   * Sets what probably became of the user, to be held against the cost center's list.
   *
   * @param probably what became of the user if there is no list
   * @param otherwise what became of the user if the list doesn't show the change
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

  /** Returns whether the server reported the change and the list contradicts it. */
  boolean isContradictedBy(Set<String> members) {
    return isUncertain() && outcome == Outcome.DONE && !isShownBy(members);
  }

  /** Returns whether a list of the cost center's users, by their keys, shows the change. */
  boolean isShownBy(Set<String> members) {
    return members.contains(key()) == added;
  }

  /** Settles what became of the user by the keys of the cost center's users. */
  void settle(Set<String> members) {
    if (unlessListed != null) {
      became(isShownBy(members) ? Outcome.DONE : unlessListed, reason);
    }
  }

  UserOutcome toOutcome() {
    return new UserOutcome(login, outcome, outcome == Outcome.DONE ? null : reason, from);
  }
}
