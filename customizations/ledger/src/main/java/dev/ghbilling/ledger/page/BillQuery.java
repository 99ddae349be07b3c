package dev.ghbilling.ledger.page;

import dev.ghbilling.ledger.forecast.BillingCycle;
import java.math.BigDecimal;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A query for the bill of one cycle.
 *
 * @param account the name of the account, for the title
 * @param cycle the days that the bill is for
 * @param budget the budget of the cycle in US dollars; null without one
 * @param users whether users are listed by name; otherwise their names aren't read
 * @param top how many names a ranking lists
 */
public record BillQuery(
    String account, BillingCycle cycle, @Nullable BigDecimal budget, boolean users, int top) {
  private static final int TOP = 10;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the budget isn't positive, or nothing is to be listed
   */
  public BillQuery {
    if (budget != null && budget.signum() <= 0) {
      throw new IllegalArgumentException(
          "the budget must be more than 0, was " + budget.toPlainString());
    }
    if (top < 1) {
      throw new IllegalArgumentException("top must be at least 1, was " + top);
    }
  }

  /** Returns a query for a calendar month, without a budget and without users. */
  public static BillQuery of(String account, YearMonth month) {
    return new BillQuery(account, new BillingCycle(month, 1), null, false, TOP);
  }

  /** Returns a copy with another name of the account. */
  public BillQuery withAccount(String name) {
    return new BillQuery(name, cycle, budget, users, top);
  }

  /** Returns a copy for the cycle that begins on a day of the month, 1 to 31. */
  public BillQuery withBillingDay(int day) {
    return new BillQuery(account, new BillingCycle(cycle.month(), day), budget, users, top);
  }

  /** Returns a copy with a budget in US dollars; null without one. */
  public BillQuery withBudget(@Nullable BigDecimal limit) {
    return new BillQuery(account, cycle, limit, users, top);
  }

  /** Returns a copy that lists users by name, or doesn't. */
  public BillQuery withUsers(boolean listed) {
    return new BillQuery(account, cycle, budget, listed, top);
  }
}
