package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.text.StandardStreams;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What the command line says of the values of options before anything is sent. */
class OptionValuesTest {
  @AutoClose private final Sandbox sandbox = Sandbox.builder().start();
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "budgets list --scope organisation, BudgetScope, --scope, organisation, enterprise",
    "budgets create --amount 1 --scope enterprise --type Product, BudgetType, --type, Product, SkuPricing",
    "budgets users id --sort-order up, SortOrder, --sort-order, up, 1",
    "cost-centers list --state archived, CostCenterState, --state, archived, active",
    "exports create --type detaild --start 2023-08-01, UsageReportType, --type, detaild, detailed"
  })
  @Regression(
      input = "--scope organisation",
      before = "sent without a word",
      now = "sent, with a note of the values that the contract knows")
  void value_thatTheContractDoesNotKnow_isSentWithANote(
      String command, String schema, String option, String value, String known) {
    String values =
        Contract.bundled()
            .document()
            .at("/components/schemas/%s/anyOf/0/enum".formatted(schema))
            .valueStream()
            .map(JsonNode::asText)
            .collect(Collectors.joining(", "));

    CliRun run = run(command);

    assertThat(run.errorLines())
        .anyMatch(
            line ->
                line.startsWith(
                    "%s: '%s' isn't a documented value and is sent as it is; documented are %s"
                        .formatted(option, value, values)));
    assertThat(sandbox.requests()).isNotEmpty();
    assertThat(run(command.replace(" " + value, " " + known)).err())
        .doesNotContain("isn't a documented value");
  }

  @ParameterizedTest
  @CsvSource({
    "budgets list --scope organisation, organization",
    "cost-centers list --state archived, deleted",
    "exports create --type detail --start 2023-08-01, detailed"
  })
  void value_thatIsSimilarToAKnownOne_isAskedAbout(String command, String meant) {
    assertThat(run(command).err()).contains(": did you mean %s?\n".formatted(meant));
  }

  @Test
  @Regression(
      input = "budget_scope: organisation in a file of budgets",
      before = "sent without a word",
      now = "sent, with a note that names the place")
  void file_valueThatTheContractDoesNotKnow_isNoted() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("budgets.yaml"),
            """
            budgets:
              - {budget_scope: organisation, budget_type: SkuPricing, budget_amount: 1,
                 prevent_further_usage: false,
                 budget_alerting: {will_alert: false, alert_recipients: []}}
            """);

    CliRun run = run("budgets plan " + file);

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.errorLines())
        .first()
        .asString()
        .startsWith(
            "in %s, budgets[0]/budget_scope: 'organisation' isn't a documented value"
                .formatted(file));
    assertThat(run.errorLines()).hasSize(2); // The other one says that nothing was changed.
  }

  @Test
  @Regression(
      input = "budgets create --amount x",
      before = "'x' is not a long",
      now = "must be a whole number, was x")
  void value_ofAnotherType_isRefusedWithoutTheNamesOfJava() {
    List<String> messages = new ArrayList<>();
    CommandLine program =
        Ghbilling.commandLine(
            new Console(
                Map.of(),
                StandardStreams.of(new StringWriter(), new StringWriter()),
                Clock.systemUTC()));
    addMessages(program, program, messages);

    assertThat(messages).hasSizeGreaterThan(30).anyMatch(line -> line.contains("was ?x\n"));
    assertThat(messages)
        .noneMatch(
            line ->
                line.matches(
                    "(?is).*(\\bis not an? \\w+$|java\\.|\\b(int|long|double|bigdecimal|enum)\\b).*"));
  }

  private static void addMessages(CommandLine program, CommandLine command, List<String> messages) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (option.arity().max() > 0) {
        try {
          String path = command.getCommandSpec().qualifiedName();
          program.parseArgs(
              (path + " " + option.longestName() + "=?x").replaceFirst("^\\S+ ", "").split(" "));
        } catch (ParameterException e) {
          messages.add(e.getMessage() + "\n");
        }
      }
    }
    command.getSubcommands().values().forEach(each -> addMessages(program, each, messages));
  }

  @Test
  @Regression(
      input = "--base-url http://billing.example",
      before = "or allow it with allowInsecure",
      now = "or allow it with --allow-insecure")
  void setting_ofTheSdk_isNamedAsTheOption() {
    CliRun run = run("budgets list --base-url http://billing.example");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .contains("or allow it with --allow-insecure (see ghbilling budgets list --help)");
  }

  private CliRun run(String command) {
    return CliRun.against(sandbox, command.split(" +"));
  }
}
