package dev.ghbilling.budgets;

import dev.ghbilling.client.model.BudgetAlerting;
import dev.ghbilling.client.model.BudgetRequest;
import dev.ghbilling.client.model.BudgetScope;
import dev.ghbilling.client.model.BudgetType;
import dev.ghbilling.testkit.ScriptedResponse;
import java.util.List;

/** Budgets as they are asked for and as they are sent. */
final class BudgetFixture {
  private BudgetFixture() {}

  static BudgetRequest organization(String name, String product, long amount) {
    return of(BudgetScope.ORGANIZATION, product, amount).toBuilder().budgetEntityName(name).build();
  }

  static BudgetRequest of(BudgetScope scope, String product, long amount) {
    return BudgetRequest.builder()
        .budgetScope(scope)
        .budgetType(BudgetType.PRODUCT_PRICING)
        .budgetProductSku(product)
        .budgetAmount(amount)
        .preventFurtherUsage(true)
        .budgetAlerting(
            BudgetAlerting.builder()
                .willAlert(true)
                .alertRecipients(List.of("Mona", "lisa"))
                .build())
        .build();
  }

  static String json(String id, String scope, String entity, String product, long amount) {
    return """
    {"id": "%s", "budget_type": "ProductPricing", "budget_product_skus": ["%s"],
     "budget_scope": "%s", "budget_entity_name": "%s", "budget_amount": %d,
     "prevent_further_usage": true,
     "budget_alerting": {"will_alert": true, "alert_recipients": ["lisa", "mona"]}}
    """
        .formatted(id, product, scope, entity, amount);
  }

  static ScriptedResponse list(boolean hasNext, int total, List<String> budgets) {
    return ScriptedResponse.json(
        "{\"budgets\": [%s], \"has_next_page\": %s, \"total_count\": %d}"
            .formatted(String.join(",", budgets), hasNext, total));
  }

  static ScriptedResponse list(String... budgets) {
    return list(false, budgets.length, List.of(budgets));
  }

  static ScriptedResponse changed(String budget) {
    return ScriptedResponse.json("{\"message\": \"done\", \"budget\": %s}".formatted(budget));
  }
}
