package dev.ghbilling.pact;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A provider state: what must be true at a provider before it receives the request.
 *
 * @param name the state in words, as the pact has it
 * @param details parameters by which a provider can set up the state
 */
record Given(String name, Map<String, Object> details) {
  static final String COST_CENTER_ID = "2eeb8ffe-6903-11ee-8c99-0242ac120002";

  static final String BUDGET_ID = "2066deda-923f-43f9-88d2-62395a28c0cdd";
  static final String EXPORT_ID = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";
  static final String USAGE_DAY = "2023-08-01";

  static final String ENTERPRISE_EXISTS = "the enterprise exists";
  static final String HAS_COMMITTERS = "the enterprise has committers of Advanced Security";
  static final String HAS_COST_CENTER = "the enterprise has the cost center with a user";
  static final String HAS_USAGE = "the enterprise has usage on the day";
  static final String HAS_EXPORT = "the enterprise has the completed export with a file";
  static final String TAKES_EXPORT = "the enterprise may have an export prepared";
  static final String HAS_SUMS = "the enterprise has usage in the current month";
  static final String HAS_BUDGET = "the enterprise has the budget of all users";

  /** Deletions have states of their own, whose names put them behind what needs the resource. */
  static final String COST_CENTER_MAY_GO = "the enterprise's cost center may be archived";

  static final String BUDGET_MAY_GO = "the enterprise's budget may be deleted";

  static final String ORGANIZATION_BUDGET_MAY_GO = "the organization's budget may be deleted";
  static final String ORGANIZATION_HAS_ALL =
      "the organization has usage, committers and the budget";
  static final String USER_HAS_USAGE = "the user has usage";
  static final String OPERATION_FAILS = "the operation fails with the status";

  static final Given ENTERPRISE = new Given(ENTERPRISE_EXISTS, Map.of());
  static final Given COMMITTERS = new Given(HAS_COMMITTERS, Map.of());
  static final Given COST_CENTER =
      new Given(HAS_COST_CENTER, Map.of("cost_center_id", COST_CENTER_ID));
  static final Given USAGE = new Given(HAS_USAGE, Map.of("day", USAGE_DAY));
  static final Given EXPORT = new Given(HAS_EXPORT, Map.of("report_id", EXPORT_ID));
  static final Given SUMS = new Given(HAS_SUMS, Map.of());
  static final Given BUDGET = new Given(HAS_BUDGET, Map.of("budget_id", BUDGET_ID));
  static final Given DISPOSABLE_COST_CENTER =
      new Given(COST_CENTER_MAY_GO, Map.of("cost_center_id", COST_CENTER_ID));
  static final Given DISPOSABLE_BUDGET = new Given(BUDGET_MAY_GO, Map.of("budget_id", BUDGET_ID));
  static final Given DISPOSABLE_ORGANIZATION_BUDGET =
      new Given(ORGANIZATION_BUDGET_MAY_GO, Map.of("budget_id", BUDGET_ID));
  static final Given ORGANIZATION = new Given(ORGANIZATION_HAS_ALL, Map.of("budget_id", BUDGET_ID));
  static final Given USER = new Given(USER_HAS_USAGE, Map.of("day", USAGE_DAY));
  static final Given IDLE = new Given(TAKES_EXPORT, Map.of());

  /** Returns the state in which an operation responds with an error to every request. */
  static Given failing(ExpectedResponse documented) {
    // Ordered, so that every build writes the same bytes.
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("operationId", documented.operation().id());
    details.put("status", documented.response().status());
    return new Given(OPERATION_FAILS, details);
  }
}
