package dev.ghbilling.usage;

import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.UsageItem;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The usage of a whole enterprise: that of no cost center, and that of each one.
 *
 * @param rows all rows, those of no cost center first
 */
public record EnterpriseUsage(List<Row> rows) {
  /**
   * A usage item and the cost center that it is charged to.
   *
   * @param item the item, as the server sent it
   * @param costCenter the cost center, or null when the item belongs to none
   */
  public record Row(UsageItem item, @Nullable CostCenter costCenter) {}

  /** Copies the list. */
  public EnterpriseUsage {
    rows = List.copyOf(rows);
  }

  /** Returns the items without their cost centers. */
  public List<UsageItem> items() {
    return rows.stream().map(Row::item).toList();
  }

  /** Returns the sum of all items. */
  public UsageTotal total() {
    return UsageTotal.of(items());
  }

  /**
   * Adds up the usage. The values of {@link UsageDimension#COST_CENTER} are names, followed by the
   * id where several cost centers have the same name.
   *
   * @param by the dimensions, at least one
   */
  public UsageTotals totals(UsageDimension... by) {
    Map<String, Set<String>> idsByName = new HashMap<>();
    for (Row row : rows) {
      if (row.costCenter() != null) {
        idsByName
            .computeIfAbsent(key(row.costCenter()), unknown -> new HashSet<>())
            .add(row.costCenter().id());
      }
    }
    return UsageTotals.of(
        rows,
        row -> UsageTotal.ZERO.plus(row.item()),
        (row, dimension) ->
            dimension == UsageDimension.COST_CENTER
                ? label(row.costCenter(), idsByName)
                : dimension.of(row.item()),
        by);
  }

  private static @Nullable String label(
      @Nullable CostCenter center, Map<String, Set<String>> idsByName) {
    if (center == null) {
      return null;
    }
    boolean unique = idsByName.getOrDefault(key(center), Set.of()).size() == 1;
    return unique && !center.name().isBlank()
        ? center.name()
        : "%s (%s)".formatted(center.name(), center.id()).strip();
  }

  private static String key(CostCenter center) {
    return center.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the date of the newest item, as the server sent it, or null when there is no item.
   * Usage arrives up to two days late.
   */
  public @Nullable String newestDate() {
    return rows.stream().map(row -> row.item().date()).max(Comparator.naturalOrder()).orElse(null);
  }
}
