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
 * Tells rows that are equal by chance from those of a server that ignores {@code cost_center_id}:
 * such a server has the same usage for a cost center that doesn't exist.
 */
final class RepeatedRows {
  private static final String NO_SUCH_CENTER = "00000000-0000-0000-0000-000000000000";

  private final Set<UsageItem> unallocated;
  private final Function<String, List<UsageItem>> usage;
  private boolean told;

  /**
   * Nothing repeated so far.
   *
   * @param unallocated what belongs to no cost center
   * @param usage what is charged to a cost center, by its id
   */
  RepeatedRows(Collection<UsageItem> unallocated, Function<String, List<UsageItem>> usage) {
    this.unallocated = new HashSet<>(unallocated);
    this.usage = usage;
  }

  /**
   * Looks at what is charged to a cost center.
   *
   * @throws dev.ghbilling.error.UnreadableAnswerException when the server ignores cost centers
   */
  void check(CostCenter center, Collection<UsageItem> charged) {
    if (told || charged.stream().noneMatch(unallocated::contains)) {
      return;
    }
    if (hasUsageOfNoSuchCenter()) {
      throw Usage.ignored(
          "cost_center_id seems to be ignored: the usage of cost center %s is that of none, and"
                  .formatted(center.id())
              + " there is some of a cost center that doesn't exist");
    }
    told = true;
  }

  private boolean hasUsageOfNoSuchCenter() {
    try {
      return !usage.apply(NO_SUCH_CENTER).isEmpty();
    } catch (NotFoundException | BadRequestException | PermissionException refused) {
      return false;
    }
  }
}
