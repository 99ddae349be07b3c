package dev.ghbilling.cli.command;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.cli.input.UsersFile;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.costcenters.CostCenterPlan;
import dev.ghbilling.costcenters.CostCenters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  @Parameters(paramLabel = "ID|NAME", description = "The cost center.")
  private String center;

  @Option(
      names = "--users-file",
      paramLabel = "FILE",
      required = true,
      description = {
        "A file with one login per line, or CSV with a column named login or username.",
        "Blank lines and comments, which begin with #, are ignored."
      })
  private Path file;

  @Option(names = "--apply", description = "Make the changes instead of only showing them.")
  private boolean apply;

  @Option(names = "--allow-moves", description = "Move users who are in another cost center.")
  private boolean allowMoves;

  @Mixin private final RemovalGuard guard = new RemovalGuard();

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
    Integer allowedRemovals = guard.allowed();
    try (GitHubBilling billing = api.connect()) {
      CostCenters costCenters = billing.costCenters();
      CostCenterPlan plan = costCenters.plan(costCenters.findId(center), desired);
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
    guard
        .objection(
            plan.leaves().size(),
            plan.removesMost() ? Optional.of(plan.removal()) : Optional.empty(),
            removals)
        .ifPresent(objections::add);
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
