package dev.ghbilling.budgets;

import dev.ghbilling.client.model.Budget;
import dev.ghbilling.client.model.BudgetRequest;
import dev.ghbilling.client.model.BudgetUpdate;
import dev.ghbilling.error.BudgetChangeException.Action;
import dev.ghbilling.error.BudgetChangeException.StepOutcome;
import dev.ghbilling.internal.change.ChangeRun;
import dev.ghbilling.internal.change.TrackedChange;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request of a plan that changes something, with what became of it. */
final class BudgetStep extends TrackedChange<List<Budget>> {
  private final Action action;
  private final BudgetKey key;
  private final Supplier<String> request;
  private @Nullable String id;

  private BudgetStep(
      Action action,
      @Nullable String id,
      BudgetKey key,
      Predicate<List<Budget>> shown,
      Supplier<String> request) {
    super(shown);
    this.action = action;
    this.id = id;
    this.key = key;
    this.request = request;
  }

  static BudgetStep creation(BudgetRequest budget, Function<BudgetRequest, Budget> call) {
    BudgetKey key = BudgetKey.of(budget);
    return new BudgetStep(
        Action.CREATE,
        null,
        key,
        listed -> listed.stream().anyMatch(each -> BudgetKey.of(each).equals(key)),
        () -> call.apply(budget).id());
  }

  static BudgetStep update(
      BudgetPlan.Change change, BiFunction<String, BudgetUpdate, Budget> call) {
    String id = change.budget().id();
    return new BudgetStep(
        Action.UPDATE,
        id,
        BudgetKey.of(change.budget()),
        listed ->
            listed.stream()
                .anyMatch(each -> each.id().equals(id) && BudgetPlan.holds(change.update(), each)),
        () -> call.apply(id, change.update()).id());
  }

  static BudgetStep deletion(Budget budget, Consumer<String> call) {
    return new BudgetStep(
        Action.DELETE,
        budget.id(),
        BudgetKey.of(budget),
        listed -> listed.stream().noneMatch(each -> each.id().equals(budget.id())),
        () -> {
          call.accept(budget.id());
          return budget.id();
        });
  }

  /** Sends the request, unless the run has ended. */
  void attempt(ChangeRun run) {
    Runnable sending = () -> id = request.get();
    if (action == Action.DELETE) {
      run.attemptDeletion(this, sending);
    } else {
      run.attempt(this, sending);
    }
  }

  /** Returns the step with what became of it. */
  StepOutcome toOutcome() {
    return new StepOutcome(action, id, key.toString(), outcome(), reason());
  }
}
