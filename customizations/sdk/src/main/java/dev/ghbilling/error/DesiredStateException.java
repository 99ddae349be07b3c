package dev.ghbilling.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when not all steps towards a desired state of the cost centers were carried out. It names
 * what became of each; the cause is the first failure or refusal.
 */
public final class DesiredStateException extends GitHubBillingException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // Not meant to be serialized; a RuntimeException can't opt out.
  private final List<StepOutcome> outcomes;

  /**
   * A step with what became of it.
   *
   * @param action what it does, such as {@code rename} or {@code add}
   * @param costCenterId the cost center's id; null for one that wasn't created
   * @param costCenterName the cost center's name, after it was renamed
   * @param type the resource's type as GitHub has it, such as {@code User}; null for a step that
   *     concerns the cost center itself
   * @param name the resource's name; null likewise
   * @param outcome what became of it
   * @param reason why it wasn't carried out; null when it was, or when nothing is known
   * @param from the name of the cost center that the resource left, or the former name of a renamed
   *     one; otherwise null
   */
  public record StepOutcome(
      String action,
      @Nullable String costCenterId,
      String costCenterName,
      @Nullable String type,
      @Nullable String name,
      ChangeOutcome outcome,
      @Nullable String reason,
      @Nullable String from) {}

  /**
   * Creates the exception.
   *
   * @param outcomes all steps, in their order, then what the server did without a request
   * @param cause the first failure or refusal; null when there was no exception
   */
  public DesiredStateException(List<StepOutcome> outcomes, @Nullable RuntimeException cause) {
    super(
        "cost centers: of %d steps, %s"
            .formatted(
                outcomes.size(),
                ChangeOutcome.summary(
                    outcomes.stream().map(StepOutcome::outcome).toList(),
                    outcomes.stream().map(StepOutcome::reason),
                    cause)),
        cause);
    this.outcomes = List.copyOf(outcomes);
  }

  /** Returns how much of the requested change was made. */
  public ChangeExtent extent() {
    return ChangeExtent.of(outcomes.stream().map(StepOutcome::outcome).toList());
  }

  /** Returns what became of each step, in their order, then what the server did unrequested. */
  public List<StepOutcome> outcomes() {
    return outcomes;
  }
}
