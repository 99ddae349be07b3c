package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Contract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EffectiveBudgetTest {
  private final Sandbox sandbox = Sandbox.builder().start();
  private final TestClient client = new TestClient(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void list_ofAUser_hasTheBudgetThatApplies() {
    assertThat(of("octocat").has("effective_budget")).isFalse();

    String ofAll = create("multi_user_customer", "", 300);
    String own = create("user", "Octocat", 40);

    assertThat(of("octocat").path("effective_budget"))
        .isEqualTo(
            TestClient.json(
                "{\"consumed_amount\": 0, \"id\": \"%s\", \"budget_amount\": 40}".formatted(own)));
    assertThat(of("octocat").path("user").asText()).isEqualTo("octocat");
    assertThat(of("monalisa").at("/effective_budget/id").asText()).isEqualTo(ofAll);
    assertThat(of("monalisa").path("budgets").findValuesAsText("consumed_amount"))
        .containsExactly("0");
    assertThat(TestClient.json(client.get("/budgets")).findValues("consumed_amount")).isEmpty();
  }

  private JsonNode of(String login) {
    return TestClient.json(client.get("/budgets?user=" + login));
  }

  private String create(String scope, String user, int amount) {
    ObjectNode body =
        Contract.bundled()
            .operation("createBudget")
            .flatMap(create -> create.requestBody())
            .flatMap(described -> described.example())
            .orElseThrow()
            .value()
            .deepCopy();
    body.put("budget_scope", scope)
        .put("budget_amount", amount)
        .put("budget_product_sku", "ai_credits");
    String sent = (user.isEmpty() ? body : body.put("user", user)).toString();
    return TestClient.json(client.post("/budgets", sent)).at("/budget/id").asText();
  }
}
