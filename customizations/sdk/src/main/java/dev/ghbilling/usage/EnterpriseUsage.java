package dev.ghbilling.usage;

import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.UsageItem;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The usage of a whole enterprise: what belongs to no cost center, and what is charged to each one.
 *
 * @param rows every row, those of no cost center first
 */
public record EnterpriseUsage(List<Row> rows) {
  /**
   * A row and where it is charged.
   *
   * @param item the row as the server sent it
   * @param costCenter the cost center; empty when it belongs to none
   */
  public record Row(UsageItem item, Optional<CostCenter> costCenter) {}

  public EnterpriseUsage {
    rows = List.copyOf(rows);
  }

  /** The rows without their cost centers. */
  public List<UsageItem> items() {
    return rows.stream().map(Row::item).toList();
  }

  /** The sum of all. */
  public UsageTotal total() {
    return totals(UsageDimension.PRODUCT).all();
  }

  /**
   * The usage added up by a dimension. By {@link UsageDimension#COST_CENTER} the values are names,
   * and where several cost centers have the same name, it is followed by their id.
   */
  public UsageTotals totals(UsageDimension by) {
    if (by != UsageDimension.COST_CENTER) {
      return UsageTotals.of(by, items());
    }
    Map<String, Long> ids =
        rows.stream()
            .flatMap(row -> row.costCenter().stream())
            .collect(
                Collectors.groupingBy(
                    EnterpriseUsage::name,
                    Collectors.collectingAndThen(
                        Collectors.mapping(CostCenter::id, Collectors.toSet()),
                        different -> (long) different.size())));
    Function<Row, Optional<String>> label =
        row ->
            row.costCenter()
                .map(
                    center ->
                        ids.getOrDefault(name(center), 1L) > 1 || center.name().isBlank()
                            ? "%s (%s)".formatted(center.name(), center.id()).strip()
                            : center.name());
    return UsageTotals.of(by, rows, label, Row::item);
  }

  /** The date of the newest row, as it came. Usage arrives up to a day late. */
  public Optional<String> newestDate() {
    return rows.stream().map(row -> row.item().date()).max(Comparator.naturalOrder());
  }

  private static String name(CostCenter center) {
    return center.name().toLowerCase(Locale.ROOT);
  }
}
