package dev.ghbilling.costcenters;

import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.error.CostCenterChangeException.ResourceOutcome;
import java.util.List;

/**
 * The result of a plan that was carried out.
 *
 * @param response the server's response; for several requests, the first response with the lists of
 *     all
 * @param outcomes all resources of the plan, in its order, then those that the server changed
 *     although the plan doesn't have them
 */
public record AppliedPlan(CostCenterChange response, List<ResourceOutcome> outcomes) {
  /** Copies the list. */
  public AppliedPlan {
    outcomes = List.copyOf(outcomes);
  }
}
