package dev.ghbilling.cli.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.budgets.BudgetPlan;
import dev.ghbilling.budgets.Budgets;
import dev.ghbilling.cli.input.BudgetsFile;
import dev.ghbilling.cli.input.OpenEnumeration;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Columns;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.Grid;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.client.model.BudgetRequest;
import dev.ghbilling.client.model.BudgetUpdate;
import dev.ghbilling.error.BudgetChangeException;
import dev.ghbilling.error.BudgetChangeException.StepOutcome;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that compares all budgets with a file of their desired state. */
abstract class BudgetPlanCommand extends ApiCommand {
  @Parameters(
      paramLabel = "FILE",
      description =
          "A YAML or JSON file with the list budgets, whose elements have the properties of the API's request to create a budget. A budget is identified by its scope, its organization, repository or cost center, its user, and its product or SKU.")
  private Path file;

  @Option(
      names = "--delete-others",
      description =
          "Delete the budgets that aren't in the file. By default, they are kept. Deleting more than half of all budgets requires --allow-removals.")
  private boolean deleteOthers;

  @Mixin private final RemovalGuard removals = new RemovalGuard();

  BudgetPlanCommand(Console console) {
    super(console, EnumSet.of(Account.ENTERPRISE, Account.ORGANIZATION));
  }

  /**
   * The document that the commands print.
   *
   * @param steps what is to be done, or was
   * @param unchanged the number of budgets that are as desired
   * @param others the number of budgets that aren't in the file and stay
   */
  record Planned(List<Step> steps, int unchanged, int others) {}

  /**
   * A change of one budget.
   *
   * @param action {@code create}, {@code update} or {@code delete}
   * @param id the budget's id; null before it is created
   * @param budget what tells it from others
   * @param before the values of the properties that change; all of a budget to delete
   * @param after their new values; null for a budget to delete
   * @param outcome what became of it; null while it is planned
   * @param reason why it wasn't done; null when it was
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Step(
      String action,
      @Nullable String id,
      String budget,
      @Nullable BudgetUpdate before,
      @Nullable BudgetUpdate after,
      @Nullable String outcome,
      @Nullable String reason) {
    private static Step of(StepOutcome step, boolean tried) {
      return new Step(
          ChangedResources.word(step.action()),
          step.id(),
          step.budget(),
          step.before(),
          step.after(),
          tried ? ChangedResources.word(step.outcome()) : null,
          step.reason());
    }
  }

  /**
   * Does what the command does with a plan, and prints it.
   *
   * @param objection what keeps it from being applied
   */
  abstract void carryOut(
      Budgets budgets, BudgetPlan plan, boolean deleteOthers, Optional<String> objection);

  @Override
  public void run() {
    BudgetsFile read = BudgetsFile.read(file);
    List<BudgetRequest> desired = read.budgets();
    removals.allowed(); // Checks it before anything is sent.
    for (int i = 0; i < desired.size(); i++) {
      OpenEnumeration.notes("in %s, budgets[%d]".formatted(file, i), desired.get(i))
          .forEach(console::note);
    }
    api.call(
        AccountCall.of(
            billing -> plan(billing.budgets(), read, "createBudget"),
            billing -> plan(billing.budgets(), read, "createOrganizationBudget")));
  }

  private BudgetPlan plan(Budgets budgets, BudgetsFile desired, String creation) {
    desired.requireRules(creation);
    BudgetPlan plan;
    try {
      plan = budgets.plan(desired.budgets());
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException("in %s, %s".formatted(file, e.getMessage()));
    }
    carryOut(budgets, plan, deleteOthers, deleteOthers ? objection(plan) : Optional.empty());
    return plan;
  }

  private Optional<String> objection(BudgetPlan plan) {
    int others = plan.others().size();
    return removals.objection(
        others,
        plan.deletesMost()
            ? Optional.of(
                "delete %d of %d %s"
                    .formatted(others, plan.present(), plan.present() == 1 ? "budget" : "budgets"))
            : Optional.empty());
  }

  /**
   * Returns the document.
   *
   * @param tried whether the steps have outcomes
   */
  static Planned document(
      BudgetPlan plan, boolean deleteOthers, List<StepOutcome> steps, boolean tried) {
    return new Planned(
        steps.stream().map(step -> Step.of(step, tried)).toList(),
        plan.unchanged().size(),
        deleteOthers ? 0 : plan.others().size());
  }

  /** Prints the document. For people, no steps are no list of them. */
  final void print(Planned planned) {
    ObjectNode table = (ObjectNode) ResultJson.of(planned);
    if (planned.steps().isEmpty()) {
      table.remove("steps");
    }
    output.print(planned, "steps", Columns.of(Step.class), () -> Grid.of(table));
  }

  /** Shows what would change. */
  @Command(
      name = "plan",
      description = {
        "Show the changes that would bring the budgets to the state in a file.",
        "Nothing is changed."
      })
  static final class Plan extends BudgetPlanCommand {
    Plan(Console console) {
      super(console);
    }

    @Override
    void carryOut(
        Budgets budgets, BudgetPlan plan, boolean deleteOthers, Optional<String> objection) {
      List<StepOutcome> steps = budgets.steps(plan, deleteOthers);
      print(document(plan, deleteOthers, steps, false));
      objection.ifPresent(console::note);
      if (output.forPeople()) {
        console.note(
            steps.isEmpty()
                ? "There is nothing to do."
                : "Nothing was changed. Use apply to make the changes.");
      }
    }
  }

  /** Makes the changes. */
  @Command(
      name = "apply",
      description = {
        "Bring the budgets to the state in a file.",
        "The outcome of each change is printed, even after a failure. To see the changes first, use plan."
      })
  static final class Apply extends BudgetPlanCommand {
    Apply(Console console) {
      super(console);
    }

    @Override
    void carryOut(
        Budgets budgets, BudgetPlan plan, boolean deleteOthers, Optional<String> objection) {
      if (objection.isPresent()) {
        throw new WrongUsageException(objection.get() + " (nothing was changed)");
      }
      ShutdownInterrupt shutdown = ShutdownInterrupt.ofThisThread();
      try {
        List<StepOutcome> steps = budgets.apply(plan, deleteOthers);
        print(document(plan, deleteOthers, steps, true));
        if (steps.isEmpty() && output.forPeople()) {
          console.note("There is nothing to do.");
        }
      } catch (BudgetChangeException e) {
        print(document(plan, deleteOthers, e.outcomes(), true));
        throw e;
      } finally {
        shutdown.close();
      }
    }
  }
}
