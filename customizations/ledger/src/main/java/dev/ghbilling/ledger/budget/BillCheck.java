package dev.ghbilling.ledger.budget;

import dev.ghbilling.ledger.forecast.Forecast;
import dev.ghbilling.ledger.page.Bill;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bill held against its budget. Amounts are net and in US dollars.
 *
 * @param limit the amount that isn't to be exceeded: the share of the budget
 * @param spent the known days of the cycle, exactly
 * @param spentPercent the share of the budget, rounded down to a tenth
 * @param projected the median of where the cycle will end; null if that isn't asked for or known
 * @param projectedPercent the share of the budget, rounded down to a tenth; null likewise
 * @param unknown why there is no projection although one is asked for; null if there is one
 */
public record BillCheck(
    BigDecimal limit,
    BigDecimal spent,
    BigDecimal spentPercent,
    @Nullable BigDecimal projected,
    @Nullable BigDecimal projectedPercent,
    @Nullable String unknown) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Whether a bill is over a limit. */
  public enum Status {
    /** It isn't, as far as is known. */
    OK,
    /** It isn't yet, but will probably be at the end of the cycle. */
    PROJECTED_OVER,
    /** It is. */
    OVER
  }

  /**
   * Checks a bill.
   *
   * @param bill a bill with a budget
   * @param percent the share of the budget that isn't to be exceeded, in percent
   * @param forecast whether the end of the cycle is checked, too
   * @throws IllegalArgumentException if the bill has no budget, or one of the numbers isn't
   *     positive
   */
  public static BillCheck of(Bill bill, BigDecimal percent, boolean forecast) {
    BigDecimal budget = bill.budget();
    if (budget == null || budget.signum() <= 0) {
      throw new IllegalArgumentException("the budget must be over 0, was " + budget);
    }
    if (percent.signum() <= 0) {
      throw new IllegalArgumentException("the share must be over 0, was " + percent);
    }
    BigDecimal spent = Objects.requireNonNullElse(bill.total().net(), BigDecimal.ZERO);
    BigDecimal projected = forecast ? projected(bill.forecast(), spent) : null;
    return new BillCheck(
        budget.multiply(percent).movePointLeft(2),
        spent,
        share(spent, budget),
        projected,
        projected == null ? null : share(projected, budget),
        forecast && bill.forecast() instanceof Forecast.TooEarly early ? early.reason() : null);
  }

  private static @Nullable BigDecimal projected(Forecast forecast, BigDecimal spent) {
    if (forecast instanceof Forecast.Projected projected) {
      return projected.net().p50();
    }
    return forecast instanceof Forecast.Settled ? spent : null;
  }

  private static BigDecimal share(BigDecimal amount, BigDecimal budget) {
    return amount.multiply(HUNDRED).divide(budget, 1, RoundingMode.DOWN);
  }

  /** Returns whether the bill is over the limit. An amount that equals the limit isn't over it. */
  public Status status() {
    if (spent.compareTo(limit) > 0) {
      return Status.OVER;
    }
    return projected != null && projected.compareTo(limit) > 0 ? Status.PROJECTED_OVER : Status.OK;
  }
}
