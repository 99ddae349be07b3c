package dev.ghbilling.cli;

import picocli.CommandLine.Command;

/** The program; its work is done by its {@link Subcommands}. */
@Command(
    name = "ghbilling",
    description = "What an enterprise used on GitHub, what it cost, and who is charged.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = picocli.CommandLine.ScopeType.INHERIT,
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
  static final String[] FOOTER = {
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

  Ghbilling() {}
}
