package dev.ghbilling.usage;

import dev.ghbilling.client.model.UsageItem;
import java.math.BigDecimal;

/**
 * The sum of usage items, in US dollars, exact. Each amount is the sum of what the server sent;
 * none is computed from another.
 *
 * @param items how many items were added
 * @param gross before discounts
 * @param discount the discounts
 * @param net what is charged
 */
public record UsageTotal(long items, BigDecimal gross, BigDecimal discount, BigDecimal net) {
  /** The sum of nothing. */
  public static final UsageTotal ZERO =
      new UsageTotal(0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  /** This sum and one more item. */
  public UsageTotal plus(UsageItem item) {
    return new UsageTotal(
        items + 1,
        gross.add(item.grossAmount()),
        discount.add(item.discountAmount()),
        net.add(item.netAmount()));
  }
}
