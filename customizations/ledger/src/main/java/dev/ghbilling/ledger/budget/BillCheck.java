package dev.ghbilling.ledger.budget;

import dev.ghbilling.ledger.forecast.Forecast;
import dev.ghbilling.ledger.page.Bill;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bill held against its budget. Amounts are net and in US dollars.
 *
 * @param limit the amount that isn't to be exceeded: the share of the budget
 * @param spent the known days of the cycle, exactly; null if one of their amounts isn't known
 * @param spentPercent the share of the budget, rounded down to a tenth; null likewise
 * @param projected the median of where the cycle will end; null if that isn't asked for or known
 * @param projectedPercent the share of the budget, rounded down to a tenth; null likewise
 * @param unknown why there is no projection although one is asked for; null if there is one
 * @param missing the days of the cycle that aren't known although they are due, or later ones are
 */
public record BillCheck(
    BigDecimal limit,
    @Nullable BigDecimal spent,
    @Nullable BigDecimal spentPercent,
    @Nullable BigDecimal projected,
    @Nullable BigDecimal projectedPercent,
    @Nullable String unknown,
    List<LocalDate> missing) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Copies the list. */
  public BillCheck {
    missing = List.copyOf(missing);
  }

  /** Whether a bill is over a limit. */
  public enum Status {
    /** It isn't. */
    OK,
    /** What is known isn't, and that isn't enough to tell. */
    UNKNOWN,
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
   * @param due the day up to which all usage must be known by now
   * @throws IllegalArgumentException if the bill has no budget, or one of the numbers isn't
   *     positive
   */
  public static BillCheck of(Bill bill, BigDecimal percent, boolean forecast, LocalDate due) {
    BigDecimal budget = bill.budget();
    if (budget == null || budget.signum() <= 0) {
      throw new IllegalArgumentException("the budget must be over 0, was " + budget);
    }
    if (percent.signum() <= 0) {
      throw new IllegalArgumentException("the share must be over 0, was " + percent);
    }
    BigDecimal spent = bill.knownDays() == 0 ? BigDecimal.ZERO : bill.total().net();
    BigDecimal projected = forecast ? projected(bill.forecast(), spent) : null;
    return new BillCheck(
        budget.multiply(percent).movePointLeft(2),
        spent,
        share(spent, budget),
        projected,
        share(projected, budget),
        forecast && bill.forecast() instanceof Forecast.TooEarly early ? early.reason() : null,
        bill.missingDays(due));
  }

  private static @Nullable BigDecimal projected(Forecast forecast, @Nullable BigDecimal spent) {
    if (forecast instanceof Forecast.Projected projected) {
      return projected.net().p50();
    }
    return forecast instanceof Forecast.Settled ? spent : null;
  }

  private static @Nullable BigDecimal share(@Nullable BigDecimal amount, BigDecimal budget) {
    return amount == null ? null : amount.multiply(HUNDRED).divide(budget, 1, RoundingMode.DOWN);
  }

  /** Returns whether the bill is over the limit. An amount that equals the limit isn't over it. */
  public Status status() {
    if (isOver(spent)) {
      return Status.OVER;
    }
    if (isOver(projected)) {
      return Status.PROJECTED_OVER;
    }
    return spent == null || !missing.isEmpty() ? Status.UNKNOWN : Status.OK;
  }

  private boolean isOver(@Nullable BigDecimal amount) {
    return amount != null && amount.compareTo(limit) > 0;
  }
}
