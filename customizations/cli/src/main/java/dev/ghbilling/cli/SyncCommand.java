package dev.ghbilling.cli;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.costcenters.CostCenterPlan;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a cost center's users those of a file. */
@Command(
    name = "sync",
    description = {
      "Make a cost center's users those of a file: who is missing joins, who is not in the file leaves.",
      "",
      "Shows what would change. Only --apply changes anything. Organizations, repositories and teams of the cost center stay."
    })
final class SyncCommand extends ApiCommand {
  @Parameters(paramLabel = "ID", description = "The cost center's id.")
  private String id;

  @Option(
      names = "--users-file",
      paramLabel = "FILE",
      required = true,
      description = "The logins, one a line; blank lines and what follows a # don't count.")
  private Path file;

  @Option(names = "--apply", description = "Do it.")
  private boolean apply;

  @Option(
      names = "--allow-moves",
      description = "Take users from other cost centers where they are now.")
  private boolean allowMoves;

  @Option(names = "--allow-empty", description = "Let a file without any login remove everybody.")
  private boolean allowEmpty;

  SyncCommand(Console console) {
    super(console);
  }

  @Override
  public void run() {
    List<String> desired = UsersFile.read(file);
    if (apply && desired.isEmpty() && !allowEmpty) {
      throw new WrongUsageException(
          "no login in %s would remove everybody; --allow-empty allows it".formatted(file));
    }
    try (GitHubBilling billing = api.connect()) {
      CostCenterPlan plan = billing.costCenters().plan(id, desired);
      if (apply && !allowMoves && !plan.moves().isEmpty()) {
        throw new WrongUsageException(moves(plan) + "; nothing was changed");
      }
      if (apply) {
        billing.costCenters().apply(plan, allowMoves);
      }
      output.print(SyncedUsers.of(plan, apply));
      if (!apply) {
        sayWhatIsToDo(plan);
      }
    }
  }

  private void sayWhatIsToDo(CostCenterPlan plan) {
    if (!allowMoves && !plan.moves().isEmpty()) {
      console.note(moves(plan));
    }
    if (output.forPeople() && !plan.isEmpty()) {
      console.note("nothing was changed; --apply does it");
    }
  }

  private static String moves(CostCenterPlan plan) {
    CostCenterPlan.Move first = plan.moves().get(0);
    int number = plan.moves().size();
    return "%s in another cost center (%s in %s); --allow-moves takes them from there"
        .formatted(
            number == 1 ? "1 user is" : number + " users are", first.login(), first.fromName());
  }
}
