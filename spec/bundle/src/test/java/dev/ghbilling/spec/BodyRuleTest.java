package dev.ghbilling.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyRuleTest {
  private static final Contract CONTRACT = Contract.bundled();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          createBudget | {'budget_scope': 'enterprise', 'prevent_further_usage': false} | []
          createBudget | {'budget_scope': 'user', 'user': 'mona', 'prevent_further_usage': true, 'budget_product_sku': 'ai_credits'} | []
          createBudget | {'budget_scope': 'user', 'prevent_further_usage': true, 'budget_product_sku': 'ai_credits'} | [(document): user is required if budget_scope is user]
          createBudget | {'budget_scope': 'user', 'user': ' ', 'prevent_further_usage': true, 'budget_product_sku': 'ai_credits'} | [(document): user is required if budget_scope is user]
          createBudget | {'budget_scope': 'user', 'user': null, 'prevent_further_usage': true, 'budget_product_sku': 'ai_credits'} | [(document): user is required if budget_scope is user]
          createBudget | {'budget_scope': 'multi_user_cost_center', 'prevent_further_usage': false, 'budget_product_sku': 'premium_requests'} | []
          createBudget | {'budget_scope': 'multi_user_cost_center', 'budget_product_sku': 'actions'} | [/budget_product_sku: must be ai_credits or premium_requests if budget_scope is user or multi_user_customer or multi_user_cost_center]
          createBudget | {'budget_scope': 'multi_user_cost_center'} | [(document): budget_product_sku must be ai_credits or premium_requests if budget_scope is user or multi_user_customer or multi_user_cost_center]
          updateBudget | {'budget_scope': 'multi_user_customer', 'prevent_further_usage': false} | [/prevent_further_usage: must be true if budget_scope is user or multi_user_customer]
          createBudget | {'budget_scope': 'cost_center'} | []
          createOrganizationBudget | {'budget_scope': 'cost_center'} | [/budget_scope: can't be cost_center in this operation]
          createOrganizationBudget | {'budget_scope': 'organization'} | []
          """)
  void violations_ofABudget_nameTheProperty(String operation, String body, String expected)
      throws IOException {
    JsonNode json = ContractJson.MAPPER.readTree(body.replace('\'', '"'));

    List<Violation> violations =
        CONTRACT.operation(operation).orElseThrow().rules().stream()
            .flatMap(rule -> rule.violations(json).stream())
            .toList();

    assertThat(violations).hasToString(expected);
  }

  @Test
  void rules_ofAnOperationWithoutAny_areNone() {
    assertThat(CONTRACT.operation("createCostCenter").orElseThrow().rules()).isEmpty();
  }
}
