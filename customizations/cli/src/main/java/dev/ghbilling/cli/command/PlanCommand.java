package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.costcenters.CostCenterPlan;
import dev.ghbilling.error.CostCenterChangeException;

/** A command that changes a cost center's users and prints what became of each, however it ends. */
abstract class PlanCommand extends ApiCommand {
  PlanCommand(Console console) {
    super(console);
  }

  /**
   * Carries out the plan and prints what became of it.
   *
   * @param planned the document of the plan
   */
  final void apply(
      GitHubBilling billing, CostCenterPlan plan, ChangedUsers planned, int allowedRemovals) {
    ShutdownInterrupt shutdown = ShutdownInterrupt.ofThisThread();
    try {
      CostCenterChange response = billing.costCenters().apply(plan, true, allowedRemovals);
      print(planned.done(), response);
    } catch (CostCenterChangeException e) {
      print(planned.partlyDone(e), CostCenterChange.builder().build());
      throw e;
    } finally {
      shutdown.close();
    }
  }

  /** Prints the document, as JSON with the properties of the API's response. */
  final void print(ChangedUsers users, CostCenterChange response) {
    ObjectNode table = (ObjectNode) ResultJson.of(users);
    ObjectNode json = table.deepCopy();
    ResultJson.of(response)
        .properties()
        .forEach(each -> json.putIfAbsent(each.getKey(), each.getValue()));
    if (response.message() != null) {
      table.put("message", response.message());
    }
    if (!users.unchanged().isEmpty()) {
      table.put("unchanged", users.unchanged().size());
    }
    output.print(json, table);
  }
}
