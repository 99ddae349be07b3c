package dev.ghbilling.ledger.page;

import java.math.BigDecimal;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Exact amounts in US dollars. What isn't known is null, which isn't zero.
 *
 * @param gross the amount before discounts
 * @param discount the discounts
 * @param net the amount that is charged
 */
public record Amounts(
    @Nullable BigDecimal gross, @Nullable BigDecimal discount, @Nullable BigDecimal net) {
  /** The amounts of nothing. */
  public static final Amounts ZERO = new Amounts(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  /** The amounts of what isn't known. */
  public static final Amounts UNKNOWN = new Amounts(null, null, null);

  /** Returns the sum of this and of other amounts. What isn't known of either isn't of the sum. */
  public Amounts plus(Amounts other) {
    return new Amounts(sum(gross, other.gross), sum(discount, other.discount), sum(net, other.net));
  }

  /** Returns the sum of amounts; zero if there are none. */
  static Amounts sum(Collection<Amounts> amounts) {
    return amounts.stream().reduce(ZERO, Amounts::plus);
  }

  /** Returns an amount, or zero for one that isn't known. */
  static BigDecimal orZero(@Nullable BigDecimal amount) {
    return amount == null ? BigDecimal.ZERO : amount;
  }

  private static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null || other == null ? null : one.add(other);
  }
}
