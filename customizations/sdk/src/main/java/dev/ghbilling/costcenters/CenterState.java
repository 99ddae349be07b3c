package dev.ghbilling.costcenters;

import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.CostCenterState;
import java.util.Optional;

/** The rules for a cost center's state, which not every server returns. */
final class CenterState {
  private CenterState() {}

  /** Returns whether the cost center is deleted; GitHub keeps listing it with its resources. */
  static boolean isDeleted(CostCenter center) {
    return of(center).filter("deleted"::equalsIgnoreCase).isPresent();
  }

  /**
   * Requires that the cost center is active, or has no state.
   *
   * @throws IllegalArgumentException for any other state
   */
  static void requireActive(CostCenter center) {
    of(center)
        .filter(state -> !state.equalsIgnoreCase("active"))
        .ifPresent(
            state -> {
              throw new IllegalArgumentException(
                  "the cost center %s (%s) must be active, was %s"
                      .formatted(center.name(), center.id(), state));
            });
  }

  private static Optional<String> of(CostCenter center) {
    return Optional.ofNullable(center.state()).map(CostCenterState::value);
  }
}
