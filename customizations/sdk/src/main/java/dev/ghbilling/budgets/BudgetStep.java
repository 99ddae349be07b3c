package dev.ghbilling.budgets;

import dev.ghbilling.client.model.Budget;
import dev.ghbilling.client.model.BudgetRequest;
import dev.ghbilling.client.model.BudgetUpdate;
import dev.ghbilling.error.BudgetChangeException.Action;
import dev.ghbilling.error.BudgetChangeException.StepOutcome;
import dev.ghbilling.internal.change.ChangeRun;
import dev.ghbilling.internal.change.TrackedChange;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request of a plan that changes something, with what became of it. */
final class BudgetStep extends TrackedChange<List<Budget>> {
  private final Planned planned;
  private final String written;
  private final @Nullable BudgetUpdate before;
  private final Supplier<String> request;
  private @Nullable String id;

  /** What the step does, whenever it is planned. */
  private record Planned(
      Action action, @Nullable String id, BudgetKey key, @Nullable BudgetUpdate after) {
    @Override
    public String toString() {
      return action.name().toLowerCase(Locale.ROOT) + " " + key;
    }
  }

  private BudgetStep(
      Action action,
      @Nullable String id,
      BudgetKey key,
      BudgetKey written,
      @Nullable BudgetUpdate before,
      @Nullable BudgetUpdate after,
      Predicate<List<Budget>> shown,
      Supplier<String> request) {
    super(shown);
    this.planned = new Planned(action, id, key, after);
    this.written = written.toString();
    this.id = id;
    this.before = before;
    this.request = request;
  }

  static BudgetStep creation(BudgetRequest budget, Function<BudgetRequest, Budget> call) {
    BudgetKey key = BudgetKey.of(budget);
    return new BudgetStep(
        Action.CREATE,
        null,
        key,
        BudgetKey.written(budget),
        null,
        BudgetPlan.all(budget),
        listed ->
            listed.stream()
                .anyMatch(each -> BudgetKey.of(each).equals(key) && BudgetPlan.holds(budget, each)),
        () -> call.apply(budget).id());
  }

  static BudgetStep update(
      BudgetPlan.Change change, BiFunction<String, BudgetUpdate, Budget> call) {
    String id = change.budget().id();
    return new BudgetStep(
        Action.UPDATE,
        id,
        BudgetKey.of(change.budget()),
        BudgetKey.written(change.budget()),
        BudgetPlan.current(change),
        change.update(),
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
        BudgetKey.written(budget),
        BudgetPlan.all(budget),
        null,
        listed -> listed.stream().noneMatch(each -> each.id().equals(budget.id())),
        () -> {
          call.accept(budget.id());
          return budget.id();
        });
  }

  /** Returns what the step does, which equals that of the same step of another plan. */
  Object planned() {
    return planned;
  }

  /** Sends the request, unless the run has ended. */
  void attempt(ChangeRun run) {
    Runnable sending = () -> id = request.get();
    if (planned.action() == Action.DELETE) {
      run.attemptDeletion(this, sending);
    } else {
      run.attempt(this, sending);
    }
  }

  /** Returns the step with what became of it. */
  StepOutcome toOutcome() {
    return new StepOutcome(
        planned.action(), id, written, before, planned.after(), outcome(), reason());
  }
}
