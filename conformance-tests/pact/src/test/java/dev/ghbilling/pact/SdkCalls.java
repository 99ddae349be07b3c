package dev.ghbilling.pact;

import static dev.ghbilling.pact.Given.BUDGET_ID;
import static dev.ghbilling.pact.Given.COST_CENTER_ID;
import static dev.ghbilling.pact.Given.EXPORT_ID;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.OrganizationBilling;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.client.model.BudgetRequest;
import dev.ghbilling.client.model.BudgetUpdate;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.client.model.UsageReportType;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
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
  static final String ORGANIZATION = "octo-org";
  static final String USERNAME = "monalisa";

  private static final List<String> USERS = List.of("monalisa");
  private static final UsageReportExportRequest REPORT =
      UsageReportExportRequest.builder()
          .reportType(UsageReportType.DETAILED)
          .startDate(LocalDate.of(2024, 1, 1))
          .endDate(LocalDate.of(2024, 1, 31))
          .build();
  private static final UsageQuery.Period DAY = UsageQuery.day(LocalDate.parse(Given.USAGE_DAY));

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
              "addResourcesToCostCenter",
              Given.COST_CENTER,
              github -> github.costCenters().addUsers(COST_CENTER_ID, USERS)),
          SdkCall.of(
              "removeResourcesFromCostCenter",
              Given.COST_CENTER,
              github -> github.costCenters().removeUsers(COST_CENTER_ID, USERS)),
          SdkCall.of(
              "createCostCenter",
              Given.COST_CENTER,
              github -> github.costCenters().create("Engineering Team")),
          SdkCall.of(
                  "getCostCenter",
                  Given.COST_CENTER,
                  github -> github.costCenters().get(COST_CENTER_ID))
              .query("per_page", "100"),
          SdkCall.of(
              "updateCostCenter",
              Given.COST_CENTER,
              github -> github.costCenters().rename(COST_CENTER_ID, "New Cost Center Name")),
          SdkCall.of(
              "deleteCostCenter",
              Given.DISPOSABLE_COST_CENTER,
              github -> github.costCenters().delete(COST_CENTER_ID)),
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
              .needs("/download_urls"),
          SdkCall.of("getUsageSummary", Given.SUMS, github -> github.usage().summary(q -> {})),
          SdkCall.of(
              "getPremiumRequestUsage",
              Given.SUMS,
              github -> github.usage().premiumRequests(q -> {})),
          SdkCall.of("getAiCreditUsage", Given.SUMS, github -> github.usage().aiCredits(q -> {})),
          SdkCall.of("listBudgets", Given.BUDGET, github -> github.budgets().list().firstPage())
              .query("page", "1")
              .query("per_page", "100"),
          SdkCall.of(
                  "createBudget",
                  Given.BUDGET,
                  github -> github.budgets().create(body("createBudget", BudgetRequest.class)))
              .brings("/budget"),
          SdkCall.of("getBudget", Given.BUDGET, github -> github.budgets().get(BUDGET_ID)),
          SdkCall.of(
                  "updateBudget",
                  Given.BUDGET,
                  github ->
                      github.budgets().update(BUDGET_ID, body("updateBudget", BudgetUpdate.class)))
              .brings("/budget"),
          SdkCall.of(
              "deleteBudget",
              Given.DISPOSABLE_BUDGET,
              github -> github.budgets().delete(BUDGET_ID)),
          SdkCall.of(
                  "listBudgetUserStates",
                  Given.BUDGET,
                  github -> github.budgets().userStates(BUDGET_ID).firstPage())
              .query("page", "1")
              .query("per_page", "100"),
          SdkCall.of(
                  "getOrganizationAdvancedSecurityCommitters",
                  Given.ORGANIZATION,
                  github -> organization(github).advancedSecurity().page(1, 10))
              .query("page", "1")
              .query("per_page", "10"),
          SdkCall.of(
                  "getOrganizationUsageReport",
                  Given.ORGANIZATION,
                  github -> organization(github).usage().report(DAY))
              .query("year", "2023")
              .query("month", "8")
              .query("day", "1"),
          SdkCall.of(
              "getOrganizationUsageSummary",
              Given.ORGANIZATION,
              github -> organization(github).usage().summary(q -> {})),
          SdkCall.of(
              "getOrganizationPremiumRequestUsage",
              Given.ORGANIZATION,
              github -> organization(github).usage().premiumRequests(q -> {})),
          SdkCall.of(
              "getOrganizationAiCreditUsage",
              Given.ORGANIZATION,
              github -> organization(github).usage().aiCredits(q -> {})),
          SdkCall.of(
                  "listOrganizationBudgets",
                  Given.ORGANIZATION,
                  github -> organization(github).budgets().list().firstPage())
              .query("page", "1")
              .query("per_page", "100"),
          SdkCall.of(
                  "createOrganizationBudget",
                  Given.ORGANIZATION,
                  github ->
                      organization(github)
                          .budgets()
                          .create(body("createOrganizationBudget", BudgetRequest.class)))
              .brings("/budget"),
          SdkCall.of(
              "getOrganizationBudget",
              Given.ORGANIZATION,
              github -> organization(github).budgets().get(BUDGET_ID)),
          SdkCall.of(
                  "updateOrganizationBudget",
                  Given.ORGANIZATION,
                  github ->
                      organization(github)
                          .budgets()
                          .update(BUDGET_ID, body("updateOrganizationBudget", BudgetUpdate.class)))
              .brings("/budget"),
          SdkCall.of(
              "deleteOrganizationBudget",
              Given.DISPOSABLE_ORGANIZATION_BUDGET,
              github -> organization(github).budgets().delete(BUDGET_ID)),
          SdkCall.of(
                  "getUserUsageReport",
                  Given.USER,
                  github -> github.user(USERNAME).usage().report(DAY))
              .query("year", "2023")
              .query("month", "8")
              .query("day", "1"),
          SdkCall.of(
              "getUserUsageSummary",
              Given.USER,
              github -> github.user(USERNAME).usage().summary(q -> {})),
          SdkCall.of(
              "getUserPremiumRequestUsage",
              Given.USER,
              github -> github.user(USERNAME).usage().premiumRequests(q -> {})),
          SdkCall.of(
              "getUserAiCreditUsage",
              Given.USER,
              github -> github.user(USERNAME).usage().aiCredits(q -> {})));

  private SdkCalls() {}

  private static OrganizationBilling organization(GitHubBilling github) {
    return github.organization(ORGANIZATION);
  }

  /** Returns the documented body of a request. */
  private static <T> T body(String operation, Class<T> type) {
    return ApiJson.mapper()
        .convertValue(
            Contract.bundled()
                .operation(operation)
                .flatMap(Operation::requestBody)
                .flatMap(Body::example)
                .orElseThrow()
                .value(),
            type);
  }

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
      case "budget_id" -> BUDGET_ID;
      case "org" -> ORGANIZATION;
      case "username" -> USERNAME;
      default ->
          throw new AssertionError("SdkCalls has no value for the path parameter " + parameter);
    };
  }
}
