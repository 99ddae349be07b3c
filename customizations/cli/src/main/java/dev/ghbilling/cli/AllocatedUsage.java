package dev.ghbilling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.client.model.UsageReport;
import dev.ghbilling.usage.EnterpriseUsage;
import java.util.LinkedHashMap;
import java.util.Map;

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
    Map<String, JsonNode> properties = new LinkedHashMap<>(item.additionalProperties());
    properties.put("costCenterId", TextNode.valueOf(center.id()));
    properties.put("costCenterName", TextNode.valueOf(center.name()));
    return new UsageItem(
        item.date(),
        item.product(),
        item.sku(),
        item.quantity(),
        item.unitType(),
        item.pricePerUnit(),
        item.grossAmount(),
        item.discountAmount(),
        item.netAmount(),
        item.organizationName(),
        item.repositoryName(),
        properties);
  }
}
