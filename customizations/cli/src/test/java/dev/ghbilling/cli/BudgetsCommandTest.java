package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.sandbox.Faults;
import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400/1000 90/50        | user1 | 90   | 50   | over
          400/1000 40/50        | user1 | 40   | 50   | ok
          10/20 0.01/0          | user1 | 0.01 | 0    | over
          1/20 0/0              | user0 | 1    | 20   | ok
          0.01/0 90/50 5/0      | user2 | 5    | 0    | over
          600/1000              | user0 | 600  | 1000 | ok
          """)
  @Regression(
      input = "a budget of each user, of whom one has a limit of their own",
      before = "the largest amount, compared with the limit of all",
      now = "the largest share, with the limit that it is a share of")
  void check_budgetOfEachUser_isOfTheLargestShare(
      String states, String user, BigDecimal spent, BigDecimal limit, String status)
      throws IOException {
    String[] each = states.split(" ", -1);
    StringJoiner users =
        new StringJoiner(
            ",",
            "{\"has_next_page\": false, \"total_count\": %d, \"user_states\": ["
                .formatted(each.length),
            "]}");
    for (int i = 0; i < each.length; i++) {
      String[] numbers = each[i].split("/", 2);
      users.add(
          "{\"user\": \"user%d\", \"consumed_amount\": %s, \"target_amount\": %s}"
              .formatted(i, numbers[0], numbers[1]));
    }
    try (RecordingServer server = new RecordingServer()) {
      server.respondWith(
          ScriptedResponse.json(list(budget("multi_user_customer", "ai_credits"))),
          ScriptedResponse.json(users.toString()));

      JsonNode budget = checked(server).at("/budgets/0");

      assertThat(budget.path("note").asText()).isEqualTo(user);
      assertThat(budget.path("spent").decimalValue()).isEqualByComparingTo(spent);
      assertThat(budget.path("limit").decimalValue()).isEqualByComparingTo(limit);
      assertThat(budget.path("status").asText()).isEqualTo(status);
      assertThat(server.requests()).hasSize(2); // The list says all that is needed of the budget.
    }
  }

  @Test
  @Regression(
      input = "a budget that names neither a product nor a SKU",
      before = "0 was spent, without a request; ok",
      now = "it can't be checked")
  void check_budgetOfNoProduct_isUnknown() throws IOException {
    try (RecordingServer server = new RecordingServer()) {
      server.respondWith(
          ScriptedResponse.json(
              list(budget("enterprise", "").replace("\"budget_product_sku\": \"\",", ""))));

      JsonNode budget = checked(server).at("/budgets/0");

      assertThat(budget.path("status").asText()).isEqualTo("unknown");
      assertThat(budget.path("note").asText()).isEqualTo("the budget names no product or SKU");
    }
  }

  @Test
  @Regression(
      input = "a budget of a product that nothing is used of, such as a misspelt one",
      before = "0 was spent, ok, and no word about it",
      now = "a note with the products that there are, as usage --product has it")
  void check_productThatNoUsageHas_isNoted() throws IOException {
    String id = create("--scope enterprise --product-sku aktions", 9);

    CliRun run = run("budgets check " + id + " --format json");

    JsonNode budget = ApiJson.mapper().readTree(run.out()).at("/budgets/0");
    assertThat(budget.path("status").asText()).isEqualTo("ok");
    assertThat(budget.path("note").asText())
        .startsWith("No usage in this period has the product or SKU aktions. Usage exists for: ")
        .contains("Actions", "; SKUs: Actions Linux, ");
  }

  @Test
  @Regression(
      input = "a budget of two SKUs that nothing is used of, and one that there is",
      before = "a note of the last one",
      now = "a note of both")
  void check_severalUnusedProducts_areNotedTogether() throws IOException {
    try (RecordingServer server = new RecordingServer()) {
      server.respondWith(
          ScriptedResponse.json(
              list(
                  budget("enterprise", "")
                      .replace(
                          "\"budget_product_sku\": \"\"",
                          "\"budget_product_skus\": [\"aktions\", \"actions_linux\", \"pakages\"]"))),
          ScriptedResponse.json(
              """
              {"timePeriod": {"year": 2025, "month": 6}, "enterprise": "octo-enterprise", "usageItems": [
                {"product": "Actions", "sku": "Actions Linux", "unitType": "Minutes", "pricePerUnit": 1,
                 "grossQuantity": 7, "grossAmount": 7, "discountQuantity": 0, "discountAmount": 0,
                 "netQuantity": 7, "netAmount": 7}]}
              """));

      JsonNode budget = checked(server).at("/budgets/0");

      assertThat(budget.path("spent").asInt()).isEqualTo(7);
      assertThat(budget.path("note").asText())
          .isEqualTo(
              "No usage in this period has the product or SKU aktions or pakages. Usage exists for: Actions; SKUs: Actions Linux");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "organization, the budget names no organization",
    "cost_center, the budget names no cost center",
    "user, the budget names no user",
    "galaxy, GitHub has no usage report for a budget of the scope galaxy"
  })
  @Regression(
      input = "a budget of an organization that doesn't say of which one",
      before = "GitHub has no usage report for a budget of the scope organization without a name",
      now = "the budget names no organization")
  void check_budgetWithoutItsEntity_isUnknown(String scope, String note) throws IOException {
    try (RecordingServer server = new RecordingServer()) {
      String budgetOfNone = budget(scope, "actions");
      server.respondWith(
          ScriptedResponse.json(list(budgetOfNone)), ScriptedResponse.json(budgetOfNone));

      JsonNode budget = checked(server).at("/budgets/0");

      assertThat(budget.path("status").asText()).isEqualTo("unknown");
      assertThat(budget.path("note").asText()).isEqualTo(note);
    }
  }

  @Test
  @Regression(
      input = "a check of two budgets of one scope and product, as a table",
      before = "two rows that looked equal",
      now = "the table has their ids")
  void check_budgetsOfOneProduct_haveTheirIds() throws IOException {
    String first = create("--scope enterprise --product-sku packages", 1_000_000);
    String second = create("--scope enterprise --product-sku packages", 1_000_000);
    String other = create("--scope enterprise --product-sku actions", 1_000_000);
    String check = "budgets check --format markdown " + first + " ";

    assertThat(run(check + second).out())
        .contains("| scope | for | product | id |", "| %s |".formatted(second));
    assertThat(run(check + other).out()).contains("| scope | for | product | spent |");
  }

  @Test
  @Regression(
      input = "a check of three budgets, one of a cost center that is gone, one without usage",
      before = "exit status 2 and no table",
      now = "each such budget is unknown, with the reason; exit status 1")
  void check_budgetWhoseUsageFails_isUnknownAndOthersAreChecked() throws IOException {
    String gone = create("--scope cost_center --entity-name gone --product-sku actions", 9);
    String failing = create("--scope enterprise --product-sku ai_credits", 9);
    String fine = create("--scope enterprise --product-sku packages", 1_000_000);
    sandbox.faults().on("getAiCreditUsage").everyCall().respondWith(422);

    CliRun run =
        run("budgets check %s %s %s no-such-id --format json".formatted(gone, failing, fine));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errorLines())
        .containsExactly("ghbilling: 0 of 4 budgets over 100%, 3 that can't be checked");
    JsonNode budgets = ApiJson.mapper().readTree(run.out()).path("budgets");
    assertThat(budgets.findValuesAsText("id")).containsExactly(gone, failing, fine, "no-such-id");
    assertThat(budgets.findValuesAsText("status"))
        .containsExactly("unknown", "unknown", "ok", "unknown");
    assertThat(budgets.at("/0/note").asText()).startsWith("there is no cost center gone among");
    assertThat(budgets.at("/1/note").asText()).contains("HTTP 422");
    assertThat(budgets.at("/3/note").asText()).contains("HTTP 404");
    assertThat(run("budgets check %s no-such-id".formatted(gone)).out())
        .containsPattern("gone +actions +\\? +9 +unknown");
  }

  @ParameterizedTest
  @CsvSource({"401, 1, HTTP 401, 0", "403, 1, 1 that can't be checked, 2", "403, 2, HTTP 403, 0"})
  void check_failureOfTheAccountItself_endsTheCheck(
      int status, int calls, String message, int budgets) throws IOException {
    String first = create("--scope enterprise --product-sku packages", 1_000_000);
    String second = create("--scope enterprise --product-sku actions", 1_000_000);
    Faults.Target faults = sandbox.faults().on("getUsageSummary");
    for (int call = 1; call <= calls; call++) {
      faults.call(call).respondWith(status);
    }

    CliRun run = run("budgets check %s %s --format json".formatted(first, second));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errorLines()).singleElement().asString().contains(message);
    assertThat(run.out().lines().filter(line -> line.contains("\"id\""))).hasSize(budgets);
  }

  private static JsonNode checked(RecordingServer server) throws IOException {
    CliRun run =
        CliRun.at(
            JUNE, CliRun.environment(server.baseUrl()), "budgets", "check", "--format", "json");
    assertThat(run.out()).as(run.err()).isNotEmpty();
    return ApiJson.mapper().readTree(run.out());
  }

  private static String list(String budget) {
    return "{\"budgets\": [%s], \"has_next_page\": false, \"total_count\": 1}".formatted(budget);
  }

  private static String budget(String scope, String product) {
    return """
        {"id": "b", "budget_type": "ProductPricing", "budget_product_sku": "%s",
         "budget_scope": "%s", "budget_amount": 500, "prevent_further_usage": true,
         "budget_alerting": {"will_alert": false, "alert_recipients": []}}
        """
        .formatted(product, scope);
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
