package dev.ghbilling.cli.command;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.client.model.CostCenterChange;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Groups the commands for cost centers. */
@Command(
    name = "cost-centers",
    description = "Manage the cost centers that users' consumption is charged to.")
public final class CostCentersCommand {
  private CostCentersCommand() {}

  /** Creates the command with its subcommands. */
  public static CommandLine commandLine(Console console) {
    return new CommandLine(new CostCentersCommand())
        .addSubcommand(
            ReadCommand.commandLine(
                "list",
                "List all cost centers and the resources that are charged to each.",
                console,
                billing -> billing.costCenters().list()))
        .addSubcommand(new AddUsers(console))
        .addSubcommand(new RemoveUsers(console))
        .addSubcommand(new SyncCommand(console));
  }

  /** A command that changes the users of a cost center. */
  private abstract static class MembershipCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The ID of the cost center.")
    private String id;

    @Parameters(
        index = "1..*",
        arity = "1..*",
        paramLabel = "LOGIN",
        description = "The logins of the users.")
    private List<String> logins;

    MembershipCommand(Console console) {
      super(console);
    }

    abstract CostCenterChange change(GitHubBilling billing, String id, List<String> logins);

    @Override
    public void run() {
      try (GitHubBilling billing = api.connect()) {
        output.print(change(billing, id, logins));
      }
    }
  }

  @Command(
      name = "add-users",
      description = "Charge the consumption of users to a cost center from now on.")
  private static final class AddUsers extends MembershipCommand {
    AddUsers(Console console) {
      super(console);
    }

    @Override
    CostCenterChange change(GitHubBilling billing, String id, List<String> logins) {
      return billing.costCenters().addUsers(id, logins);
    }
  }

  @Command(
      name = "remove-users",
      description = "Stop charging the consumption of users to a cost center.")
  private static final class RemoveUsers extends MembershipCommand {
    RemoveUsers(Console console) {
      super(console);
    }

    @Override
    CostCenterChange change(GitHubBilling billing, String id, List<String> logins) {
      return billing.costCenters().removeUsers(id, logins);
    }
  }
}
