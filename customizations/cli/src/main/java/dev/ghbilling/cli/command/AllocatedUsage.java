package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.client.model.UsageReport;
import dev.ghbilling.usage.EnterpriseUsage;
import java.util.List;

/** Converts an enterprise's usage to a report whose rows name the cost center that is charged. */
final class AllocatedUsage {
  private static final String ID = "costCenterId";
  private static final String NAME = "costCenterName";

  /** The columns that rows have in addition to those of the API. */
  static final List<String> COLUMNS = List.of(ID, NAME);

  private AllocatedUsage() {}

  static UsageReport report(EnterpriseUsage usage) {
    return UsageReport.builder()
        .usageItems(usage.rows().stream().map(AllocatedUsage::item).toList())
        .build();
  }

  private static UsageItem item(EnterpriseUsage.Row row) {
    return row.costCenter() == null ? row.item() : charged(row.item(), row.costCenter());
  }

  private static UsageItem charged(UsageItem item, CostCenter center) {
    // Converted through JSON, which also works if the contract adds properties of these names.
    ObjectNode row = (ObjectNode) ResultJson.of(item);
    row.put(ID, center.id());
    row.put(NAME, center.name());
    return ResultJson.to(UsageItem.class, row);
  }
}
