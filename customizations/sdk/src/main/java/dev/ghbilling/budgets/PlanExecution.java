package dev.ghbilling.budgets;

import dev.ghbilling.client.model.Budget;
import dev.ghbilling.error.ApiException;
import dev.ghbilling.error.BudgetChangeException;
import dev.ghbilling.error.BudgetChangeException.Action;
import dev.ghbilling.error.BudgetChangeException.StepOutcome;
import dev.ghbilling.error.CallException;
import dev.ghbilling.error.CostCenterChangeException.Outcome;
import dev.ghbilling.error.PermissionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries out the steps of a plan, and finds out what became of each. */
final class PlanExecution {
  /** What a server may respond because of a single budget. */
  private static final Set<Integer> REFUSALS = Set.of(400, 404, 409, 422);

  private static final int NOT_FOUND = 404;

  private final Function<BudgetStep, @Nullable Budget> sender;
  private final Supplier<List<Budget>> list;
  private final List<StepOutcome> outcomes = new ArrayList<>();
  private final List<Budget> results = new ArrayList<>();
  private @Nullable RuntimeException failure;
  private boolean ended;

  /**
   * Creates the execution.
   *
   * @param sender sends a step's request, and returns the budget; null when it is deleted
   * @param list lists the budgets, each with what tells it from others
   */
  PlanExecution(Function<BudgetStep, @Nullable Budget> sender, Supplier<List<Budget>> list) {
    this.sender = sender;
    this.list = list;
  }

  /**
   * Sends the requests in order, and returns the budgets in the responses.
   *
   * @throws BudgetChangeException when not all steps are done
   */
  List<Budget> carryOut(List<BudgetStep> steps) {
    for (BudgetStep step : steps) {
      if (ended) {
        became(step, Outcome.NOT_TRIED, null);
      } else {
        carryOut(step);
      }
    }
    if (failure != null) {
      throw new BudgetChangeException(outcomes, failure);
    }
    return List.copyOf(results);
  }

  private void carryOut(BudgetStep step) {
    try {
      Budget result = sender.apply(step);
      if (result != null) {
        results.add(result);
      }
      became(step, Outcome.DONE, null);
    } catch (RuntimeException e) {
      Outcome outcome = outcome(step, e);
      became(step, outcome, outcome == Outcome.DONE ? null : e.getMessage());
      if (outcome != Outcome.DONE) {
        failure = failure == null ? e : failure;
        ended = outcome != Outcome.REFUSED;
      }
    }
  }

  private void became(BudgetStep step, Outcome outcome, @Nullable String reason) {
    outcomes.add(step.with(outcome, reason));
  }

  private Outcome outcome(BudgetStep step, RuntimeException e) {
    if (wasNotSent(e)) {
      return Outcome.NOT_TRIED;
    }
    Outcome otherwise = isRefusal(e) ? Outcome.REFUSED : Outcome.FAILED;
    if (isCertain(step, e)) {
      return otherwise;
    }
    try {
      return step.isDone(list.get()) ? Outcome.DONE : otherwise;
    } catch (RuntimeException unlisted) {
      e.addSuppressed(unlisted);
      return Outcome.UNCLEAR;
    }
  }

  /** Of several attempts, an earlier one may have been carried out; what isn't there is deleted. */
  private static boolean isCertain(BudgetStep step, RuntimeException e) {
    return e instanceof ApiException response
        && response.status() / 100 == 4
        && response.attempts() == 1
        && !(step.action() == Action.DELETE && response.status() == NOT_FOUND);
  }

  private static boolean isRefusal(RuntimeException e) {
    return e instanceof ApiException response
        && !(e instanceof PermissionException)
        && REFUSALS.contains(response.status());
  }

  private static boolean wasNotSent(RuntimeException e) {
    // An interrupted wait for the next attempt bears the failure of the one before.
    return e instanceof CallException call
        ? call.attempts() == 0
        : e instanceof IllegalArgumentException
            || (e instanceof CancellationException && e.getSuppressed().length == 0);
  }
}
