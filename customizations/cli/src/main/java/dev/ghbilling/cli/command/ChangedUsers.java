package dev.ghbilling.cli.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ghbilling.costcenters.CostCenterPlan;
import dev.ghbilling.error.CostCenterChangeException;
import dev.ghbilling.error.CostCenterChangeException.UserOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The document that commands print when they change a cost center's users.
 *
 * @param costCenterId the cost center's id
 * @param costCenterName the cost center's name
 * @param applied whether all changes were made
 * @param changes one change for each user who joins, moves or leaves
 * @param unchanged the users for whom there is nothing to do
 */
record ChangedUsers(
    String costCenterId,
    String costCenterName,
    boolean applied,
    List<Change> changes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> unchanged) {
  /**
   * A user's change.
   *
   * @param change {@code join}, {@code move} or {@code leave}
   * @param login the user's login
   * @param fromId the id of the cost center that the user is moved from; null unless moved
   * @param fromName the name of that cost center
   * @param outcome what became of it, such as {@code done}; null while it is planned
   * @param reason why it wasn't made; null when it was
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Change(
      String change,
      String login,
      @Nullable String fromId,
      @Nullable String fromName,
      @Nullable String outcome,
      @Nullable String reason) {
    private static Change planned(String change, String login) {
      return new Change(change, login, null, null, null, null);
    }

    private Change became(String newOutcome, @Nullable String newReason) {
      return outcome == null
          ? new Change(change, login, fromId, fromName, newOutcome, newReason)
          : this;
    }
  }

  /** Returns the document of a plan before it is applied. */
  static ChangedUsers planned(CostCenterPlan plan) {
    List<Change> changes = new ArrayList<>();
    plan.joins().forEach(login -> changes.add(Change.planned("join", login)));
    for (CostCenterPlan.Move move : plan.moves()) {
      changes.add(new Change("move", move.login(), move.fromId(), move.fromName(), null, null));
    }
    plan.leaves().forEach(login -> changes.add(Change.planned("leave", login)));
    return new ChangedUsers(
        plan.costCenterId(), plan.costCenterName(), false, changes, plan.unchanged());
  }

  /** Returns the document with a change for each unchanged user too, whose outcome is already. */
  ChangedUsers withUnchangedAs(String change) {
    List<Change> all = new ArrayList<>(changes);
    unchanged.forEach(login -> all.add(Change.planned(change, login).became("already", null)));
    return new ChangedUsers(costCenterId, costCenterName, applied, all, List.of());
  }

  /** Returns the document after all changes were made. */
  ChangedUsers done() {
    return with(true, changes.stream().map(change -> change.became("done", null)).toList());
  }

  /** Returns the document after some of the changes were not made. */
  ChangedUsers partlyDone(CostCenterChangeException e) {
    Map<String, UserOutcome> users = new HashMap<>();
    e.outcomes().forEach(user -> users.put(user.login(), user));
    return with(
        false,
        changes.stream()
            .map(
                change -> {
                  UserOutcome user = users.get(change.login());
                  return user == null ? change : change.became(word(user), user.reason());
                })
            .toList());
  }

  private static String word(UserOutcome user) {
    return user.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private ChangedUsers with(boolean allDone, List<Change> newChanges) {
    return new ChangedUsers(costCenterId, costCenterName, allDone, newChanges, unchanged);
  }
}
