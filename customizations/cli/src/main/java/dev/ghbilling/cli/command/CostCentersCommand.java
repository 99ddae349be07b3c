package dev.ghbilling.cli.command;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.costcenters.CostCenterPlan;
import dev.ghbilling.costcenters.CostCenters;
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

  /** A command that adds or removes the named users. */
  private abstract static class MembershipCommand extends PlanCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The ID of the cost center.")
    private String id;

    @Parameters(
        index = "1..*",
        arity = "1..*",
        paramLabel = "LOGIN",
        description = "The logins of the users.")
    private List<String> logins;

    private final String change;

    MembershipCommand(Console console, String change) {
      super(console);
      this.change = change;
    }

    abstract CostCenterPlan plan(CostCenters costCenters, String id, List<String> logins);

    @Override
    public void run() {
      try (GitHubBilling billing = api.connect()) {
        CostCenterPlan plan = plan(billing.costCenters(), id, logins);
        ChangedUsers planned = ChangedUsers.planned(plan).withUnchangedAs(change);
        apply(billing, plan, planned, true, plan.leaves().size());
      }
    }
  }

  @Command(
      name = "add-users",
      description = "Charge the consumption of users to a cost center from now on.")
  private static final class AddUsers extends MembershipCommand {
    AddUsers(Console console) {
      super(console, "join");
    }

    @Override
    CostCenterPlan plan(CostCenters costCenters, String id, List<String> logins) {
      return costCenters.planAdding(id, logins);
    }
  }

  @Command(
      name = "remove-users",
      description = "Stop charging the consumption of users to a cost center.")
  private static final class RemoveUsers extends MembershipCommand {
    RemoveUsers(Console console) {
      super(console, "leave");
    }

    @Override
    CostCenterPlan plan(CostCenters costCenters, String id, List<String> logins) {
      return costCenters.planRemoving(id, logins);
    }
  }
}
