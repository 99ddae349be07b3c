package dev.ghbilling.cli.command;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.cli.input.UsersFile;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.costcenters.CostCenterPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
final class SyncCommand extends PlanCommand {
  @Parameters(paramLabel = "ID", description = "The ID of the cost center.")
  private String id;

  @Option(
      names = "--users-file",
      paramLabel = "FILE",
      required = true,
      description = {
        "A file with one login per line, or CSV with a header that calls one column login or username.",
        "Blank lines and comments, which begin with #, are ignored."
      })
  private Path file;

  @Option(names = "--apply", description = "Make the changes instead of only showing them.")
  private boolean apply;

  @Option(names = "--allow-moves", description = "Move users who are in another cost center.")
  private boolean allowMoves;

  @Option(
      names = "--allow-removals",
      paramLabel = "N",
      description =
          "Remove up to N users. Without it, at most half of the cost center's users are removed.")
  private @Nullable Integer allowedRemovals;

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
    if (allowedRemovals != null && allowedRemovals < 0) {
      throw new WrongUsageException("--allow-removals must be at least 0, was " + allowedRemovals);
    }
    try (GitHubBilling billing = api.connect()) {
      CostCenterPlan plan = billing.costCenters().plan(id, desired);
      Integer removals =
          allowedRemovals == null && desired.isEmpty() && allowEmpty
              ? (Integer) plan.leaves().size()
              : allowedRemovals;
      List<String> objections = objections(plan, removals);
      ChangedResources planned = ChangedResources.planned(plan);
      if (!apply) {
        print(planned, CostCenterChange.builder().build());
        objections.forEach(console::note);
        if (output.forPeople() && !plan.isEmpty()) {
          console.note("Nothing was changed. Add --apply to make the changes.");
        }
      } else if (objections.isEmpty()) {
        apply(billing, plan, planned, allowMoves, removals);
      } else {
        throw new WrongUsageException(String.join("; ", objections) + " (nothing was changed)");
      }
    }
  }

  /**
   * Returns what keeps the plan from being applied.
   *
   * @param removals how many users may be removed; null for half of the cost center's
   */
  private List<String> objections(CostCenterPlan plan, @Nullable Integer removals) {
    List<String> objections = new ArrayList<>();
    if (!allowMoves && !plan.moves().isEmpty()) {
      objections.add(moves(plan));
    }
    int leaving = plan.leaves().size();
    String removed =
        "%d of the %d users of %s would be removed"
            .formatted(leaving, plan.current(), plan.costCenterName());
    if (removals == null && plan.removesMost()) {
      objections.add(
          "%s, more than half, as if the file were incomplete: add --allow-removals %d to remove them"
              .formatted(removed, leaving));
    } else if (removals != null && leaving > removals) {
      objections.add(
          "%s: --allow-removals must be at least %d, was %d".formatted(removed, leaving, removals));
    }
    return objections;
  }

  private static String moves(CostCenterPlan plan) {
    CostCenterPlan.Move first = plan.moves().get(0);
    int number = plan.moves().size();
    return "%s in another cost center (%s in %s): add --allow-moves to move them"
        .formatted(
            number == 1 ? "1 user is" : number + " users are",
            first.resource().name(),
            first.fromName());
  }
}
