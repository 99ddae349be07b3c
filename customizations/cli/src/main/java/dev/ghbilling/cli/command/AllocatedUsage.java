package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.client.model.UsageReport;
import dev.ghbilling.http.BillingJson;
import dev.ghbilling.usage.EnterpriseUsage;

/** Converts an enterprise's usage to a report whose rows name the cost center that is charged. */
final class AllocatedUsage {
  private AllocatedUsage() {}

  static UsageReport report(EnterpriseUsage usage) {
    return UsageReport.of(
        usage.rows().stream()
            .map(
                row ->
                    row.costCenter().map(center -> charged(row.item(), center)).orElse(row.item()))
            .toList());
  }

  private static UsageItem charged(UsageItem item, CostCenter center) {
    // Converted through JSON, so that the contract may add properties of these names.
    ObjectNode row = BillingJson.mapper().valueToTree(item);
    row.put("costCenterId", center.id());
    row.put("costCenterName", center.name());
    return BillingJson.mapper().convertValue(row, UsageItem.class);
  }
}
