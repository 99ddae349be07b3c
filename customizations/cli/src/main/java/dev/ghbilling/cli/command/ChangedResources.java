package dev.ghbilling.cli.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ghbilling.costcenters.CostCenterPlan;
import dev.ghbilling.costcenters.Resource;
import dev.ghbilling.error.ChangeExtent;
import dev.ghbilling.error.ChangeOutcome;
import dev.ghbilling.error.CostCenterChangeException.ResourceOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The document that commands print when they change a cost center's resources.
 *
 * @param costCenterId the cost center's id
 * @param costCenterName the cost center's name
 * @param applied how much of it was done: none, partly, all, or unclear
 * @param changes one change for each resource that joins, moves or leaves
 * @param unchanged the names of the resources for which there is nothing to do
 */
record ChangedResources(
    String costCenterId,
    String costCenterName,
    String applied,
    List<Change> changes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> unchanged) {
  /**
   * A resource's change.
   *
   * @param change {@code join}, {@code move} or {@code leave}; {@code other} if the server reports
   *     one that wasn't requested
   * @param type the resource's type as the API has it, such as {@code User}
   * @param name its name; for a user, the login
   * @param fromId the id of the cost center that it is moved from; null unless the plan knows
   * @param fromName the name of that cost center; null unless moved
   * @param outcome what became of it, such as {@code done}; null while it is planned
   * @param reason why it wasn't made; null when it was
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Change(
      String change,
      String type,
      String name,
      @Nullable String fromId,
      @Nullable String fromName,
      @Nullable String outcome,
      @Nullable String reason) {
    private static Change planned(String change, Resource resource) {
      return of(change, resource, null, null);
    }

    private static Change of(
        String change, Resource resource, @Nullable String fromId, @Nullable String fromName) {
      return new Change(
          change, resource.type().value(), resource.name(), fromId, fromName, null, null);
    }

    private static Change unrequested(ResourceOutcome resource) {
      String change = resource.from() == null ? "other" : "move";
      return new Change(
          change,
          resource.type(),
          resource.name(),
          null,
          resource.from(),
          word(resource.outcome()),
          resource.reason());
    }

    private Change became(ResourceOutcome resource) {
      boolean moved = resource.from() != null && !change.equals("leave");
      return new Change(
          moved ? "move" : change,
          type,
          name,
          resource.from() == null || resource.from().equals(fromName) ? fromId : null,
          moved ? resource.from() : fromName,
          word(resource.outcome()),
          resource.reason());
    }
  }

  /** Returns the document of a plan before it is applied. */
  static ChangedResources planned(CostCenterPlan plan) {
    List<Change> changes = new ArrayList<>();
    plan.joins().forEach(each -> changes.add(Change.planned("join", each)));
    for (CostCenterPlan.Move move : plan.moves()) {
      changes.add(Change.of("move", move.resource(), move.fromId(), move.fromName()));
    }
    plan.leaves().forEach(each -> changes.add(Change.planned("leave", each)));
    return new ChangedResources(
        plan.costCenterId(),
        plan.costCenterName(),
        word(ChangeExtent.NONE),
        changes,
        plan.unchanged().stream().map(Resource::name).toList());
  }

  /** Returns the document of a plan, with what is unchanged as a change that was made already. */
  static ChangedResources planned(CostCenterPlan plan, String change) {
    ChangedResources planned = planned(plan);
    List<Change> all = new ArrayList<>(planned.changes);
    for (Resource resource : plan.unchanged()) {
      all.add(
          new Change(
              change, resource.type().value(), resource.name(), null, null, "already", null));
    }
    return new ChangedResources(
        plan.costCenterId(), plan.costCenterName(), planned.applied, all, List.of());
  }

  /**
   * Returns the document after the plan was carried out, in full or in part.
   *
   * @param outcomes the outcome of each resource, in any order
   */
  ChangedResources applied(ChangeExtent extent, List<ResourceOutcome> outcomes) {
    Map<String, ResourceOutcome> requested = new HashMap<>();
    List<ResourceOutcome> unrequested = new ArrayList<>();
    for (ResourceOutcome resource : outcomes) {
      if (resource.outcome() == ChangeOutcome.UNREQUESTED) {
        unrequested.add(resource);
      } else {
        requested.put(key(resource.type(), resource.name()), resource);
      }
    }
    List<Change> all = new ArrayList<>();
    for (Change change : changes) {
      ResourceOutcome resource = requested.get(key(change.type(), change.name()));
      all.add(resource == null ? change : change.became(resource));
    }
    unrequested.forEach(resource -> all.add(Change.unrequested(resource)));
    return new ChangedResources(costCenterId, costCenterName, word(extent), all, unchanged);
  }

  private static String key(String type, String name) {
    return type + ' ' + name.toLowerCase(Locale.ROOT);
  }

  /** Returns a constant in words. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
