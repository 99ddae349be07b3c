package dev.ghbilling.error;

import dev.ghbilling.error.CostCenterChangeException.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a plan for budgets isn't carried out completely. It names what became of each step;
 * the cause is the first failure.
 */
public final class BudgetChangeException extends GitHubBillingException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // Not meant to be serialized; a RuntimeException can't opt out.
  private final List<StepOutcome> outcomes;

  /** What a step does to a budget. */
  public enum Action {
    /** Creates it. */
    CREATE,
    /** Changes it. */
    UPDATE,
    /** Deletes it. */
    DELETE
  }

  /**
   * A step with what became of it.
   *
   * @param action what it does
   * @param id the budget's id; null when the budget is to be created
   * @param budget what the budget applies to and is for, such as {@code organization octo-org
   *     productpricing actions}
   * @param outcome what became of it
   * @param reason why it wasn't done; null when it was, or when it was never tried
   */
  public record StepOutcome(
      Action action,
      @Nullable String id,
      String budget,
      Outcome outcome,
      @Nullable String reason) {}

  /**
   * Creates the exception.
   *
   * @param outcomes all steps of the plan, in its order
   */
  public BudgetChangeException(List<StepOutcome> outcomes, RuntimeException cause) {
    super(message(outcomes, cause), cause);
    this.outcomes = List.copyOf(outcomes);
  }

  private static String message(List<StepOutcome> outcomes, RuntimeException cause) {
    return "budgets: %s: %s"
        .formatted(
            Arrays.stream(Outcome.values())
                .map(outcome -> counted(outcomes, outcome))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", ")),
            cause.getMessage());
  }

  private static String counted(List<StepOutcome> outcomes, Outcome outcome) {
    long count = outcomes.stream().filter(step -> step.outcome() == outcome).count();
    return count == 0
        ? ""
        : count + " " + outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Returns all steps with what became of each, in the order of the plan. */
  public List<StepOutcome> outcomes() {
    return outcomes;
  }
}
