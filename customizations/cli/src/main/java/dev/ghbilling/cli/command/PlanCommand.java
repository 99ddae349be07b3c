package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.cli.output.Columns;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.Grid;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.costcenters.AppliedPlan;
import dev.ghbilling.costcenters.CostCenterPlan;
import dev.ghbilling.costcenters.CostCenters;
import dev.ghbilling.error.ChangeExtent;
import dev.ghbilling.error.CostCenterChangeException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command that changes a cost center's resources and prints what became of each. */
abstract class PlanCommand extends ApiCommand {
  /** The property of a response whose resources the document has among its changes. */
  private static final String MOVED = "reassigned_resources";

  PlanCommand(Console console) {
    super(console, EnumSet.of(Account.ENTERPRISE));
  }

  /**
   * Carries out the plan and prints what became of it.
   *
   * @param planned the document of the plan
   * @param allowedRemovals how many resources may be removed; null for half of the cost center's
   */
  final void apply(
      GitHubBilling billing,
      CostCenterPlan plan,
      ChangedResources planned,
      boolean allowMoves,
      @Nullable Integer allowedRemovals) {
    ShutdownInterrupt shutdown = ShutdownInterrupt.ofThisThread();
    try {
      CostCenters costCenters = billing.costCenters();
      AppliedPlan applied =
          allowedRemovals == null
              ? costCenters.apply(plan, allowMoves)
              : costCenters.apply(plan, allowMoves, allowedRemovals);
      print(planned.applied(ChangeExtent.ALL, applied.outcomes()), applied.response());
    } catch (CostCenterChangeException e) {
      print(planned.applied(e.extent(), e.outcomes()), e.response());
      throw e;
    } finally {
      shutdown.close();
    }
  }

  /** Prints the document, with the properties of the API's response. */
  final void print(ChangedResources resources, CostCenterChange response) {
    ObjectNode table = (ObjectNode) ResultJson.of(resources);
    ObjectNode json = table.deepCopy();
    for (Map.Entry<String, JsonNode> each : ResultJson.of(response).properties()) {
      json.putIfAbsent(each.getKey(), each.getValue());
      boolean shown = each.getKey().equals(MOVED) && each.getValue().isArray();
      if (!shown && !each.getValue().isNull()) {
        table.putIfAbsent(each.getKey(), TextNode.valueOf(ResultJson.text(each.getValue())));
      }
    }
    if (!resources.unchanged().isEmpty()) {
      table.put("unchanged", resources.unchanged().size());
    }
    if (resources.changes().isEmpty()) {
      table.remove(List.of("applied", "changes")); // For people, they mean nothing.
      if (output.forPeople()) {
        console.note("There is nothing to do.");
      }
    }
    List<String> columns = Columns.of(ChangedResources.Change.class);
    output.print(json, "changes", columns, () -> Grid.of(table).ordered(columns));
  }
}
