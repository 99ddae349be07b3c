package dev.ghbilling.cli;

import dev.ghbilling.cli.command.BudgetsCommand;
import dev.ghbilling.cli.command.CommittersCommand;
import dev.ghbilling.cli.command.CompletionCommand;
import dev.ghbilling.cli.command.CostCentersCommand;
import dev.ghbilling.cli.command.DemoCommand;
import dev.ghbilling.cli.command.ExportsCommand;
import dev.ghbilling.cli.command.GetCommand;
import dev.ghbilling.cli.command.LedgerCommand;
import dev.ghbilling.cli.command.ReadCommand;
import dev.ghbilling.cli.command.SandboxCommand;
import dev.ghbilling.cli.command.UsageCommand;
import dev.ghbilling.cli.input.Converters;
import dev.ghbilling.cli.input.NamedMonth;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.OutputFormat;
import dev.ghbilling.cli.shell.Shell;
import dev.ghbilling.client.model.BudgetScope;
import dev.ghbilling.client.model.CostCenterState;
import dev.ghbilling.client.model.UsageReportType;
import dev.ghbilling.ledger.page.BillFormat;
import dev.ghbilling.usage.UsageDimension;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The program with its commands, and the settings that all commands inherit. */
@Command(
    name = "ghbilling",
    description =
        "Show and manage the billing of a GitHub enterprise, organization or user: usage, costs, budgets, cost centers and usage reports.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:The command succeeded.",
      "1:The API or the network reported an error, the output can't be written, or a budget is over its limit.",
      "2:The arguments, or what is in a file that they name, are invalid. Nothing was changed."
    })
final class Ghbilling {
  /** The footer of the program's own help. An annotation's footer would be inherited by all. */
  private static final String[] FOOTER = {
    "",
    "Other programs, each with its own --help:",
    "  conformance   Check a server against the contract.",
    "  bench         Compare the SDK with other clients.",
    "  spec accept   Accept the changed signatures of the generated client.",
    "  spec diff     List the changes between two contracts and whom they break.",
    "  spec drift    List the differences from GitHub's own description.",
    "  spec release  Record the contract as released.",
    "",
    "Environment:",
    "  GH_TOKEN, GITHUB_TOKEN    The token; the first one that is set is used.",
    "  GITHUB_ENTERPRISE         The default of --enterprise.",
    "  GITHUB_ORGANIZATION       The default of --org.",
    "  GITHUB_USER               The default of --user.",
    "  GITHUB_API_URL            The default of --base-url.",
    "  GHBILLING_PROFILE         The default of --profile.",
    "  HTTPS_PROXY, HTTP_PROXY   The proxy for https and for http, such as",
    "                            http://USER:PASSWORD@HOST:80 or socks5://HOST:1080.",
    "  ALL_PROXY                 The proxy for either, if its own variable isn't set.",
    "  NO_PROXY                  Hosts reached without a proxy: *, domains with their",
    "                            subdomains, addresses, networks such as 10.0.0.0/8.",
    "  GITHUB_OUTSIDER_TOKEN     For conformance: a token without any permission.",
    "  JAVA_HOME                 The JDK that builds and runs ghbilling.",
    "Proxy variables may be in lower case, which takes precedence over upper case.",
    "",
    "Start with: ghbilling demo"
  };

  /** What the descriptions of commands end with whose operation GitHub has retired. */
  private static final String RETIRED =
      "GitHub retired this in September 2025 and responds with 410: see the command usage.";

  private Ghbilling() {}

  static CommandLine commandLine(Console console) {
    CommandLine program =
        new CommandLine(new Ghbilling())
            .addSubcommand(new DemoCommand(console, Ghbilling::commandLine))
            .addSubcommand(new CommittersCommand(console))
            .addSubcommand(UsageCommand.commandLine(console))
            .addSubcommand(BudgetsCommand.commandLine(console))
            .addSubcommand(CostCentersCommand.commandLine(console))
            .addSubcommand(ExportsCommand.commandLine(console))
            .addSubcommand(LedgerCommand.commandLine(console))
            .addSubcommand(new GetCommand(console))
            .addSubcommand(new SandboxCommand(console))
            .addSubcommand(
                ReadCommand.commandLine(
                    "actions",
                    "Show the GitHub Actions minutes used in the current billing cycle. " + RETIRED,
                    console,
                    billing -> billing.actions()))
            .addSubcommand(
                ReadCommand.commandLine(
                    "packages",
                    "Show the gigabytes transferred out of GitHub Packages in the current billing cycle. "
                        + RETIRED,
                    console,
                    billing -> billing.packages()))
            .addSubcommand(
                ReadCommand.commandLine(
                    "storage",
                    "Show the gigabytes of storage that GitHub Actions and GitHub Packages share, estimated for the current month. "
                        + RETIRED,
                    console,
                    billing -> billing.sharedStorage()))
            .addSubcommand(new CompletionCommand(console))
            .registerConverter(int.class, Converters::integer)
            // Not the same method reference: JDK 17 aborts when it archives two of one method.
            .registerConverter(Integer.class, text -> Converters.integer(text))
            .registerConverter(long.class, Converters::longInteger)
            .registerConverter(Long.class, text -> Converters.longInteger(text))
            .registerConverter(BigDecimal.class, Converters::percent)
            .registerConverter(BudgetScope.class, BudgetScope::new)
            .registerConverter(CostCenterState.class, CostCenterState::new)
            .registerConverter(UsageReportType.class, UsageReportType::new)
            .registerConverter(URI.class, Converters::url)
            .registerConverter(LocalDate.class, Converters::date)
            .registerConverter(NamedMonth.class, NamedMonth::of)
            .registerConverter(Shell.class, text -> Converters.constant(Shell.class, text))
            .registerConverter(
                BillFormat.class, text -> Converters.constant(BillFormat.class, text))
            .registerConverter(
                UsageDimension.class, text -> Converters.constant(UsageDimension.class, text))
            .registerConverter(
                OutputFormat.class, text -> Converters.constant(OutputFormat.class, text));
    program.getCommandSpec().usageMessage().footer(FOOTER);
    ErrorReporter errors = new ErrorReporter(console);
    return program.setParameterExceptionHandler(errors).setExecutionExceptionHandler(errors);
  }
}
