package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.sandbox.SandboxExtension;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(SandboxExtension.class)
class CommandsTest {
  private static final String COST_CENTER = "2eeb8ffe-6903-11ee-8c99-0242ac120002";
  private static final String ANOTHER_COST_CENTER = "3ffb9ffe-6903-11ee-8c99-0242ac120003";

  static Stream<Arguments> reading() {
    return Stream.of(
        Arguments.of("getActionsBilling", "actions"),
        Arguments.of("getPackagesBilling", "packages"),
        Arguments.of("getSharedStorageBilling", "storage"),
        Arguments.of("getAdvancedSecurityCommitters", "committers"),
        Arguments.of("getUsageReport", "usage --year 2023"),
        Arguments.of("getUsageReport", "usage --year 2023 --month 8 --day 1"),
        Arguments.of("listBudgets", "budgets list"),
        Arguments.of("listOrganizationBudgets", "budgets list --org octo-org"),
        Arguments.of("listBudgetUserStates", "budgets users 2066deda-923f-43f9-88d2-62395a28c0cdd"),
        Arguments.of("getOrganizationAdvancedSecurityCommitters", "committers --org octo-org"),
        Arguments.of("listCostCenters", "cost-centers list"),
        Arguments.of("getUsageReportExport", "exports get a1b2c3d4-e5f6-7890-abcd-ef1234567890"));
  }

  @ParameterizedTest
  @MethodSource("reading")
  void jsonFormat_anyCommand_printsTheDocumentOfTheApi(String operation, String command)
      throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      CliRun run = CliRun.against(sandbox, (command + " --format json").split(" "));

      JsonNode documented =
          Contract.bundled()
              .operation(operation)
              .orElseThrow()
              .success()
              .body()
              .orElseThrow()
              .example()
              .orElseThrow()
              .value();
      assertThat(run.status()).isZero();
      assertThat(run.err()).isEmpty();
      // Compared as numbers with their digits, so that 0.8 is not 0.80, whatever the order.
      assertThat(ContractJson.MAPPER.readTree(run.out())).isEqualTo(documented);
    }
  }

  @Test
  void actions_documentedExample_printsMinutes(Sandbox sandbox) {
    assertThat(CliRun.against(sandbox, "actions").out().lines())
        .anyMatch(line -> line.matches("total minutes used +305"));
  }

  @Test
  void csvFormat_costCenters_hasNamesOfTheApi(Sandbox sandbox) {
    assertThat(CliRun.against(sandbox, "cost-centers", "list", "--format", "csv").out())
        .isEqualTo(
            """
            id,name,state,azure_subscription,ai_credit_pool_enabled,ai_credit_pool_state.target_amount,\
            ai_credit_pool_state.current_amount,has_next_page,resources.type,resources.name
            2eeb8ffe-6903-11ee-8c99-0242ac120002,Cost Center Name,active,aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee,\
            true,21000,7250.5,,User,Monalisa
            2eeb8ffe-6903-11ee-8c99-0242ac120002,Cost Center Name,active,aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee,\
            true,21000,7250.5,,Team,enterprise-team-1
            3ffb9ffe-6903-11ee-8c99-0242ac120003,Another Cost Center,active,,false,,,,User,Octocat
            3ffb9ffe-6903-11ee-8c99-0242ac120003,Another Cost Center,active,,false,,,,Team,enterprise-team-2
            3ffb9ffe-6903-11ee-8c99-0242ac120003,Another Cost Center,active,,false,,,,Repo,octocat/hello-world
            """);
  }

  @Test
  void usage_oneMonth_printsTotalsAndNewestRow(Sandbox sandbox) {
    assertThat(CliRun.against(sandbox, "usage", "--year", "2023", "--month", "8").out())
        .contains("1 row, gross 0.8, discount 0, net 0.8 US dollars; newest row: 2023-08-01");
  }

  @Test
  void usage_groupedAsJson_printsGroupsAndTotal(Sandbox sandbox) throws IOException {
    CliRun run =
        CliRun.against(
            sandbox, "usage", "--year", "2023", "--group-by", "PRODUCT", "--format", "json");

    JsonNode document = ApiJson.mapper().readTree(run.out());
    assertThat(document.at("/groups/0/product").asText()).isEqualTo("Actions");
    assertThat(document.at("/groups/0/netAmount").decimalValue()).isEqualByComparingTo("0.8");
    assertThat(document.at("/total/rows").asLong()).isEqualTo(1);
  }

  static List<Arguments> usageHeaders() {
    JsonNode item = Contract.bundled().document().at("/components/schemas/UsageItem/properties");
    return List.of(
        Arguments.of(
            "2024", item.propertyStream().map(Map.Entry::getKey).collect(Collectors.joining(","))),
        Arguments.of(
            "2024 --group-by product", "product,items,grossAmount,discountAmount,netAmount"));
  }

  @ParameterizedTest
  @MethodSource("usageHeaders")
  void csvFormat_usageWithoutRows_hasTheHeader(String options, String header, Sandbox sandbox) {
    String command = "usage --format csv --year ";

    assertThat(CliRun.against(sandbox, (command + options).split(" ")).out())
        .isEqualTo(header + "\n");
    String documented = command + options.replace("2024", "2023 --month 8");
    assertThat(CliRun.against(sandbox, documented.split(" ")).out().lines())
        .hasSize(2)
        .first()
        .isEqualTo(header);
  }

  @Test
  void sandboxHelp_always_namesAsObserved() {
    assertThat(CliRun.with(Map.of(), "sandbox", "--help").out()).contains("--as-observed");
  }

  @Test
  void usage_allCostCenters_includesUnallocatedUsage() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().usageItems(1_000).start()) {
      int all = rows(sandbox, "--all-cost-centers");

      assertThat(all).isEqualTo(1_000);
      assertThat(
              rows(sandbox)
                  + rows(sandbox, "--cost-center", COST_CENTER)
                  + rows(sandbox, "--cost-center", ANOTHER_COST_CENTER))
          .isEqualTo(all);
      assertThat(rows(sandbox)).isBetween(1, 999);
    }
  }

  private static int rows(Sandbox sandbox, String... centers) throws IOException {
    String[] arguments =
        Stream.concat(Stream.of("usage", "--year", "2025", "--format", "json"), Stream.of(centers))
            .toArray(String[]::new);
    JsonNode report = ApiJson.mapper().readTree(CliRun.against(sandbox, arguments).out());
    return report.path("usageItems").size();
  }

  @Test
  void usage_groupedByCostCenter_coversTheEnterprise() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().usageItems(1_000).asObserved(true).start()) {
      CliRun run =
          CliRun.against(
              sandbox, "usage --year 2025 --group-by cost-center --format json".split(" "));

      JsonNode document = ApiJson.mapper().readTree(run.out());
      assertThat(document.at("/groupBy/0").asText()).isEqualTo("cost-center");
      assertThat(document.path("groups")).hasSize(2);
      assertThat(document.at("/groups/0").has("cost-center")).isFalse();
      assertThat(document.at("/groups/1/cost-center").asText()).isEqualTo("Cost Center Name");
      assertThat(document.at("/total/rows").asInt()).isEqualTo(1_000);
    }
  }

  @Test
  void usage_allCostCenters_namesTheCostCenterOfEachRow() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().usageItems(1_000).start()) {
      CliRun run =
          CliRun.against(
              sandbox, "usage --year 2025 --month 1 --all-cost-centers --format json".split(" "));

      JsonNode items = ApiJson.mapper().readTree(run.out()).path("usageItems");
      assertThat(items.get(0).has("costCenterId")).isFalse();
      JsonNode last = items.get(items.size() - 1);
      assertThat(last.path("costCenterId").asText()).isEqualTo(ANOTHER_COST_CENTER);
      assertThat(last.path("costCenterName").asText()).isEqualTo("Another Cost Center");
    }
  }

  @Test
  void usage_wholeYear_includesRowsThatTheApiOmits() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().usageItems(1_000).asObserved(true).start()) {
      assertThat(rows(sandbox, "--all-cost-centers")).isEqualTo(1_000);
    }
  }

  @Test
  void usage_tableWithoutCostCenters_printsNote(Sandbox sandbox) {
    String[] month = "usage --year 2023 --month 8".split(" ");
    String[] all = "usage --year 2023 --month 8 --all-cost-centers".split(" ");
    String[] json = "usage --year 2023 --month 8 --format json".split(" ");

    assertThat(CliRun.against(sandbox, month).errorLines())
        .containsExactly(
            "This is only the usage that isn't charged to a cost center. Add --all-cost-centers to include all of it.");
    assertThat(CliRun.against(sandbox, all).err()).isEmpty();
    assertThat(CliRun.against(sandbox, json).err()).isEmpty();
  }

  @Test
  void costCenters_addedUser_isListedUntilRemoved() {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      assertThat(CliRun.against(sandbox, "cost-centers", "add-users", COST_CENTER, "hubot").out())
          .contains("Resources successfully added to the cost center.");
      assertThat(CliRun.against(sandbox, "cost-centers", "list").out()).contains("hubot");
      assertThat(
              CliRun.against(sandbox, "cost-centers", "remove-users", COST_CENTER, "hubot").out())
          .contains("Resources successfully removed from the cost center.");
      assertThat(CliRun.against(sandbox, "cost-centers", "list").out()).doesNotContain("hubot");
    }
  }

  @Test
  void exportsCreate_outputFolder_waitsAndDownloads(@TempDir Path folder) throws IOException {
    try (Sandbox sandbox = Sandbox.builder().exportDelay(Duration.ZERO).start()) {
      CliRun run =
          CliRun.against(
              sandbox,
              "exports create --type detailed --start 2023-08-01 --end 2023-08-31 --format json --output"
                  .concat(" " + folder)
                  .split(" "));

      assertThat(run.status()).isZero();
      JsonNode export = ApiJson.mapper().readTree(run.out());
      assertThat(export.path("status").asText()).isEqualTo("completed");
      Path file = folder.resolve("usage-report-" + export.path("id").asText() + ".csv");
      assertThat(run.err()).contains(file.toString());
      assertThat(Files.readString(file)).contains("net_amount").contains("0.8");
      assertThat(folder).isDirectoryContaining(file::equals);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).hasSize(1);
      }
    }
  }

  @Test
  void exportsCreate_noTerminal_printsNoProgress(@TempDir Path folder) {
    try (Sandbox sandbox = Sandbox.builder().exportDelay(Duration.ZERO).start()) {
      String[] create =
          ("exports create --type detailed --start 2023-08-01 --end 2023-08-31 --output " + folder)
              .split(" ");
      Map<String, String> terminal = CliRun.environment(sandbox);
      terminal.put("GHBILLING_PROGRESS", "1");

      assertThat(CliRun.with(terminal, create).err()).contains("completed (checked", "file 1 of 1");
      assertThat(CliRun.against(sandbox, create).err()).doesNotContain("checked", "\r", "\u001B");
    }
  }

  @Test
  void help_everyCommand_printsUsageOnStdout() {
    for (String command :
        List.of(
            "",
            "demo",
            "actions",
            "packages",
            "storage",
            "committers",
            "usage",
            "usage summary",
            "usage premium-requests",
            "usage ai-credits",
            "budgets",
            "budgets list",
            "budgets get",
            "budgets create",
            "budgets update",
            "budgets delete",
            "budgets users",
            "budgets check",
            "budgets plan",
            "budgets apply",
            "sandbox",
            "cost-centers",
            "cost-centers list",
            "cost-centers add-users",
            "cost-centers remove-users",
            "cost-centers sync",
            "exports",
            "exports list",
            "exports get",
            "exports create",
            "exports download")) {
      CliRun run = CliRun.with(Map.of(), (command + " --help").strip().split(" "));
      assertThat(run.status()).as(command).isZero();
      assertThat(run.out()).as(command).startsWith("Usage: ghbilling " + command.strip());
      assertThat(run.err()).as(command).isEmpty();
    }
  }
}
