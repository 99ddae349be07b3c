package dev.ghbilling.usage;

import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.error.BadRequestException;
import dev.ghbilling.error.NotFoundException;
import dev.ghbilling.error.PermissionException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A probe that tells rows that are equal by chance from those of a server that ignores {@code
 * cost_center_id}: such a server has usage for a cost center that doesn't exist.
 */
final class CostCenterFilterProbe {
  private static final String NONEXISTENT_ID = "00000000-0000-0000-0000-000000000000";

  private final Set<UsageItem> unallocated;
  private final Function<String, List<UsageItem>> usage;
  private boolean probed;

  /**
   * Creates a probe.
   *
   * @param unallocated the usage of no cost center
   * @param usage gets the usage of a cost center by its id
   */
  CostCenterFilterProbe(
      Collection<UsageItem> unallocated, Function<String, List<UsageItem>> usage) {
    this.unallocated = new HashSet<>(unallocated);
    this.usage = usage;
  }

  /**
   * Probes the server, once, if the usage of the cost center has a row that the usage of no cost
   * center has too.
   *
   * @throws dev.ghbilling.error.UnreadableResponseException when the server ignores cost centers
   */
  void check(CostCenter center, Collection<UsageItem> charged) {
    if (probed || charged.stream().noneMatch(unallocated::contains)) {
      return;
    }
    if (nonexistentHasUsage()) {
      throw IgnoredParameter.exception(
          "cost_center_id",
          "cost center %s has rows of the usage outside of cost centers, and a nonexistent cost center has usage"
              .formatted(center.id()));
    }
    probed = true;
  }

  private boolean nonexistentHasUsage() {
    try {
      return !usage.apply(NONEXISTENT_ID).isEmpty();
    } catch (NotFoundException | BadRequestException | PermissionException refused) {
      return false;
    }
  }
}
