package dev.ghbilling.cli;

import java.util.List;
import picocli.CommandLine;

/** The program: its commands, and what its own help says. */
final class Ghbilling {
  private static final Subcommand PROGRAM =
      Subcommand.before(
          "ghbilling",
          Ghbilling::subcommands,
          "What an enterprise used on GitHub, what it cost, and who is charged.");

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

  /** The program as far as these arguments need it. */
  static CommandLine commandLine(Console console, String... arguments) {
    CommandLine program = PROGRAM.commandLine(console, arguments);
    program.getCommandSpec().usageMessage().footer(FOOTER);
    return program;
  }

  private static List<Subcommand> subcommands() {
    return List.of(
        Subcommand.doing(
            "demo",
            DemoCommand::new,
            "The whole story against a sandbox on this machine: nothing to set up, no token, no network.",
            "It shows every kind of question that the API answers, with the documented examples."),
        Subcommand.doing(
            "actions",
            console -> new ReadCommand(console, billing -> billing.actions().get()),
            "Minutes of GitHub Actions in the current billing cycle."),
        Subcommand.doing(
            "packages",
            console -> new ReadCommand(console, billing -> billing.packages().get()),
            "Gigabytes transferred out of GitHub Packages in the current billing cycle."),
        Subcommand.doing(
            "storage",
            console -> new ReadCommand(console, billing -> billing.sharedStorage().get()),
            "Gigabytes of storage shared by Actions and Packages, estimated for this month."),
        Subcommand.doing(
            "committers",
            console -> new ReadCommand(console, billing -> billing.advancedSecurity().get()),
            "Committers who take a seat of GitHub Advanced Security, by repository."),
        Subcommand.doing(
            "usage",
            UsageCommand::new,
            "What was used, row by row, and what it cost in US dollars.",
            "",
            "Of the current month if no time is given. A year alone is asked month by month. Without --cost-center it is the usage of no cost center, which is not the enterprise's total; --all-cost-centers adds every center's.",
            "Amounts are the server's own; none is recomputed."),
        Subcommand.before(
            "cost-centers",
            CostCentersCommand::subcommands,
            "Who is charged for what a user consumes."),
        Subcommand.before(
            "exports",
            ExportsCommand::subcommands,
            "Usage reports that GitHub prepares in the background, for download as CSV.",
            "A public preview of GitHub's, subject to change."),
        Subcommand.doing(
            "sandbox",
            SandboxCommand::new,
            "Serve the contract on this machine, until it is interrupted. The first line of stdout is the base URL, printed when it accepts connections.",
            "",
            "It answers the documented examples. Cost centers and exports change as they are told to. Usage is the documented row, whatever the year when nothing is asked for, otherwise only where its date is asked for."));
  }
}
