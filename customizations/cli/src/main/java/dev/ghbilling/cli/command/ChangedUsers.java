package dev.ghbilling.cli.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ghbilling.costcenters.CostCenterPlan;
import dev.ghbilling.error.CostCenterChangeException.Extent;
import dev.ghbilling.error.CostCenterChangeException.Outcome;
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
 * @param applied how much of it was done: none, partly, all, or unclear
 * @param changes one change for each user who joins, moves or leaves
 * @param unchanged the users for whom there is nothing to do
 */
record ChangedUsers(
    String costCenterId,
    String costCenterName,
    String applied,
    List<Change> changes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> unchanged) {
  /**
   * A user's change.
   *
   * @param change {@code join}, {@code move} or {@code leave}; {@code other} if the server reports
   *     one that wasn't requested
   * @param login the user's login
   * @param fromId the id of the cost center that the user is moved from; null unless the plan knows
   * @param fromName the name of that cost center; null unless moved
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

    private static Change unrequested(UserOutcome user) {
      String change = user.from() == null ? "other" : "move";
      return new Change(
          change, user.login(), null, user.from(), word(user.outcome()), user.reason());
    }

    private Change became(UserOutcome user) {
      boolean moved = user.from() != null && !change.equals("leave");
      return new Change(
          moved ? "move" : change,
          login,
          user.from() == null || user.from().equals(fromName) ? fromId : null,
          moved ? user.from() : fromName,
          word(user.outcome()),
          user.reason());
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
        plan.costCenterId(), plan.costCenterName(), word(Extent.NONE), changes, plan.unchanged());
  }

  /** Returns the document with a change for each unchanged user too, whose outcome is already. */
  ChangedUsers withUnchangedAs(String change) {
    List<Change> all = new ArrayList<>(changes);
    unchanged.forEach(login -> all.add(new Change(change, login, null, null, "already", null)));
    return new ChangedUsers(costCenterId, costCenterName, applied, all, List.of());
  }

  /**
   * Returns the document after the plan was carried out, in full or in part.
   *
   * @param outcomes what became of each user, in any order
   */
  ChangedUsers applied(Extent extent, List<UserOutcome> outcomes) {
    Map<String, UserOutcome> users = new HashMap<>();
    List<UserOutcome> unrequested = new ArrayList<>();
    for (UserOutcome user : outcomes) {
      if (user.outcome() == Outcome.UNREQUESTED) {
        unrequested.add(user);
      } else {
        users.put(key(user.login()), user);
      }
    }
    List<Change> all = new ArrayList<>();
    for (Change change : changes) {
      UserOutcome user = users.get(key(change.login()));
      all.add(user == null ? change : change.became(user));
    }
    unrequested.forEach(user -> all.add(Change.unrequested(user)));
    return new ChangedUsers(costCenterId, costCenterName, word(extent), all, unchanged);
  }

  private static String key(String login) {
    return login.toLowerCase(Locale.ROOT);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
