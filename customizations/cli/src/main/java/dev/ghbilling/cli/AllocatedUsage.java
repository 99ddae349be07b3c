package dev.ghbilling.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.client.model.UsageReport;
import dev.ghbilling.http.BillingJson;
import dev.ghbilling.usage.EnterpriseUsage;

/** The usage of an enterprise as one report, whose rows say which cost center is charged. */
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
    // By way of JSON, so that the contract may come to know these two properties, or others.
    ObjectNode row = BillingJson.mapper().valueToTree(item);
    row.put("costCenterId", center.id());
    row.put("costCenterName", center.name());
    return BillingJson.mapper().convertValue(row, UsageItem.class);
  }
}
