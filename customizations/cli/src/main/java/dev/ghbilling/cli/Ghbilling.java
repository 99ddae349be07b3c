package dev.ghbilling.cli;

import dev.ghbilling.usage.UsageDimension;
import java.net.URI;
import java.time.LocalDate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The program: its commands, what its own help says, and what each command has. */
@Command(
    name = "ghbilling",
    description = "What an enterprise used on GitHub, what it cost, and who is charged.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:the API or the network said no, or the output is lost",
      "2:used wrong; nothing was sent"
    })
final class Ghbilling {
  /** Stands below the help of the program, not below that of each command. */
  private static final String[] FOOTER = {
    "",
    "Built on the same contract, with a --help of their own:",
    "  conformance  Judge any server by the contract.",
    "  bench        Measure the SDK beside a hand-written client.",
    "For who changes the contract:",
    "  spec accept  Take the client that it generates now as the right one.",
    "  spec diff    Say whom the changes between two contracts break.",
    "  spec drift   Say in what GitHub's own description differs from it.",
    "  spec release Take it as the released one, which the build holds later ones against.",
    "",
    "Begin with: ghbilling demo"
  };

  private Ghbilling() {}

  static CommandLine commandLine(Console console) {
    CommandLine program =
        new CommandLine(new Ghbilling())
            .addSubcommand(new DemoCommand(console))
            .addSubcommand(
                ReadCommand.commandLine(
                    "actions",
                    "Minutes of GitHub Actions in the current billing cycle.",
                    console,
                    billing -> billing.actions().get()))
            .addSubcommand(
                ReadCommand.commandLine(
                    "packages",
                    "Gigabytes transferred out of GitHub Packages in the current billing cycle.",
                    console,
                    billing -> billing.packages().get()))
            .addSubcommand(
                ReadCommand.commandLine(
                    "storage",
                    "Gigabytes of storage shared by Actions and Packages, estimated for this month.",
                    console,
                    billing -> billing.sharedStorage().get()))
            .addSubcommand(
                ReadCommand.commandLine(
                    "committers",
                    "Committers who take a seat of GitHub Advanced Security, by repository.",
                    console,
                    billing -> billing.advancedSecurity().get()))
            .addSubcommand(new UsageCommand(console))
            .addSubcommand(CostCentersCommand.commandLine(console))
            .addSubcommand(ExportsCommand.commandLine(console))
            .addSubcommand(new SandboxCommand(console))
            .registerConverter(URI.class, Converters::url)
            .registerConverter(LocalDate.class, Converters::date)
            .registerConverter(UsageDimension.class, Converters::dimension)
            .registerConverter(OutputOptions.Format.class, Converters::format);
    program.getCommandSpec().usageMessage().footer(FOOTER);
    return program;
  }
}
