package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Contract;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the contract says of budgets by {@code x-rules}. */
class BudgetRulesTest {
  private static final String ORGANIZATION = "/organizations/octo-org/settings/billing/budgets";

  private final Sandbox sandbox = Sandbox.builder().start();
  private final TestClient client = new TestClient(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  @ParameterizedTest
  @CsvSource({
    "user, '', true, ai_credits, 422",
    "user, octocat, false, ai_credits, 422",
    "user, octocat, true, actions, 422",
    "user, octocat, true, premium_requests, 200",
    "multi_user_customer, '', false, ai_credits, 422",
    "multi_user_customer, '', true, actions, 422",
    "multi_user_cost_center, '', false, actions, 422",
    "multi_user_cost_center, '', false, ai_credits, 200",
    "enterprise, '', false, actions, 200"
  })
  void create_budgetThatBreaksARule_isRefusedAndNotDone(
      String scope, String user, boolean stops, String product, int status) {
    int before = budgets();

    HttpResponse<byte[]> response = client.post("/budgets", budget(scope, user, stops, product));

    assertThat(response.statusCode()).as(TestClient.text(response)).isEqualTo(status);
    assertThat(budgets()).isEqualTo(status == 200 ? before + 1 : before);
  }

  @ParameterizedTest
  @CsvSource({
    "enterprise, 422",
    "cost_center, 422",
    "multi_user_cost_center, 422",
    "organization, 200",
    "multi_user_customer, 200"
  })
  void create_budgetOfAnOrganization_hasNoScopeOfAnEnterprise(String scope, int status) {
    HttpResponse<byte[]> response =
        client.post(sandbox.baseUrl() + ORGANIZATION, budget(scope, "", true, "ai_credits"));

    assertThat(response.statusCode()).as(TestClient.text(response)).isEqualTo(status);
  }

  @Test
  void update_thatWouldBreakARule_isRefusedAndNotDone() {
    String path =
        "/budgets/"
            + TestClient.json(
                    client.post("/budgets", budget("multi_user_customer", "", true, "ai_credits")))
                .at("/budget/id")
                .asText();

    HttpResponse<byte[]> response =
        client.send(
            "PATCH",
            path,
            "{\"budget_amount\": 7, \"prevent_further_usage\": false}",
            "Authorization",
            "Bearer test");

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(TestClient.text(response)).contains("\"field\":\"prevent_further_usage\"");
    assertThat(TestClient.json(client.get(path)).path("budget_amount").asInt()).isEqualTo(200);
  }

  private int budgets() {
    return TestClient.json(client.get("/budgets")).path("total_count").asInt();
  }

  private static String budget(String scope, String user, boolean stops, String product) {
    ObjectNode body =
        Contract.bundled()
            .operation("createBudget")
            .orElseThrow()
            .requestBody()
            .orElseThrow()
            .example()
            .orElseThrow()
            .value()
            .deepCopy();
    body.put("budget_scope", scope)
        .put("prevent_further_usage", stops)
        .put("budget_product_sku", product);
    return (user.isEmpty() ? body : body.put("user", user)).toString();
  }
}
