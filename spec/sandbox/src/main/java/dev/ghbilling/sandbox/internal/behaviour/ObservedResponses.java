package dev.ghbilling.sandbox.internal.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.sandbox.internal.usage.ObservedUsage;
import java.math.BigDecimal;

/** Changes to the documented responses, as observed. */
public final class ObservedResponses {
  private ObservedResponses() {}

  /** Changes a documented response to what would be observed. */
  public static void change(String operationId, ObjectNode response) {
    switch (operationId) {
      case "getActionsBilling" -> minutes(response);
      case "getPackagesBilling" -> {
        response.put("total_gigabytes_bandwidth_used", new BigDecimal("19.5361328125"));
        response.put("total_paid_gigabytes_bandwidth_used", new BigDecimal("9.5361328125"));
        response.put("included_gigabytes_bandwidth", new BigDecimal("10.0"));
      }
      case "getSharedStorageBilling" -> {
        response.put("estimated_paid_storage_for_month", new BigDecimal("14.801260062"));
        response.put("estimated_storage_for_month", new BigDecimal("39.801260062"));
      }
      case "listCostCenters" -> {
        for (JsonNode center : response.path("costCenters")) {
          if (center instanceof ObjectNode object) {
            costCenter(object);
            resource(object, "Org", "octo-org");
            resource(object, "Repo", "octo-labs/hello-world");
            resource(object, "Team", "octo-team");
          }
        }
      }
      case "listUsageReportExports" ->
          response
              .withArrayProperty("usage_report_exports")
              .addObject()
              .put("id", "d4e5f6a7-b8c9-0123-def0-234567890123")
              .put("report_type", "ai_credit")
              .put("start_date", "2024-01-01")
              .put("end_date", "2024-01-31")
              .put("status", "failed")
              .put("created_at", "2024-01-12T07:00:00Z")
              .put("actor", "octocat");
      default -> {
        // As documented.
      }
    }
    response
        .putObject(ObservedUsage.LATER_ADDITION)
        .put("amount", new BigDecimal("0.80"))
        .putArray("list")
        .add(1);
  }

  /** Adds the properties to a cost center that the documents don't have. */
  public static void costCenter(ObjectNode center) {
    center.put("state", "active").putNull("azure_subscription");
    center.put("ai_credit_pool_enabled", true);
    center.putObject("ai_credit_pool_state").put("target_amount", 1000).put("current_amount", 450);
  }

  private static void minutes(ObjectNode response) {
    response.put("total_minutes_used", new BigDecimal("50000.0"));
    response.put("total_paid_minutes_used", new BigDecimal("47000.0"));
    response.put("included_minutes", new BigDecimal("3000.0"));
    response
        .withObjectProperty("minutes_used_breakdown")
        .put("UBUNTU", new BigDecimal("45000.0"))
        .put("MACOS", new BigDecimal("10.0"))
        .put("WINDOWS", new BigDecimal("90.0"))
        .put("ubuntu_4_core", new BigDecimal("4000.0"))
        .put("windows_64_core", new BigDecimal("800.5"))
        .put("macos_12_core", new BigDecimal("99.5"))
        .put("total", new BigDecimal("50000.0"));
  }

  private static void resource(ObjectNode center, String type, String name) {
    center.withArrayProperty("resources").addObject().put("type", type).put("name", name);
  }
}
