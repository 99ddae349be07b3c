package dev.ghbilling.cli.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ghbilling.cli.input.Converters;
import dev.ghbilling.usage.UsageTotal;
import dev.ghbilling.usage.UsageTotals;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The document that {@code usage --group-by} prints. Amounts have the names that the API gives
 * them.
 *
 * @param groupBy the dimension by which rows are grouped, for example {@code cost-center}
 * @param groups the totals of each value of the dimension
 * @param total the totals of all rows
 */
record GroupedUsage(String groupBy, List<Group> groups, Group total) {
  /**
   * The totals of some rows.
   *
   * @param value the value that the rows share; null if they have none, and in the overall total
   * @param rows the number of rows
   * @param grossAmount US dollars before discounts
   * @param discountAmount US dollars of discounts
   * @param netAmount US dollars after discounts
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
        Converters.name(totals.by().get(0)),
        totals.groups().stream().map(group -> Group.of(group.value(), group.total())).toList(),
        Group.of(null, totals.total()));
  }
}
