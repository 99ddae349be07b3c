package dev.ghbilling.ledger.forecast;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The days that one bill is for. A cycle is named after the month in which it begins. One that
 * begins on a day that its month doesn't have begins on the month's last day, so that cycles never
 * overlap: with 31, February's is from the 28th to March 30.
 *
 * @param month the month in which the cycle begins
 * @param billingDay the day of the month on which cycles begin, 1 to 31
 */
public record BillingCycle(YearMonth month, int billingDay) {
  private static final int LAST_DAY = 31;

  /**
   * Checks the day.
   *
   * @throws IllegalArgumentException if no month has such a day
   */
  public BillingCycle {
    if (billingDay < 1 || billingDay > LAST_DAY) {
      throw new IllegalArgumentException("the billing day must be 1 to 31, was " + billingDay);
    }
  }

  /** Returns the cycle that a day belongs to. */
  public static BillingCycle of(LocalDate day, int billingDay) {
    BillingCycle cycle = new BillingCycle(YearMonth.from(day), billingDay);
    return day.isBefore(cycle.first()) ? cycle.previous() : cycle;
  }

  /** Returns the first day. */
  public LocalDate first() {
    return month.atDay(Math.min(billingDay, month.lengthOfMonth()));
  }

  /** Returns the last day. */
  public LocalDate last() {
    return end().minusDays(1);
  }

  /** Returns the day after the last one. */
  public LocalDate end() {
    return new BillingCycle(month.plusMonths(1), billingDay).first();
  }

  /** Returns all days in their order. */
  public List<LocalDate> days() {
    return first().datesUntil(end()).toList();
  }

  /** Returns the cycle before this one. */
  public BillingCycle previous() {
    return new BillingCycle(month.minusMonths(1), billingDay);
  }

  /** Returns whether a day belongs to the cycle. */
  public boolean contains(LocalDate day) {
    return !day.isBefore(first()) && day.isBefore(end());
  }

  /** Returns the position of a day in the cycle, 1 for the first one. */
  int position(LocalDate day) {
    return (int) ChronoUnit.DAYS.between(first(), day) + 1;
  }
}
