package dev.ghbilling.cli.command;

import dev.ghbilling.cli.output.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Groups the commands for the history of a bill. */
@Command(
    name = "ledger",
    description = {
      "Keep the history of a bill in a folder, query it, and export it to other programs.",
      "GitHub deletes usage after 24 months, and corrects it for several days. A ledger keeps the unchanged reports, and their rows in Parquet files."
    })
public final class LedgerCommand {
  private LedgerCommand() {}

  /** Creates the command with its subcommands. */
  public static CommandLine commandLine(Console console) {
    return new CommandLine(new LedgerCommand())
        .addSubcommand(new LedgerSyncCommand(console))
        .addSubcommand(new LedgerStatusCommand(console))
        .addSubcommand(new LedgerReportCommand(console))
        .addSubcommand(new LedgerQueryCommand(console))
        .addSubcommand(new LedgerExportCommand(console))
        .addSubcommand(new LedgerMetricsCommand(console))
        .addSubcommand(new LedgerCheckCommand(console));
  }
}
