package dev.ghbilling.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ghbilling.usage.UsageDimension;
import dev.ghbilling.usage.UsageTotal;
import dev.ghbilling.usage.UsageTotals;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Usage added up, as a document of ours: the API has none. Amounts are named as in the API.
 *
 * @param groupBy what it is added up by
 * @param groups a sum for each value
 * @param total the sum of all
 */
record GroupedUsage(String groupBy, List<Group> groups, Group total) {
  /**
   * One sum.
   *
   * @param value the value; left out for rows that have none, and in the total
   * @param rows how many rows were added
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Group(
      @Nullable String value,
      long rows,
      BigDecimal grossAmount,
      BigDecimal discountAmount,
      BigDecimal netAmount) {
    static Group of(@Nullable String value, UsageTotal total) {
      return new Group(value, total.items(), total.gross(), total.discount(), total.net());
    }
  }

  static GroupedUsage of(UsageTotals totals) {
    return new GroupedUsage(
        name(totals.by()),
        totals.groups().entrySet().stream()
            .map(group -> Group.of(group.getKey().orElse(null), group.getValue()))
            .toList(),
        Group.of(null, totals.all()));
  }

  static String name(UsageDimension dimension) {
    return dimension.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
