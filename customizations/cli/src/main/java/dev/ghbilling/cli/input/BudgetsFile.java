package dev.ghbilling.cli.input;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.client.model.BudgetRequest;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A YAML or JSON file of the budgets that there should be, each with the properties that the
 * contract has for creating one. For example:
 *
 * <pre>{@code
 * budgets:
 *   - budget_scope: organization
 *     budget_entity_name: octo-org
 *     budget_type: ProductPricing
 *     budget_product_sku: actions
 *     budget_amount: 200
 *     prevent_further_usage: false
 *     budget_alerting: {will_alert: true, alert_recipients: [mona]}
 * }</pre>
 */
public final class BudgetsFile {
  private BudgetsFile() {}

  /**
   * Reads the budgets in the file's order.
   *
   * @throws WrongUsageException if the file can't be read or describes something else; the message
   *     names the place
   */
  public static List<BudgetRequest> read(Path file) {
    JsonNode list = YamlFile.read(file, "the file of budgets").path("budgets");
    if (!list.isArray()) {
      throw new WrongUsageException(
          "%s must have the list budgets; [] is the empty one".formatted(file));
    }
    List<BudgetRequest> budgets = new ArrayList<>();
    for (JsonNode budget : list) {
      requireValid(file, budgets.size(), budget);
      budgets.add(ApiJson.mapper().convertValue(budget, BudgetRequest.class));
    }
    return budgets;
  }

  private static void requireValid(Path file, int index, JsonNode budget) {
    JsonNode schema = Contract.bundled().document().at("/components/schemas/BudgetRequest");
    List<Violation> violations = Contract.bundled().violations(schema, budget);
    if (!violations.isEmpty()) {
      throw new WrongUsageException(
          "in %s, budgets[%d]%s: %s"
              .formatted(file, index, violations.get(0).pointer(), violations.get(0).reason()));
    }
    for (Iterator<String> names = budget.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!schema.path("properties").has(name)) {
        throw new WrongUsageException(
            "in %s, budgets[%d]/%s: a budget has no such property".formatted(file, index, name));
      }
    }
  }
}
