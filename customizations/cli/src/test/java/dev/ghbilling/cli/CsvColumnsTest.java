package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvColumnsTest {
  @ParameterizedTest
  @CsvSource({
    "listBudgets, /budgets, budgets list",
    "getBudget, '', budgets get 2066deda-923f-43f9-88d2-62395a28c0cdd",
    "listBudgetUserStates, /user_states, budgets users b",
    "listCostCenters, /costCenters, cost-centers list",
    "listUsageReportExports, /usage_report_exports, exports list",
    "getUsageReportExport, '', exports get a1b2c3d4-e5f6-7890-abcd-ef1234567890",
    "getAdvancedSecurityCommitters, /repositories, committers",
    "getUsageSummary, /usageItems, usage summary",
    "getAiCreditUsage, /usageItems, usage ai-credits"
  })
  @Regression(
      input = "a cost center without azure_subscription before one with it",
      before = "the column came last, or was missing",
      now = "columns of the contract, in its order; unknown properties last")
  void header_whateverTheRowsHave_isTheSame(String operation, String list, String command)
      throws IOException {
    Body body =
        Contract.bundled().operation(operation).orElseThrow().success().body().orElseThrow();
    JsonNode documented = body.example().orElseThrow().value();
    String header = header(documented, command);

    for (String spared : optional(body.schema(), list)) {
      JsonNode sparse = documented.deepCopy();
      for (JsonNode row : list.isEmpty() ? List.of(sparse) : sparse.at(list)) {
        ObjectNode element = (ObjectNode) row;
        JsonNode before = element.deepCopy();
        element.removeAll().put("zzz", 1).setAll((ObjectNode) before);
        element.remove(spared);
      }
      assertThat(header(sparse, command)).as("without " + spared).isEqualTo(header + ",zzz");
    }
    if (!list.isEmpty()) {
      JsonNode empty = documented.deepCopy();
      ((ArrayNode) empty.at(list)).removeAll();
      if (empty.has("total_count")) {
        ((ObjectNode) empty).put("total_count", 0);
      }
      assertThat(header(empty, command)).isEqualTo(header);
    }
  }

  /** Returns the properties that a row may lack, and one that it doesn't have anyway. */
  private static List<String> optional(JsonNode schema, String list) {
    Contract contract = Contract.bundled();
    JsonNode row =
        list.isEmpty()
            ? contract.resolve(schema)
            : contract.schemaAt(schema, JsonPointer.compile(list + "/0")).orElseThrow();
    List<String> required = row.path("required").valueStream().map(JsonNode::asText).toList();
    return Stream.concat(
            Stream.of("none"),
            row.path("properties")
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !required.contains(name)))
        .toList();
  }

  private static String header(JsonNode document, String command) throws IOException {
    try (RecordingServer server = new RecordingServer()) {
      server.respondWith(ScriptedResponse.json(document.toString()));
      CliRun run =
          CliRun.with(
              Map.of(
                  "GITHUB_API_URL",
                  server.baseUrl().toString(),
                  "GITHUB_ENTERPRISE",
                  "octo",
                  "GITHUB_TOKEN",
                  "t"),
              (command + " --format csv").split(" "));
      assertThat(run.status()).as(run.err()).isZero();
      return run.out().lines().findFirst().orElse("");
    }
  }
}
