package dev.ghbilling.costcenters;

import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.CostCenterState;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules for a cost center's state, which not every server returns. */
final class CenterState {
  private CenterState() {}

  /** Returns whether the cost center is deleted; GitHub keeps listing it with its resources. */
  static boolean isDeleted(CostCenter center) {
    return of(center).filter("deleted"::equalsIgnoreCase).isPresent();
  }

  /** Returns the names of deleted cost centers that no other one has. */
  static Set<String> deletedNames(List<CostCenter> all) {
    Set<String> names = new HashSet<>();
    all.stream().filter(CenterState::isDeleted).forEach(center -> names.add(center.name()));
    all.stream().filter(center -> !isDeleted(center)).forEach(other -> names.remove(other.name()));
    return names;
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
