package dev.ghbilling.sandbox.internal.behaviour;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The budget in effect for a user, which a list of budgets for that user shows: one of the scope
 * {@code user} or, without one, of {@code multi_user_customer}, never one of a cost center's users.
 * The consumed amounts are 0, since all budgets of users in the sandbox are new.
 */
final class EffectiveBudget {
  static final JsonPointer PLACE = JsonPointer.compile("/effective_budget");

  private static final Set<String> OF_ALL_USERS =
      Set.of("multi_user_customer", "multi_user_cost_center");

  private EffectiveBudget() {}

  /** Adds this to a document and to the budgets in it. */
  static void show(String login, ArrayNode budgets, ObjectNode document) {
    List<ObjectNode> own = new ArrayList<>();
    List<ObjectNode> ofAll = new ArrayList<>();
    for (JsonNode budget : budgets) {
      String scope = budget.path("budget_scope").asText();
      boolean isOwn = scope.equals("user") && budget.path("user").asText().equalsIgnoreCase(login);
      if (isOwn || OF_ALL_USERS.contains(scope)) {
        ((ObjectNode) budget).put("consumed_amount", 0);
      }
      if (isOwn) {
        own.add((ObjectNode) budget);
      } else if (scope.equals("multi_user_customer")) {
        ofAll.add((ObjectNode) budget);
      }
    }
    own.addAll(ofAll);
    own.stream()
        .findFirst()
        .ifPresent(
            budget ->
                document
                    .withObject(PLACE)
                    .put("consumed_amount", 0)
                    .setAll(budget.deepCopy().retain("id", "budget_amount")));
  }
}
