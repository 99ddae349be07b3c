package dev.ghbilling.budgets;

import dev.ghbilling.client.model.Budget;
import dev.ghbilling.client.model.BudgetRequest;
import dev.ghbilling.error.BudgetChangeException.Action;
import dev.ghbilling.error.BudgetChangeException.StepOutcome;
import dev.ghbilling.error.CostCenterChangeException.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One request of a plan that changes something. */
sealed interface BudgetStep {
  /** Returns the steps of a plan in the order in which they are carried out. */
  static List<BudgetStep> of(BudgetPlan plan, boolean deleteOthers) {
    return Stream.of(
            plan.creations().stream().map(Creation::new),
            plan.changes().stream().map(Update::new),
            plan.others().stream().filter(other -> deleteOthers).map(Deletion::new))
        .<BudgetStep>flatMap(steps -> steps)
        .toList();
  }

  Action action();

  /** Returns the id of the budget; null before it is created. */
  @Nullable String id();

  /** Returns what tells the budget from others. */
  BudgetKey key();

  /** Returns the step with what became of it. */
  default StepOutcome with(Outcome outcome, @Nullable String reason) {
    return new StepOutcome(action(), id(), key().toString(), outcome, reason);
  }

  /** Returns whether the budgets are as they should be after this step. */
  boolean isDone(List<Budget> budgets);

  /** The creation of a budget. */
  record Creation(BudgetRequest budget) implements BudgetStep {
    @Override
    public Action action() {
      return Action.CREATE;
    }

    @Override
    public @Nullable String id() {
      return null;
    }

    @Override
    public BudgetKey key() {
      return BudgetKey.of(budget);
    }

    @Override
    public boolean isDone(List<Budget> budgets) {
      return budgets.stream().anyMatch(one -> BudgetKey.of(one).equals(key()));
    }
  }

  /** The update of a budget. */
  record Update(BudgetPlan.Change change) implements BudgetStep {
    @Override
    public Action action() {
      return Action.UPDATE;
    }

    @Override
    public String id() {
      return change.budget().id();
    }

    @Override
    public BudgetKey key() {
      return BudgetKey.of(change.budget());
    }

    @Override
    public boolean isDone(List<Budget> budgets) {
      return budgets.stream()
          .anyMatch(one -> one.id().equals(id()) && BudgetPlan.holds(change.update(), one));
    }
  }

  /** The deletion of a budget. */
  record Deletion(Budget budget) implements BudgetStep {
    @Override
    public Action action() {
      return Action.DELETE;
    }

    @Override
    public String id() {
      return budget.id();
    }

    @Override
    public BudgetKey key() {
      return BudgetKey.of(budget);
    }

    @Override
    public boolean isDone(List<Budget> budgets) {
      return budgets.stream().noneMatch(one -> one.id().equals(id()));
    }
  }
}
