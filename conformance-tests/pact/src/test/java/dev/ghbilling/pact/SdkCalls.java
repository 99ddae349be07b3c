package dev.ghbilling.pact;

import static dev.ghbilling.pact.Given.COST_CENTER_ID;
import static dev.ghbilling.pact.Given.EXPORT_ID;

import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.client.model.UsageReportType;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.usage.UsageQuery;
import java.time.LocalDate;
import java.util.List;

/**
 * Lists one call for each operation that the SDK uses. Operations without a noun are not part of
 * the pact.
 */
final class SdkCalls {
  static final String ENTERPRISE = "octo-enterprise";

  private static final List<String> USERS = List.of("monalisa");
  private static final UsageReportExportRequest REPORT =
      UsageReportExportRequest.builder()
          .reportType(UsageReportType.DETAILED)
          .startDate(LocalDate.of(2024, 1, 1))
          .endDate(LocalDate.of(2024, 1, 31))
          .build();
  private static final UsageQuery DAY = UsageQuery.day(LocalDate.parse(Given.USAGE_DAY));

  private static final List<SdkCall> ALL =
      List.of(
          SdkCall.of("getActionsBilling", Given.ENTERPRISE, github -> github.actions()),
          SdkCall.of("getPackagesBilling", Given.ENTERPRISE, github -> github.packages()),
          SdkCall.of("getSharedStorageBilling", Given.ENTERPRISE, github -> github.sharedStorage()),
          SdkCall.of(
                  "getAdvancedSecurityCommitters",
                  Given.COMMITTERS,
                  github -> github.advancedSecurity().page(1, 10))
              .query("page", "1")
              .query("per_page", "10"),
          SdkCall.of("listCostCenters", Given.COST_CENTER, github -> github.costCenters().list()),
          SdkCall.of(
              "addUsersToCostCenter",
              Given.COST_CENTER,
              github -> github.costCenters().addUsers(COST_CENTER_ID, USERS)),
          SdkCall.of(
              "removeUsersFromCostCenter",
              Given.COST_CENTER,
              github -> github.costCenters().removeUsers(COST_CENTER_ID, USERS)),
          SdkCall.of("getUsageReport", Given.USAGE, github -> github.usage().report(DAY))
              .query("year", "2023")
              .query("month", "8")
              .query("day", "1"),
          SdkCall.of("listUsageReportExports", Given.EXPORT, github -> github.exports().list()),
          SdkCall.of(
                  "createUsageReportExport",
                  Given.IDLE,
                  github -> github.exports().request(REPORT).id())
              .brings("/id")
              .after("listUsageReportExports"),
          SdkCall.of(
                  "getUsageReportExport", Given.EXPORT, github -> github.exports().get(EXPORT_ID))
              .needs("/download_urls"));

  private SdkCalls() {}

  static List<SdkCall> all() {
    return ALL;
  }

  /** Tells whether the SDK has a call for an operation. */
  static boolean offer(Operation operation) {
    return ALL.stream().anyMatch(call -> call.isOf(operation));
  }

  static SdkCall of(Operation operation) {
    return ALL.stream()
        .filter(call -> call.isOf(operation))
        .findFirst()
        .orElseThrow(() -> new AssertionError("SdkCalls lists no call for " + operation));
  }

  /** Returns the value of a path parameter that the calls use. */
  static String pathValue(String parameter) {
    return switch (parameter) {
      case "enterprise" -> ENTERPRISE;
      case "cost_center_id" -> COST_CENTER_ID;
      case "report_id" -> EXPORT_ID;
      default ->
          throw new AssertionError("SdkCalls has no value for the path parameter " + parameter);
    };
  }
}
