package dev.ghbilling.cli.command;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.cli.input.UsersFile;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.costcenters.CostCenterPlan;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the users of a cost center match a file. */
@Command(
    name = "sync",
    description = {
      "Make the users of a cost center match a file.",
      "",
      "Users in the file are added, and users who are not in the file are removed. Organizations, repositories and teams are left alone. Without --apply, the changes are only shown."
    })
final class SyncCommand extends ApiCommand {
  @Parameters(paramLabel = "ID", description = "The ID of the cost center.")
  private String id;

  @Option(
      names = "--users-file",
      paramLabel = "FILE",
      required = true,
      description =
          "A file with one login per line. Blank lines and comments, which begin with #, are ignored.")
  private Path file;

  @Option(names = "--apply", description = "Make the changes instead of only showing them.")
  private boolean apply;

  @Option(names = "--allow-moves", description = "Move users who are in another cost center.")
  private boolean allowMoves;

  @Option(names = "--allow-empty", description = "Remove all users if the file contains no login.")
  private boolean allowEmpty;

  SyncCommand(Console console) {
    super(console);
  }

  @Override
  public void run() {
    List<String> desired = UsersFile.read(file);
    if (apply && desired.isEmpty() && !allowEmpty) {
      throw new WrongUsageException(
          "--users-file %s contains no login, which would remove all users: add --allow-empty"
              .formatted(file));
    }
    try (GitHubBilling billing = api.connect()) {
      CostCenterPlan plan = billing.costCenters().plan(id, desired);
      if (apply && !allowMoves && !plan.moves().isEmpty()) {
        throw new WrongUsageException(moves(plan) + " (nothing was changed)");
      }
      if (apply) {
        billing.costCenters().apply(plan, allowMoves);
      }
      output.print(SyncedUsers.of(plan, apply));
      if (!apply) {
        printNotes(plan);
      }
    }
  }

  private void printNotes(CostCenterPlan plan) {
    if (!allowMoves && !plan.moves().isEmpty()) {
      console.note(moves(plan));
    }
    if (output.forPeople() && !plan.isEmpty()) {
      console.note("Nothing was changed. Add --apply to make the changes.");
    }
  }

  private static String moves(CostCenterPlan plan) {
    CostCenterPlan.Move first = plan.moves().get(0);
    int number = plan.moves().size();
    return "%s in another cost center (%s in %s): add --allow-moves to move them"
        .formatted(
            number == 1 ? "1 user is" : number + " users are", first.login(), first.fromName());
  }
}
