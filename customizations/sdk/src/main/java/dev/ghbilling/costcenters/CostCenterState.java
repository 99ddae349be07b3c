package dev.ghbilling.costcenters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.model.CostCenter;
import java.util.Optional;

/** Whether a cost center is in use: a property that GitHub added later. */
final class CostCenterState {
  private CostCenterState() {}

  /** GitHub keeps what was in a cost center that is no more. */
  static boolean isDeleted(CostCenter center) {
    return of(center).filter("deleted"::equalsIgnoreCase).isPresent();
  }

  /**
   * Nothing, for one that is active or doesn't say.
   *
   * @throws IllegalArgumentException for any other
   */
  static void requireActive(CostCenter center) {
    of(center)
        .filter(state -> !state.equalsIgnoreCase("active"))
        .ifPresent(
            state -> {
              throw new IllegalArgumentException(
                  "the cost center %s (%s) is %s: its users can't be planned"
                      .formatted(center.name(), center.id(), state));
            });
  }

  private static Optional<String> of(CostCenter center) {
    return Optional.ofNullable(center.additionalProperties().get("state"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText);
  }
}
