package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.text.StandardStreams;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Commands for an enterprise, an organization or a user. */
class AccountsTest {
  @AutoClose private final Sandbox sandbox = Sandbox.builder().usageItems(3_650).start();

  @Test
  void usage_ofAnOrganizationsMonth_isItsRows() throws IOException {
    CliRun run =
        run(
            "usage --org octo-org --year 2025 --month 5 --group-by organization,product --format json");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(paths()).containsExactly("/organizations/octo-org/settings/billing/usage");
    JsonNode month = ApiJson.mapper().readTree(run.out());
    assertThat(month.path("groups").findValuesAsText("organization")).containsOnly("octo-org");
    assertThat(month.at("/total/rows").asInt()).isPositive();
    assertThat(month.at("/total/netAmount").decimalValue())
        .isEqualByComparingTo(ofEnterprise("octo-org"));
  }

  private BigDecimal ofEnterprise(String organization) throws IOException {
    CliRun run =
        run(
            "usage --year 2025 --month 5 --all-cost-centers --group-by date --format json --organization "
                + organization);
    var net = ApiJson.mapper().readTree(run.out()).at("/total/netAmount").decimalValue();
    assertThat(net).isPositive();
    return net;
  }

  @ParameterizedTest
  @CsvSource({
    "usage summary --year 2025 --month 3, /enterprises/octo-enterprise/settings/billing/usage/summary, year=2025&month=3",
    "usage summary --org octo-org --repository octo-org/r --sku actions_linux, /organizations/octo-org/settings/billing/usage/summary, repository=octo-org%2Fr&sku=actions_linux",
    "usage premium-requests --user monalisa --model GPT-5, /users/monalisa/settings/billing/premium_request/usage, model=GPT-5",
    "usage ai-credits --organization octo-org --login hubot --cost-center none, /enterprises/octo-enterprise/settings/billing/ai_credit/usage, organization=octo-org&user=hubot&cost_center_id=none",
    "budgets list --org octo-org --scope repository, /organizations/octo-org/settings/billing/budgets, per_page=100&scope=repository",
    "committers --org octo-org, /orgs/octo-org/settings/billing/advanced-security, per_page=100",
  })
  void command_withFilters_asksForThem(String command, String path, String query) {
    CliRun run = run(command);

    assertThat(run.status()).as(run.err()).isZero();
    RecordedRequest request = sandbox.requests().get(0);
    assertThat(request.path()).isEqualTo(path);
    assertThat(request.query().split("&")).contains(query.split("&"));
  }

  @Test
  void account_ofAVariable_isTaken() {
    Map<String, String> environment = CliRun.environment(sandbox);
    environment.remove("GITHUB_ENTERPRISE");
    environment.put("GITHUB_USER", "monalisa");

    assertThat(CliRun.with(environment, "usage", "summary").status()).isZero();
    assertThat(paths()).containsExactly("/users/monalisa/settings/billing/usage/summary");
    assertThat(CliRun.with(environment, "exports", "list").errorLines())
        .singleElement()
        .asString()
        .contains("GitHub has this for no user, which GITHUB_USER names: give --enterprise");
  }

  @Test
  void account_ofSeveralVariables_hasToBeGiven() {
    Map<String, String> environment = CliRun.environment(sandbox);
    environment.put("GITHUB_ORGANIZATION", "octo-org");

    CliRun ambiguous = CliRun.with(environment, "usage", "summary");
    assertThat(ambiguous.status()).isEqualTo(2);
    assertThat(ambiguous.errorLines())
        .singleElement()
        .asString()
        .contains("GITHUB_ENTERPRISE and GITHUB_ORGANIZATION are set: give --enterprise or --org");
    assertThat(paths()).isEmpty();
    assertThat(CliRun.with(environment, "usage", "summary", "--org", "octo-org").status()).isZero();
    assertThat(CliRun.with(environment, "exports", "list").status()).isZero();
  }

  @Test
  @Regression(
      input = "cost-centers list --help",
      before = "offers --org and --user, which it refuses",
      now = "offers the accounts that GitHub has it for")
  void help_ofEachCommand_offersTheAccountsThatItIsFor(@TempDir Path folder) throws IOException {
    List<CommandLine> commands = new ArrayList<>();
    addLeaves(
        Ghbilling.commandLine(
            new Console(
                Map.of(),
                StandardStreams.of(new StringWriter(), new StringWriter()),
                Clock.systemUTC())),
        commands);
    Set<String> limited = new TreeSet<>();

    for (CommandLine command : commands) {
      List<String> arguments = arguments(command, folder);
      for (String option : List.of("--org", "--user")) {
        OptionSpec account = command.getCommandSpec().findOption(option);
        if (account != null && command.getCommandSpec().findOption("--user").hidden()) {
          limited.add(command.getCommandSpec().qualifiedName());
          List<String> all = new ArrayList<>(arguments);
          all.addAll(List.of(option, "octo-org"));
          CliRun run = CliRun.against(sandbox, all.toArray(String[]::new));
          assertThat(run.err().contains("GitHub has this for no "))
              .as("%s: %s", all, run.err())
              .isEqualTo(account.hidden());
        }
      }
    }

    assertThat(limited)
        .hasSizeGreaterThan(25)
        .contains("ghbilling cost-centers get", "ghbilling exports create", "ghbilling actions")
        .contains("ghbilling budgets list", "ghbilling committers")
        .doesNotContain("ghbilling usage", "ghbilling usage summary", "ghbilling ledger report");
    assertThat(CliRun.with(Map.of(), "exports", "list", "--help").out())
        .contains("--enterprise")
        .doesNotContain("--org", "--user");
    assertThat(CliRun.with(Map.of(), "budgets", "list", "--help").out())
        .contains("--enterprise", "--org")
        .doesNotContain("--user");
  }

  private static void addLeaves(CommandLine command, List<CommandLine> into) {
    if (command.getSubcommands().isEmpty()) {
      into.add(command);
    }
    command.getSubcommands().values().forEach(each -> addLeaves(each, into));
  }

  /** Returns the words of a command with what it requires. */
  private static List<String> arguments(CommandLine command, Path folder) throws IOException {
    String name = command.getCommandSpec().qualifiedName().replaceFirst("^ghbilling ", "");
    Path file =
        Files.writeString(
            folder.resolve("file"),
            name.startsWith("budgets")
                ? "budgets: []"
                : name.endsWith("sync") ? "mona" : "Mine: {users: [mona]}");
    List<String> arguments = new ArrayList<>(List.of(name.split(" ")));
    for (ArgSpec each : command.getCommandSpec().args()) {
      boolean required =
          each.group() == null
              ? each.required() || (each.arity().min() > 0 && each.isPositional())
              : each.group().multiplicity().min() > 0
                  && each == each.group().args().iterator().next();
      if (required) {
        if (each instanceof OptionSpec option) {
          arguments.add(option.longestName());
        }
        Class<?> type = each.type();
        arguments.add(
            type.equals(LocalDate.class)
                ? "2023-08-01"
                : type.equals(Long.class)
                    ? "1"
                    : type.equals(Path.class)
                        ? (each.paramLabel().equals("DIR") ? folder : file).toString()
                        : "x");
      }
    }
    if (name.equals("budgets update")) {
      arguments.addAll(List.of("--amount", "1"));
    } else if (name.matches("cost-centers (add|remove)")) {
      arguments.addAll(List.of("--login", "mona"));
    }
    return arguments;
  }

  private List<String> paths() {
    return sandbox.requests().stream().map(RecordedRequest::path).distinct().toList();
  }

  private CliRun run(String command) {
    return CliRun.against(sandbox, command.split(" +"));
  }
}
