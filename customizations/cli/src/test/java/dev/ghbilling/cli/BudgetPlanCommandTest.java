package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetPlanCommandTest {
  private static final String BUDGETS =
      """
      budgets:
        - &actions
          budget_scope: organization
          budget_entity_name: octo-org
          budget_type: ProductPricing
          budget_product_sku: actions
          budget_amount: 200
          prevent_further_usage: false
          budget_alerting: {will_alert: true, alert_recipients: [mona]}
        - <<: *actions
          budget_entity_name: octo-labs
      """;

  @AutoClose private final Sandbox sandbox = Sandbox.builder().start();
  @TempDir private Path folder;

  @Test
  void apply_twice_hasNothingToDoTheSecondTime() throws IOException {
    JsonNode planned = json("plan", BUDGETS);
    assertThat(planned.path("steps").findValuesAsText("action"))
        .containsExactly("create", "create");
    assertThat(planned.at("/steps/0/budget").asText())
        .isEqualTo("organization octo-org ProductPricing actions");
    assertThat(planned.at("/steps/0").has("outcome")).isFalse();
    assertThat(planned.at("/steps/0").has("before")).isFalse();
    assertThat(planned.at("/steps/0/after/budget_amount").asInt()).isEqualTo(200);
    assertThat(writes()).isZero();

    JsonNode applied = json("apply", BUDGETS);
    assertThat(applied.path("steps").findValuesAsText("outcome")).containsExactly("done", "done");
    assertThat(writes()).isEqualTo(2);

    JsonNode again = json("apply", BUDGETS);
    assertThat(again.path("steps")).isEmpty();
    assertThat(again.path("unchanged").asInt()).isEqualTo(2);
    assertThat(again.path("others").asInt()).isEqualTo(3);
    assertThat(writes()).isEqualTo(2);

    JsonNode changed = json("apply", BUDGETS.replace("200", "300"));
    assertThat(changed.path("steps").findValuesAsText("action"))
        .containsExactly("update", "update");
    JsonNode deleted =
        json("apply", "{\"budgets\": []}", "--delete-others", "--allow-removals", "5");
    assertThat(deleted.path("steps").findValuesAsText("action")).hasSize(5).containsOnly("delete");
    assertThat(deleted.path("others").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          12.5    | must be a whole number such as 200, was 12.5
          0200    | must be a whole number such as 200, was 0200
          '"200"' | must be a whole number, was the text "200": leave out the quotes
          """)
  @Regression(
      input = "budget_amount: 12.5, and \"200\" in quotes",
      before = "string found, integer expected",
      now = "what was found, with its line")
  void plan_amountThatIsNoWholeNumber_isNamedWithItsLine(String amount, String message)
      throws IOException {
    CliRun run = run("plan", BUDGETS.replace("200", amount));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("budgets.yaml, budgets[0]/budget_amount: " + message);
    assertThat(run.err()).startsWith("ghbilling: in line 7 of ");
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = SEPARATE_THREAD)
  @Regression(
      input = "an amount of 12.5 in budgets from a pipe, as <(...) makes one",
      before = "the pipe was read again for the line, and its end waited for",
      now = "read once, with the line")
  void plan_amountFromAPipe_isNamedWithItsLine() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<Path> written =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.writeString(pipe, BUDGETS.replace("200", "12.5"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });

    CliRun run = CliRun.against(sandbox, "budgets", "plan", pipe.toString());

    assertThat(written.join()).isEqualTo(pipe);
    assertThat(run.err()).startsWith("ghbilling: in line 7 of " + pipe);
  }

  @ParameterizedTest
  @ValueSource(strings = {"budgets: []", BUDGETS})
  @Regression(
      input = "an empty file, --delete-others",
      before = "all budgets were deleted",
      now = "refused without --allow-removals, if they are more than half")
  void apply_mostBudgetsDeleted_isRefusedUnlessAllowed(String content) throws IOException {
    CliRun refused = run("apply", content, "--delete-others");

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.errorLines())
        .singleElement()
        .asString()
        .contains("this would delete 3 of 3 budgets, more than half", "add --allow-removals 3");
    assertThat(run("apply", content, "--delete-others", "--allow-removals", "2").err())
        .contains("this would delete 3 of 3 budgets: --allow-removals must be at least 3, was 2");
    assertThat(run("apply", content, "--delete-others", "--allow-removals", "-1").err())
        .contains("--allow-removals must be at least 0, was -1");
    assertThat(writes()).isZero();
    assertThat(run("plan", content, "--delete-others").err()).contains("--allow-removals 3");

    JsonNode allowed = json("apply", content, "--delete-others", "--allow-removals", "3");
    assertThat(allowed.path("steps").findValuesAsText("action")).contains("delete");
  }

  @Test
  @Regression(
      input = "budgets apply with nothing to do",
      before = "a line \"steps\" without a value",
      now = "only what there is")
  void apply_nothingToDo_saysSo() throws IOException {
    json("apply", BUDGETS);

    CliRun run = run("apply", BUDGETS);

    assertThat(run.out()).containsPattern("unchanged +2\\Rothers +3").doesNotContain("steps");
    assertThat(run.err()).isEqualTo("There is nothing to do.\n");
  }

  @Test
  void plan_budgetWithoutWhatItsScopeNeeds_isRefused() throws IOException {
    CliRun run =
        run("plan", BUDGETS.replace("budget_entity_name: octo-labs", "budget_entity_name: ''"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .contains("a budget of the scope organization needs an entity name");
    assertThat(sandbox.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          organization | user                | : user is required if budget_scope is user
          organization | multi_user_customer | /prevent_further_usage: must be true if budget_scope is user or multi_user_customer
          """)
  @Regression(
      input = "a budget of users that doesn't stop usage, or is for another product",
      before = "sent, and refused by the server",
      now = "refused with the rule of the contract and the line")
  void plan_budgetThatBreaksARule_isRefused(String before, String scope, String message)
      throws IOException {
    CliRun run = run("plan", BUDGETS.replace("scope: " + before, "scope: " + scope));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errorLines()).singleElement().asString().contains(message);
    assertThat(sandbox.requests()).isEmpty();
  }

  @Test
  void apply_budgetThatTheServerRefuses_printsWhatBecameOfEach() throws IOException {
    sandbox.faults().on("createBudget").call(1).respondWith(422);

    CliRun run = run("apply", BUDGETS, "--format", "json");

    assertThat(run.status()).isEqualTo(1);
    assertThat(ApiJson.mapper().readTree(run.out()).path("steps").findValuesAsText("outcome"))
        .containsExactly("refused", "done");
    assertThat(run.errorLines()).singleElement().asString().contains("1 done, 1 refused");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                                  | must have the list budgets
          {"budgets": [{}]}                   | budgets[0]
          {"budgets": [                       | is not JSON
          {"budgets": [], "budgets": []}      | Duplicate
          'budgets: ['                        | is not YAML
          """)
  void plan_fileThatIsNoListOfBudgets_isRefused(String content, String message) throws IOException {
    CliRun run = run("plan", content);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errorLines()).singleElement().asString().contains(message);
    assertThat(sandbox.requests()).isEmpty();
  }

  @Test
  void plan_unknownProperty_isRefused() throws IOException {
    assertThat(run("plan", BUDGETS.replace("budget_amount", "amount: 1\n    budget_amount")).err())
        .contains("budgets[0]/amount: a budget has no such property");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0200",
        "1:30",
        "0x10",
        "0b11",
        "1_000",
        "+5",
        "2e2",
        "2.0",
        "yes",
        "~",
        "2026-01-01",
        "!!int 0200",
        "!!float 1",
        "!!binary AAAA",
        "99999999999999999999"
      })
  @Regression(
      input = "budget_amount: 0200",
      before = "an octal number: a budget of 128",
      now = "refused, with the place")
  void plan_amountThatIsNoPlainInteger_isRefused(String amount) throws IOException {
    CliRun run = run("plan", BUDGETS.replace("200", amount));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .contains("budgets.yaml")
        .containsPattern("budgets\\[0\\]/budget_amount|line 7 ")
        .doesNotContain("java");
    assertThat(sandbox.requests()).isEmpty();
  }

  @Test
  void plan_textThatYamlHasForOtherThings_isText() throws IOException {
    String budgets = BUDGETS.replace("octo-labs", "007").replace("[mona]", "[no, on, 1.5]");

    JsonNode planned = json("plan", budgets);

    assertThat(planned.at("/steps/1/budget").asText()).contains("organization 007 ");
    assertThat(planned.at("/steps/1/after/budget_alerting/alert_recipients"))
        .extracting(JsonNode::asText)
        .containsExactly("no", "on", "1.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          budgets: &a [*a]              | line 1 of
          budgets: !!set {a}            | line 1 of
          'budgets: [{[a]: b}]'         | budgets.yaml
          budgets: []} {                | line 1 of
          """)
  void plan_yamlThatIsNoTreeOfNames_isRefused(String content, String message) throws IOException {
    CliRun run = run("plan", content);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errorLines()).singleElement().asString().contains(message, "is not YAML");
  }

  @Test
  void plan_steps_haveTheValuesBeforeAndAfter() throws IOException {
    json("apply", BUDGETS.replace("octo-labs", "octo-labs\n    budget_amount: 7"));
    String changed =
        BUDGETS
            .replace("200", "300")
            .replace("octo-labs", "octo-labs\n    prevent_further_usage: true")
            .replace("[mona]", "[lisa]");

    JsonNode steps = json("plan", changed).path("steps");
    JsonNode labs = steps.get(0);
    JsonNode org = steps.get(1);

    assertThat(org.path("before"))
        .isEqualTo(
            ApiJson.mapper()
                .readTree(
                    """
                    {"budget_amount": 200,
                     "budget_alerting": {"will_alert": true, "alert_recipients": ["mona"]}}
                    """));
    assertThat(org.path("after"))
        .isEqualTo(
            ApiJson.mapper()
                .readTree(
                    """
                    {"budget_amount": 300,
                     "budget_alerting": {"will_alert": true, "alert_recipients": ["lisa"]}}
                    """));
    assertThat(labs.at("/before/budget_amount").asInt()).isEqualTo(7);
    assertThat(labs.at("/before/prevent_further_usage").asText()).isEqualTo("false");
    assertThat(labs.at("/after/prevent_further_usage").asText()).isEqualTo("true");
    assertThat(run("plan", changed).out())
        .containsPattern("octo-org ProductPricing actions +200 .* 300 ")
        .containsPattern("octo-labs ProductPricing actions +7 +false .* 300 +true ");
    assertThat(run("apply", changed, "--format", "markdown").out())
        .contains("| before.budget\\_amount |")
        .containsPattern("octo-labs ProductPricing actions \\| 7 \\|.*\\| 300 \\|");

    JsonNode deleted = json("plan", "budgets: []", "--delete-others").path("steps");
    assertThat(deleted.findValuesAsText("budget_amount")).hasSize(5).contains("300");
    assertThat(deleted.findValues("after")).isEmpty();
  }

  private long writes() {
    return sandbox.requests().stream().filter(request -> !request.method().equals("GET")).count();
  }

  private JsonNode json(String command, String content, String... options) throws IOException {
    String[] all = new String[options.length + 2];
    System.arraycopy(options, 0, all, 0, options.length);
    all[options.length] = "--format";
    all[options.length + 1] = "json";
    CliRun run = run(command, content, all);
    assertThat(run.status()).as(run.err()).isZero();
    return ApiJson.mapper().readTree(run.out());
  }

  private CliRun run(String command, String content, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("budgets.yaml"), content);
    String[] arguments = new String[options.length + 3];
    arguments[0] = "budgets";
    arguments[1] = command;
    arguments[2] = file.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return CliRun.against(sandbox, arguments);
  }
}
