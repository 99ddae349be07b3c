package dev.ghbilling.cli;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.model.CostCenterChange;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What can be asked of cost centers and done to their users. */
@Command(name = "cost-centers", description = "Who is charged for what a user consumes.")
final class CostCentersCommand {
  private CostCentersCommand() {}

  static CommandLine commandLine(Console console) {
    return new CommandLine(new CostCentersCommand())
        .addSubcommand(
            ReadCommand.commandLine(
                "list",
                "All cost centers and what is charged to each.",
                console,
                billing -> billing.costCenters().list()))
        .addSubcommand(new AddUsers(console))
        .addSubcommand(new RemoveUsers(console))
        .addSubcommand(new SyncCommand(console));
  }

  /** Changes who is in a cost center. */
  private abstract static class Members extends ApiCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The cost center's id.")
    private String id;

    @Parameters(
        index = "1..*",
        arity = "1..*",
        paramLabel = "LOGIN",
        description = "The users' logins.")
    private List<String> logins;

    Members(Console console) {
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
      description = "Charge what users consume to a cost center from now on.")
  private static final class AddUsers extends Members {
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
      description = "No longer charge what users consume to a cost center.")
  private static final class RemoveUsers extends Members {
    RemoveUsers(Console console) {
      super(console);
    }

    @Override
    CostCenterChange change(GitHubBilling billing, String id, List<String> logins) {
      return billing.costCenters().removeUsers(id, logins);
    }
  }
}
