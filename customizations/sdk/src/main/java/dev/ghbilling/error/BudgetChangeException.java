package dev.ghbilling.error;

import dev.ghbilling.client.model.BudgetUpdate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a plan for budgets isn't carried out completely. It names what became of each step;
 * the cause is the first failure or refusal.
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
   * @param id the budget's id; null for one that no response of this change names
   * @param budget what the budget applies to and is for, such as {@code organization octo-org
   *     ProductPricing actions}
   * @param before the values of the properties that it changes, as they were when it was planned;
   *     all of a budget to delete; null for one to create
   * @param after the values that it sets; null for a budget to delete
   * @param outcome what became of it
   * @param reason why it wasn't done; null when it was, or when it was never tried
   */
  public record StepOutcome(
      Action action,
      @Nullable String id,
      String budget,
      @Nullable BudgetUpdate before,
      @Nullable BudgetUpdate after,
      ChangeOutcome outcome,
      @Nullable String reason) {}

  /**
   * Creates the exception.
   *
   * @param outcomes all steps of the plan, in its order
   * @param cause the first failure, or why the outcomes couldn't be proven; null when there was no
   *     exception
   */
  public BudgetChangeException(List<StepOutcome> outcomes, @Nullable RuntimeException cause) {
    super(
        "budgets: "
            + ChangeOutcome.summary(
                outcomes.stream().map(StepOutcome::outcome).toList(),
                outcomes.stream().map(StepOutcome::reason),
                cause),
        cause);
    this.outcomes = List.copyOf(outcomes);
  }

  /** Returns all steps with what became of each, in the order of the plan. */
  public List<StepOutcome> outcomes() {
    return outcomes;
  }
}
