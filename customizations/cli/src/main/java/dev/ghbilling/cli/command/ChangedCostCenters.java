package dev.ghbilling.cli.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ghbilling.costcenters.CostCentersPlan;
import dev.ghbilling.costcenters.CostCentersPlan.Action;
import dev.ghbilling.costcenters.CostCentersPlan.Step;
import dev.ghbilling.costcenters.Resource;
import dev.ghbilling.error.ChangeExtent;
import dev.ghbilling.error.DesiredStateException.StepOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The document that commands print when they bring all cost centers to a desired state.
 *
 * @param applied how much of it was done: none, partly, all, or unclear
 * @param changes one change for each step
 */
record ChangedCostCenters(String applied, List<Change> changes) {
  /**
   * A step.
   *
   * @param change rename, create, add, move, remove or archive
   * @param costCenterId the cost center's id; null for one that isn't created yet
   * @param costCenterName the cost center's name, after it was renamed
   * @param type the resource's type as the API has it; null for a step of the cost center itself
   * @param name the resource's name; null likewise
   * @param from the name of the cost center that the resource leaves, or of one before its renaming
   * @param resources how many resources a cost center has that is archived; otherwise null
   * @param outcome what became of it, such as {@code done}; null while it is planned
   * @param reason why it wasn't made; null when it was
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Change(
      String change,
      @Nullable String costCenterId,
      String costCenterName,
      @Nullable String type,
      @Nullable String name,
      @Nullable String from,
      @Nullable Integer resources,
      @Nullable String outcome,
      @Nullable String reason) {
    private static Change of(Step step, CostCentersPlan plan) {
      Resource resource = step.resource();
      return new Change(
          ChangedResources.word(step.action()),
          step.costCenterId(),
          step.costCenterName(),
          resource == null ? null : resource.type().value(),
          resource == null ? null : resource.name(),
          step.from(),
          step.action() == Action.ARCHIVE ? plan.sizes().get(step.costCenterId()) : null,
          null,
          null);
    }

    private static Change of(StepOutcome step) {
      return new Change(
          step.action(),
          step.costCenterId(),
          step.costCenterName(),
          step.type(),
          step.name(),
          step.from(),
          null,
          ChangedResources.word(step.outcome()),
          step.reason());
    }
  }

  /** Returns the document of a plan before it is applied. */
  static ChangedCostCenters planned(CostCentersPlan plan) {
    return new ChangedCostCenters(
        ChangedResources.word(ChangeExtent.NONE),
        plan.steps().stream().map(step -> Change.of(step, plan)).toList());
  }

  /** Returns the document after a plan was carried out, in full or in part. */
  static ChangedCostCenters applied(ChangeExtent extent, List<StepOutcome> outcomes) {
    return new ChangedCostCenters(
        ChangedResources.word(extent), outcomes.stream().map(Change::of).toList());
  }
}
