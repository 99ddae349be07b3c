package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetsCommandTest {
  private static final Clock JUNE = new ManualClock("2025-06-15T12:00:00Z");

  @AutoClose
  private final Sandbox sandbox = Sandbox.builder().clock(JUNE).usageItems(3_650).start();

  @ParameterizedTest
  @ValueSource(strings = {"", " --org octo-org"})
  void budget_fromCreationToDeletion(String account) throws IOException {
    JsonNode created =
        json(
            "budgets create --scope organization --entity-name octo-org --type ProductPricing"
                + " --product-sku actions --amount 200 --prevent-further-usage"
                + " --will-alert --alert-recipients mona,lisa"
                + account);
    String id = created.at("/budget/id").asText();
    assertThat(id).isNotEmpty();
    assertThat(ApiJson.mapper().readTree(lastBody()))
        .isEqualTo(
            ApiJson.mapper()
                .readTree(
                    """
                    {"budget_amount": 200, "prevent_further_usage": true, "budget_scope": "organization",
                     "budget_entity_name": "octo-org", "budget_type": "ProductPricing",
                     "budget_product_sku": "actions",
                     "budget_alerting": {"will_alert": true, "alert_recipients": ["mona", "lisa"]}}
                    """));
    assertThat(run("budgets list" + account).out())
        .containsPattern(id + " +organization +octo-org +actions +200 +yes");

    JsonNode changed =
        json("budgets update %s --amount 300 --no-will-alert%s".formatted(id, account));
    assertThat(changed.at("/budget/budget_amount").asLong()).isEqualTo(300);
    assertThat(ApiJson.mapper().readTree(lastBody()))
        .isEqualTo(
            ApiJson.mapper()
                .readTree(
                    "{\"budget_amount\": 300, \"budget_alerting\": {\"will_alert\": false}}"));
    assertThat(json("budgets get " + id + account).path("budget_amount").asLong()).isEqualTo(300);

    assertThat(run("budgets delete " + id + account).status()).isZero();
    assertThat(run("budgets list" + account).out()).doesNotContain(id);
    CliRun gone = run("budgets get " + id + account);
    assertThat(gone.status()).isEqualTo(1);
    assertThat(gone.errorLines()).singleElement().asString().contains("HTTP 404");
  }

  @Test
  void list_severalPages_hasAllOfThem() throws IOException {
    try (RecordingServer server = new RecordingServer()) {
      server.respondWith(
          (request, connection) ->
              ScriptedResponse.json(page(request.target().matches(".*[?&]page=2(&.*)?") ? 2 : 1))
                  .send(request, connection));
      Map<String, String> environment = CliRun.environment(sandbox);
      environment.put("GITHUB_API_URL", server.baseUrl().toString());

      CliRun run = CliRun.with(environment, "budgets", "list", "--format", "json");

      JsonNode list = ApiJson.mapper().readTree(run.out());
      assertThat(list.path("budgets").findValuesAsText("id")).containsExactly("b1", "b2");
      assertThat(list.path("has_next_page").asBoolean()).isFalse();
    }
  }

  private static String page(int number) {
    return """
        {"budgets": [{"id": "b%d", "budget_type": "ProductPricing", "budget_product_sku": "actions",
          "budget_scope": "enterprise", "budget_amount": 1, "prevent_further_usage": false,
          "budget_alerting": {"will_alert": false, "alert_recipients": []}}],
         "has_next_page": %b, "total_count": 2}
        """
        .formatted(number, number == 1);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, '', 1, over",
    "0, '', 0, ok",
    "0, ' --fail-over 90%', 1, over",
    "1000, '', 0, ok"
  })
  void check_spentComparedWithTheLimit_decidesTheStatus(
      int more, String options, int status, String word) throws IOException {
    long spent = spentOf("Actions").setScale(0, RoundingMode.UP).longValueExact();
    String id = create("--scope enterprise --product-sku actions", spent + more);

    CliRun run = run("budgets check " + id + options + " --format json");

    JsonNode budget = ApiJson.mapper().readTree(run.out()).at("/budgets/0");
    assertThat(budget.path("spent").decimalValue()).isEqualByComparingTo(spentOf("Actions"));
    assertThat(budget.path("status").asText()).isEqualTo(word);
    assertThat(run.status()).isEqualTo(status);
    assertThat(run.errorLines()).hasSize(status);
  }

  @Test
  void check_asMarkdown_isATableForAPipelinesSummary() throws IOException {
    String over = create("--scope organization --entity-name octo-labs --product-sku actions", 0);
    String ok = create("--scope enterprise --product-sku packages", 1_000_000);

    CliRun run = run("budgets check %s %s --format markdown".formatted(over, ok));

    assertThat(run.out().lines().toList())
        .startsWith(
            "| scope | for | product | spent | limit | share | status | note |",
            "| --- | --- | --- | ---: | ---: | ---: | --- | --- |")
        .hasSize(4);
    assertThat(run.out())
        .containsPattern(
            "\\| organization \\| octo-labs \\| actions \\| [0-9.]+ \\| 0 \\|  \\| over \\|  \\|")
        .containsPattern(
            "\\| enterprise \\|  \\| packages \\| [0-9.]+ \\| 1000000 \\| 0\\.[01]% \\| ok \\|  \\|");
    assertThat(run.err())
        .isEqualTo("ghbilling: 1 of 2 budgets over 100%, 0 that can't be checked\n");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void check_budgetThatCannotBeChecked_isNotPassed() throws IOException {
    String licenses = create("--scope enterprise --product-sku copilot_business", 100_000);

    CliRun run = run("budgets check " + licenses);

    assertThat(run.out()).containsPattern("unknown +its limit is a number of licenses");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("0 of 1 budgets over 100%, 1 that can't be checked");
  }

  @Test
  void check_budgetOfEachUser_isOfTheOneWhoSpentMost() throws IOException {
    String id =
        create("--scope multi_user_customer --product-sku ai_credits --prevent-further-usage", 500);

    CliRun run = run("budgets check " + id);

    assertThat(run.out()).containsPattern("multi_user_customer +ai_credits +");
    assertThat(
            sandbox.requests().stream().map(request -> request.operationId().orElse("")).toList())
        .contains("listBudgetUserStates");
  }

  private BigDecimal spentOf(String product) throws IOException {
    JsonNode usage = json("usage --year 2025 --month 6 --all-cost-centers --group-by product,date");
    return StreamSupport.stream(usage.path("groups").spliterator(), false)
        .filter(group -> group.path("product").asText().equals(product))
        .map(group -> group.path("netAmount").decimalValue())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private String create(String options, long amount) throws IOException {
    return json("budgets create --type ProductPricing --amount %d %s".formatted(amount, options))
        .at("/budget/id")
        .asText();
  }

  private String lastBody() {
    List<RecordedRequest> requests = sandbox.requests();
    return requests.get(requests.size() - 1).body();
  }

  private JsonNode json(String command) throws IOException {
    CliRun run = run(command + " --format json");
    assertThat(run.status()).as(run.err()).isZero();
    return ApiJson.mapper().readTree(run.out());
  }

  private CliRun run(String command) {
    return CliRun.at(JUNE, CliRun.environment(sandbox), command.trim().split(" +"));
  }
}
