package dev.ghbilling.usage;

import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.client.model.UsageSummaryItem;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A sum of usage items in US dollars. It is exact: each amount is the sum of what the server sent,
 * and none is computed from another.
 *
 * @param items how many items were added up
 * @param gross the amount before discounts
 * @param discount the discounts
 * @param net the amount that is charged
 */
public record UsageTotal(long items, BigDecimal gross, BigDecimal discount, BigDecimal net) {
  /** The sum of nothing. */
  public static final UsageTotal ZERO =
      new UsageTotal(0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  /** Returns the sum of usage items. */
  public static UsageTotal of(Iterable<UsageItem> items) {
    UsageTotal sum = ZERO;
    for (UsageItem item : items) {
      sum = sum.plus(item);
    }
    return sum;
  }

  /** Returns the amounts of an item of a summary. */
  static UsageTotal of(UsageSummaryItem item) {
    return new UsageTotal(1, item.grossAmount(), item.discountAmount(), item.netAmount());
  }

  /** Returns the sum of this and an item. */
  public UsageTotal plus(UsageItem item) {
    return new UsageTotal(
        items + 1,
        gross.add(item.grossAmount()),
        discount.add(item.discountAmount()),
        net.add(item.netAmount()));
  }

  /** Returns the sum of this and another one. */
  public UsageTotal plus(UsageTotal other) {
    return new UsageTotal(
        items + other.items,
        gross.add(other.gross),
        discount.add(other.discount),
        net.add(other.net));
  }

  /**
   * Returns the amounts rounded half up, for display. Rounded amounts need not add up.
   *
   * @param decimals how many decimals are left, such as 2 for cents
   */
  public UsageTotal rounded(int decimals) {
    return new UsageTotal(
        items,
        gross.setScale(decimals, RoundingMode.HALF_UP),
        discount.setScale(decimals, RoundingMode.HALF_UP),
        net.setScale(decimals, RoundingMode.HALF_UP));
  }
}
