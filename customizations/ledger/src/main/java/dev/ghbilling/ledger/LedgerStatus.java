package dev.ghbilling.ledger;

import dev.ghbilling.ledger.store.LedgerAccount;
import dev.ghbilling.ledger.store.ReportType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger has, and how it compares with GitHub's own sums.
 *
 * @param account whose bill it is; null as long as only files were imported
 * @param newestLanding when the newest rows came; null when there are none
 * @param settlingDays after how many days a day counts as settled
 * @param types the first and the last day of each type of which there is any
 * @param months what there is of each type and month
 * @param totals the bill of each month beside GitHub's sum
 * @param changed the paths of landed files that are missing or were changed; a sync fetches their
 *     days again as long as GitHub keeps them
 */
public record LedgerStatus(
    @Nullable LedgerAccount account,
    @Nullable Instant newestLanding,
    int settlingDays,
    List<Type> types,
    List<Month> months,
    List<Total> totals,
    List<String> changed) {
  /** Copies the lists. */
  public LedgerStatus {
    types = List.copyOf(types);
    months = List.copyOf(months);
    totals = List.copyOf(totals);
    changed = List.copyOf(changed);
  }

  /** The known days of a type. */
  public record Type(ReportType type, LocalDate first, LocalDate last) {}

  /**
   * A month of a type.
   *
   * @param days how many days are known
   * @param settled how many of them GitHub won't change any more
   * @param missing how many days up to today are unknown, since the first known one of the type
   * @param changed how many known days have a landed file that is missing or was changed
   * @param rows how many rows there are
   * @param gross the sum before discounts
   * @param discount the sum of discounts
   * @param net the sum that is charged
   * @param newestLanding when the newest rows came; null when there are none
   */
  public record Month(
      YearMonth month,
      ReportType type,
      int days,
      int settled,
      int missing,
      int changed,
      long rows,
      BigDecimal gross,
      BigDecimal discount,
      BigDecimal net,
      @Nullable Instant newestLanding) {}

  /**
   * The bill of a month.
   *
   * @param githubGross GitHub's own sum before discounts; null if it isn't known
   * @param githubNet GitHub's own sum; null if it isn't known
   * @param grossDifference how much more the ledger has than GitHub; null if that isn't known
   * @param netDifference how much more the ledger has than GitHub; null if that isn't known
   * @param githubAsOf when GitHub was asked
   */
  public record Total(
      YearMonth month,
      BigDecimal gross,
      BigDecimal net,
      @Nullable BigDecimal githubGross,
      @Nullable BigDecimal githubNet,
      @Nullable BigDecimal grossDifference,
      @Nullable BigDecimal netDifference,
      @Nullable Instant githubAsOf) {
    /** Returns whether the ledger agrees with GitHub to the last digit. */
    public boolean agrees() {
      return grossDifference != null
          && netDifference != null
          && grossDifference.signum() == 0
          && netDifference.signum() == 0;
    }
  }
}
