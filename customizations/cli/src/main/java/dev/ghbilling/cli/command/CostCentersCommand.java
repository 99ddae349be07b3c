package dev.ghbilling.cli.command;

import dev.ghbilling.cli.output.Columns;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.CostCenterList;
import dev.ghbilling.client.model.CostCenterState;
import dev.ghbilling.costcenters.CostCenters;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Groups the commands for cost centers. */
@Command(
    name = "cost-centers",
    description =
        "Manage the cost centers that the consumption of users, organizations, repositories and teams is charged to.")
public final class CostCentersCommand {
  private CostCentersCommand() {}

  /** Creates the command with its subcommands. */
  public static CommandLine commandLine(Console console) {
    return new CommandLine(new CostCentersCommand())
        .addSubcommand(new ListAll(console))
        .addSubcommand(new Get(console))
        .addSubcommand(new Create(console))
        .addSubcommand(new Rename(console))
        .addSubcommand(new Delete(console))
        .addSubcommand(new MembersCommand.Add(console))
        .addSubcommand(new MembersCommand.Remove(console))
        .addSubcommand(new MembersCommand.AddUsers(console))
        .addSubcommand(new MembersCommand.RemoveUsers(console))
        .addSubcommand(new SyncCommand(console))
        .addSubcommand(new DesiredStateCommand.Plan(console))
        .addSubcommand(new DesiredStateCommand.Apply(console));
  }

  /** A command that makes one call and prints the response. */
  private abstract static class CallCommand extends ApiCommand {
    CallCommand(Console console) {
      super(console, EnumSet.of(Account.ENTERPRISE));
    }

    abstract Object call(CostCenters costCenters);

    @Override
    public void run() {
      try (var billing = api.connect()) {
        output.print(call(billing.costCenters()));
      }
    }
  }

  /** Lists cost centers. */
  @Command(
      name = "list",
      description = "List all cost centers and the resources that are charged to each.")
  private static final class ListAll extends CallCommand {
    @Option(
        names = "--state",
        paramLabel = "S",
        description = "Only those in this state: active or deleted. Default: all.")
    private @Nullable CostCenterState state;

    @Mixin private final RowOptions rows;

    ListAll(Console console) {
      super(console);
      this.rows = new RowOptions(console);
    }

    @Override
    public void run() {
      rows.requireValid(Columns.scalarsOf(CostCenter.class));
      super.run();
    }

    @Override
    Object call(CostCenters costCenters) {
      CostCenterList all = state == null ? costCenters.list() : costCenters.list(state);
      return all.toBuilder()
          .costCenters(rows.of(all.costCenters(), Columns.scalarsOf(CostCenter.class)))
          .build();
    }
  }

  /** Shows one cost center. */
  @Command(name = "get", description = "Show a cost center with all of its resources.")
  private static final class Get extends CallCommand {
    @Parameters(paramLabel = "ID|NAME", description = "The cost center.")
    private String center;

    Get(Console console) {
      super(console);
    }

    @Override
    Object call(CostCenters costCenters) {
      return costCenters.get(costCenters.findId(center));
    }
  }

  /** Creates a cost center. */
  @Command(name = "create", description = "Create a cost center without resources.")
  private static final class Create extends CallCommand {
    @Parameters(
        paramLabel = "NAME",
        description = "The name, which no other active cost center may have.")
    private String name;

    Create(Console console) {
      super(console);
    }

    @Override
    Object call(CostCenters costCenters) {
      return costCenters.create(name);
    }
  }

  /** Changes the name of a cost center. */
  @Command(name = "rename", description = "Change the name of a cost center.")
  private static final class Rename extends CallCommand {
    @Parameters(index = "0", paramLabel = "ID|NAME", description = "The cost center.")
    private String center;

    @Parameters(
        index = "1",
        paramLabel = "NAME",
        description = "The new name, which no other active cost center may have.")
    private String name;

    Rename(Console console) {
      super(console);
    }

    @Override
    Object call(CostCenters costCenters) {
      String id = costCenters.findId(center);
      costCenters.list(CostCenterState.ACTIVE).costCenters().stream()
          .filter(each -> each.name().equals(name) && !each.id().equals(id))
          .findFirst()
          .ifPresent(
              each ->
                  console.note(
                      "There is another active cost center %s, with the ID %s."
                          .formatted(name, each.id())));
      return costCenters.rename(id, name);
    }
  }

  /** Archives a cost center. */
  @Command(
      name = "delete",
      description = {
        "Archive a cost center, which is no longer charged for anything.",
        "It can still be read, and can't become active again."
      })
  private static final class Delete extends CallCommand {
    @Parameters(paramLabel = "ID|NAME", description = "The cost center.")
    private String center;

    Delete(Console console) {
      super(console);
    }

    @Override
    Object call(CostCenters costCenters) {
      return costCenters.delete(costCenters.findId(center));
    }
  }
}
