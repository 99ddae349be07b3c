package dev.ghbilling.cli.input;

import com.fasterxml.jackson.core.JsonPointer;
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
  private final YamlFile file;
  private final List<BudgetRequest> budgets = new ArrayList<>();

  private BudgetsFile(YamlFile file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws WrongUsageException if the file can't be read or describes something else; the message
   *     names the place
   */
  public static BudgetsFile read(Path path) {
    BudgetsFile file = new BudgetsFile(YamlFile.read(path, "the file of budgets"));
    JsonNode list = file.file.content().path("budgets");
    if (!list.isArray()) {
      throw new WrongUsageException(
          "%s must have the list budgets; [] is the empty one".formatted(path));
    }
    for (JsonNode budget : list) {
      file.requireValid(file.budgets.size(), budget);
      file.budgets.add(ApiJson.mapper().convertValue(budget, BudgetRequest.class));
    }
    return file;
  }

  /** Returns the budgets in the file's order. */
  public List<BudgetRequest> budgets() {
    return List.copyOf(budgets);
  }

  /**
   * Requires the budgets to keep the rules of the operation that creates them.
   *
   * @throws WrongUsageException otherwise; the message names the place
   */
  public void requireRules(String operation) {
    for (int i = 0; i < budgets.size(); i++) {
      JsonNode budget = ApiJson.mapper().valueToTree(budgets.get(i));
      Violation broken = BodyRuleCheck.broken(operation, budget).orElse(null);
      if (broken != null) {
        throw fault(i, broken.pointer(), broken.reason());
      }
    }
  }

  private WrongUsageException fault(int index, String pointer, String reason) {
    return new WrongUsageException(
        "in %s, budgets[%d]%s: %s"
            .formatted(
                file.place(JsonPointer.compile("/budgets/" + index + pointer)),
                index,
                pointer,
                reason));
  }

  private void requireValid(int index, JsonNode budget) {
    JsonNode schema = Contract.bundled().document().at("/components/schemas/BudgetRequest");
    List<Violation> violations = Contract.bundled().violations(schema, budget);
    if (!violations.isEmpty()) {
      String pointer = violations.get(0).pointer();
      throw fault(index, pointer, reason(violations.get(0).reason(), budget.at(pointer)));
    }
    for (Iterator<String> names = budget.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!schema.path("properties").has(name)) {
        throw fault(
            index,
            JsonPointer.empty().appendProperty(name).toString(),
            "a budget has no such property" + Suggestion.of(name, names(schema)));
      }
    }
  }

  private static List<String> names(JsonNode schema) {
    List<String> names = new ArrayList<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Returns why a value is wrong; of a text that looks like what is expected, how it is read. */
  private static String reason(String reason, JsonNode value) {
    if (reason.endsWith("integer expected") && (value.isTextual() || value.isNumber())) {
      String text = value.asText();
      return text.matches("0|-?[1-9]\\d*")
          ? "must be a whole number, was the text \"%s\": leave out the quotes".formatted(text)
          : "must be a whole number such as 200, was " + text;
    }
    if (reason.endsWith("boolean expected") && value.isTextual()) {
      String text = value.asText();
      return text.equals("true") || text.equals("false")
          ? "must be true or false, was the text \"%s\": leave out the quotes".formatted(text)
          : "must be true or false, was " + text;
    }
    return reason;
  }
}
