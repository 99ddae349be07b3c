package dev.ghbilling.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ghbilling.costcenters.CostCenterPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sync changes, as a document of ours: the API has none.
 *
 * @param costCenterId the cost center's id
 * @param costCenterName the cost center's name
 * @param applied whether the changes were made
 * @param changes one for each user
 */
record SyncedUsers(
    String costCenterId, String costCenterName, boolean applied, List<Change> changes) {
  /**
   * A user's change.
   *
   * @param change join, move or leave
   * @param login the user
   * @param fromId of a move, the other cost center's id
   * @param fromName of a move, the other cost center's name
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
