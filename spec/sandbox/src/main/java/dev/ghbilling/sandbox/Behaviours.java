package dev.ghbilling.sandbox;

import dev.ghbilling.spec.Operation;
import java.util.Map;

/** Which behaviour an operation has. */
final class Behaviours {
  private final Map<String, Behaviour> stateful;
  private final Map<String, Behaviour> others;
  private final Behaviour documented = new DocumentedAnswer();

  /**
   * The behaviours.
   *
   * @param others what takes the place of the usual behaviour, by operation
   */
  Behaviours(
      CostCenters costCenters, UsageReport usage, Exports exports, Map<String, Behaviour> others) {
    this.others = others;
    // The only operations whose documented example isn't enough; every other one, and every one
    // that the contract will have, is answered from the contract alone.
    this.stateful =
        Map.of(
            // who is charged to a cost center changes with the two below
            "listCostCenters", costCenters::list,
            // has to show in the list, and to refuse an unknown cost center
            "addUsersToCostCenter", costCenters::addUsers,
            "removeUsersFromCostCenter", costCenters::removeUsers,
            // takes filters, and may have more data than the example
            "getUsageReport", usage::get,
            // an export is asked for, processed, completed and downloaded
            "listUsageReportExports", exports::list,
            "createUsageReportExport", exports::create,
            "getUsageReportExport", exports::get);
  }

  Behaviour of(Operation operation) {
    Behaviour own = others.getOrDefault(operation.id(), stateful.get(operation.id()));
    if (own != null) {
      return own;
    }
    return operation.pagination().<Behaviour>map(PagedAnswer::new).orElse(documented);
  }
}
