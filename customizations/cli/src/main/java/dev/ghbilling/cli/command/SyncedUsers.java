package dev.ghbilling.cli.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ghbilling.costcenters.CostCenterPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The document that {@code cost-centers sync} prints.
 *
 * @param costCenterId the cost center's id
 * @param costCenterName the cost center's name
 * @param applied whether the changes were made
 * @param changes one change for each user who joins, moves or leaves
 */
record SyncedUsers(
    String costCenterId, String costCenterName, boolean applied, List<Change> changes) {
  /**
   * A user's change.
   *
   * @param change {@code join}, {@code move} or {@code leave}
   * @param login the user's login
   * @param fromId the id of the cost center that the user is moved from; null unless moved
   * @param fromName the name of that cost center
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Change(String change, String login, @Nullable String fromId, @Nullable String fromName) {}

  static SyncedUsers of(CostCenterPlan plan, boolean applied) {
    List<Change> changes = new ArrayList<>();
    plan.joins().forEach(login -> changes.add(new Change("join", login, null, null)));
    for (CostCenterPlan.Move move : plan.moves()) {
      changes.add(new Change("move", move.login(), move.fromId(), move.fromName()));
    }
    plan.leaves().forEach(login -> changes.add(new Change("leave", login, null, null)));
    return new SyncedUsers(plan.costCenterId(), plan.costCenterName(), applied, changes);
  }
}
