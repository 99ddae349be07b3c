package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.Regression;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @Test
  void help_argumentFile_isTheSame(@TempDir Path temp) throws Exception {
    Path file = Files.writeString(temp.resolve("arguments"), "actions\n--help\n");

    assertThat(run("@" + file).out())
        .isEqualTo(run("actions", "--help").out())
        .contains("--base-url");
  }

  @Test
  void help_program_listsCommandsAndOtherPrograms() {
    assertThat(run("--help").out())
        .containsPattern("actions +Show the GitHub Actions minutes")
        .containsPattern("sandbox +Serve the API")
        .containsPattern("GH_TOKEN, GITHUB_TOKEN +The token")
        .containsPattern("HTTPS_PROXY, HTTP_PROXY +The proxy")
        .contains("NO_PROXY", "GITHUB_API_URL", "Start with: ghbilling demo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"committers", "cost-centers", "cost-centers sync", "exports get"})
  void help_command_listsExitStatusesWithoutFooter(String command) {
    assertThat(run((command + " --help").split(" ")).out())
        .startsWith("Usage: ghbilling " + command)
        .contains("-V, --version", "Exit status:\n  0   The command succeeded.\n")
        .doesNotContain("Start with");
  }

  @Test
  void help_longDescription_breaksBetweenWords() {
    assertThat(run("committers", "--help").out())
        .containsPattern("Allow plain http to another machine, which exposes\\R +the token to the");
  }

  @Test
  @Regression(
      input = "ghbilling --help on a terminal",
      before = "[1m and the like, the remains of colours",
      now = "text without colours")
  void help_onATerminal_hasNoRemainsOfColours() throws Exception {
    ChildJvm.Exit exit =
        ChildJvm.of(GhbillingMain.class).options("-Dpicocli.ansi=true").run("usage", "--help");

    assertThat(exit.output()).contains("Usage: ghbilling usage [-hV]").doesNotContain("[1m");
  }

  @ParameterizedTest
  @CsvSource({
    "getActionsBilling, actions",
    "getPackagesBilling, packages",
    "getSharedStorageBilling, storage"
  })
  void help_ofARetiredOperation_saysSo(String operation, String command) {
    JsonNode retired =
        Contract.bundled().operation(operation).orElseThrow().node().path("x-retired");

    assertThat(retired.path("since").asText()).startsWith("2025-09");
    for (String arguments : List.of("--help", command + " --help")) {
      assertThat(run(arguments.split(" ")).out().replaceAll("\\s+", " "))
          .contains("GitHub retired this in September 2025 and responds with 410");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "getUsageSummary, sku, usage summary, --sku=SKU",
    "getAiCreditUsage, user, usage ai-credits, --login=LOGIN",
    "getPremiumRequestUsage, cost_center_id, usage premium-requests, --cost-center=CENTER",
    "listBudgetUserStates, threshold_lower_bound, budgets users, --threshold-lower-bound=N"
  })
  void help_ofAFilter_hasTheContractsDescription(
      String operation, String parameter, String command, String option) {
    String described =
        Contract.bundled().operation(operation).orElseThrow().parameters().stream()
            .filter(each -> each.name().equals(parameter))
            .map(each -> each.node().path("description").asText().replace("`", "").strip())
            .findFirst()
            .orElseThrow();

    assertThat(run((command + " --help").split(" ")).out().replaceAll("\\s+", " "))
        .contains(option + " " + described.replaceAll("\\s+", " "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "ledger --help",
        "ledger sync --help",
        "ledger report --help",
        "ledger query --help",
        "ledger export --help",
        "ledger metrics --help",
        "ledger check --help"
      })
  void help_ofTheLedger_startsNoDatabase(String arguments) throws Exception {
    ChildJvm.Exit exit =
        ChildJvm.of(GhbillingMain.class).options("-verbose:class").run(arguments.split(" "));

    assertThat(exit.status()).isZero();
    assertThat(exit.output()).contains("dev.ghbilling.cli.").doesNotContain("org.duckdb");
  }

  private static CliRun run(String... arguments) {
    return CliRun.with(Map.of(), arguments);
  }
}
