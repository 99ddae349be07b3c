package dev.ghbilling.cli.command;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.cli.input.CostCentersFile;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Columns;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.Grid;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.costcenters.CostCentersPlan;
import dev.ghbilling.costcenters.CostCentersPlan.Step;
import dev.ghbilling.costcenters.DesiredCostCenter;
import dev.ghbilling.error.ChangeExtent;
import dev.ghbilling.error.DesiredStateException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that compares all cost centers with a file of their desired state. */
abstract class DesiredStateCommand extends ApiCommand {
  @Parameters(
      paramLabel = "FILE",
      description = {
        "A YAML or JSON file of cost centers by name. Each may have the lists users, organizations, repositories and enterprise_teams. To rename a cost center, give its id under the new name.",
        "If a list is missing, resources of that type stay as they are; an empty list removes them. YAML anchors may be used to repeat a list."
      })
  private Path file;

  @Option(
      names = "--archive-others",
      description =
          "Archive the active cost centers that aren't in the file. By default they are kept, and lose resources to those in the file only with --allow-moves. Archiving more than half of all cost centers requires --allow-removals.")
  private boolean archiveOthers;

  @Option(
      names = "--allow-moves",
      description =
          "Move resources out of cost centers that aren't in the file, or have no list of their type there. Other moves need no option.")
  private boolean allowMoves;

  @Mixin private final RemovalGuard removals = new RemovalGuard();

  DesiredStateCommand(Console console) {
    super(console, EnumSet.of(Account.ENTERPRISE));
  }

  /**
   * Does what the command does with a plan.
   *
   * @param objections what keeps it from being applied
   */
  abstract void run(GitHubBilling billing, CostCentersPlan plan, List<String> objections);

  @Override
  public void run() {
    List<DesiredCostCenter> desired = CostCentersFile.read(file);
    removals.allowed(); // Checks it before anything is sent.
    try (GitHubBilling billing = api.connect()) {
      CostCentersPlan plan = plan(billing, desired);
      run(billing, plan, objections(plan));
    }
  }

  /** Makes the plan. What is wrong with the desired state is wrong in the file. */
  private CostCentersPlan plan(GitHubBilling billing, List<DesiredCostCenter> desired) {
    try {
      return billing.costCenters().plan(desired, archiveOthers);
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException("in %s, %s".formatted(file, e.getMessage()));
    }
  }

  private List<String> objections(CostCentersPlan plan) {
    List<String> objections = new ArrayList<>();
    List<Step> moves = plan.movesFromOthers();
    if (!allowMoves && !moves.isEmpty()) {
      Step first = moves.get(0);
      objections.add(
          "%s would be taken from cost centers for which %s has no list of that type, first: %s; add --allow-moves to allow that"
              .formatted(
                  moves.size() == 1 ? "1 resource" : moves.size() + " resources", file, first));
    }
    removals
        .objection(plan.removals(), plan.largeRemovals().stream().findFirst())
        .ifPresent(objections::add);
    return objections;
  }

  /** Prints the document. For people, how much was applied means nothing without changes. */
  final void print(ChangedCostCenters changed) {
    List<String> columns = Columns.of(ChangedCostCenters.Change.class);
    output.print(
        changed,
        "changes",
        columns,
        () ->
            Grid.of(changed.changes().isEmpty() ? ResultJson.object() : ResultJson.of(changed))
                .ordered(columns));
  }

  /** Shows what would change. */
  @Command(
      name = "plan",
      description = {
        "Show the changes that would bring all cost centers to the state in a file.",
        "Nothing is changed."
      })
  static final class Plan extends DesiredStateCommand {
    Plan(Console console) {
      super(console);
    }

    @Override
    void run(GitHubBilling billing, CostCentersPlan plan, List<String> objections) {
      print(ChangedCostCenters.planned(plan));
      objections.forEach(console::note);
      if (output.forPeople()) {
        console.note(
            plan.isEmpty()
                ? "There is nothing to do."
                : "Nothing was changed. Use apply to make the changes.");
      }
    }
  }

  /** Makes the changes. */
  @Command(
      name = "apply",
      description = {
        "Bring all cost centers to the state in a file.",
        "The changes are shown on stderr before the first one is made. To only see them, use plan."
      })
  static final class Apply extends DesiredStateCommand {
    Apply(Console console) {
      super(console);
    }

    @Override
    void run(GitHubBilling billing, CostCentersPlan plan, List<String> objections) {
      if (!objections.isEmpty()) {
        throw new WrongUsageException(String.join("; ", objections) + " (nothing was changed)");
      }
      plan.steps().forEach(step -> console.note("to do: " + step));
      ShutdownInterrupt shutdown = ShutdownInterrupt.ofThisThread();
      try {
        print(
            ChangedCostCenters.applied(
                ChangeExtent.ALL, billing.costCenters().apply(plan, true, allowedRemovals(plan))));
      } catch (DesiredStateException e) {
        print(ChangedCostCenters.applied(e.extent(), e.outcomes()));
        throw e;
      } finally {
        shutdown.close();
      }
      if (plan.isEmpty() && output.forPeople()) {
        console.note("There is nothing to do.");
      }
    }

    /** Returns how many removals were shown, unless they need no permission. */
    private static @Nullable Integer allowedRemovals(CostCentersPlan plan) {
      return plan.largeRemovals().isEmpty() ? null : plan.removals();
    }
  }
}
