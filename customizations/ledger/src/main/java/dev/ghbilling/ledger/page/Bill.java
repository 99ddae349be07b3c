package dev.ghbilling.ledger.page;

import dev.ghbilling.ledger.forecast.BillingCycle;
import dev.ghbilling.ledger.forecast.Forecast;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bill of a cycle, with everything that a document of it shows.
 *
 * @param account the name of the account
 * @param cycle the days that the bill is for
 * @param total the sum of the known days
 * @param previous the sum of the known days of the previous cycle
 * @param comparison the cycle beside the previous one; null when no day can be compared
 * @param forecast where the cycle will end, or why that isn't known
 * @param budget the budget in US dollars; null without one
 * @param days all days of the cycle
 * @param previousDays all days of the previous cycle
 * @param splits the days by product, SKU and model, the largest ones and the sum of the others
 * @param rankings the largest amounts and changes of each dimension
 * @param reconciliations the sums of each type of report beside the bill's, where several were
 *     landed, and GitHub's own
 * @param landed when the newest of the rows were landed; null if there are none
 */
public record Bill(
    String account,
    BillingCycle cycle,
    Amounts total,
    Amounts previous,
    @Nullable Comparison comparison,
    Forecast forecast,
    @Nullable BigDecimal budget,
    List<Day> days,
    List<Day> previousDays,
    Map<Split, List<Series>> splits,
    List<Ranking> rankings,
    List<Reconciliation> reconciliations,
    @Nullable Instant landed) {

  /** Copies the lists. */
  public Bill {
    days = List.copyOf(days);
    previousDays = List.copyOf(previousDays);
    splits = Map.copyOf(splits);
    rankings = List.copyOf(rankings);
    reconciliations = List.copyOf(reconciliations);
  }

  /** Returns how many days of the cycle are known. */
  public long knownDays() {
    return days.stream().filter(Day::isKnown).count();
  }

  /** Returns how many days of the cycle GitHub isn't expected to correct any more. */
  public long settledDays() {
    return days.stream().filter(Day::settled).count();
  }

  /** Returns the newest day of the cycle that is known. */
  public Optional<LocalDate> newestKnownDay() {
    return days.stream().filter(Day::isKnown).map(Day::date).reduce((earlier, later) -> later);
  }

  /** Returns the days that aren't known although later ones are settled. */
  public List<LocalDate> missingDays() {
    return missingDays(cycle.first().minusDays(1));
  }

  /**
   * Returns the days that aren't known although a later one is settled, or although they are due by
   * now. A day isn't missing if all later known days may still change: its usage may arrive late,
   * or it may have none.
   */
  public List<LocalDate> missingDays(LocalDate due) {
    LocalDate newest =
        days.stream()
            .filter(Day::settled)
            .map(Day::date)
            .filter(settled -> settled.isAfter(due))
            .reduce(due, (earlier, later) -> later);
    return days.stream()
        .filter(day -> !day.isKnown() && !day.date().isAfter(newest))
        .map(Day::date)
        .toList();
  }

  /**
   * A day.
   *
   * @param date the day in UTC
   * @param type the type of report that its rows are from; null if the day isn't known
   * @param settled whether GitHub isn't expected to correct it any more
   * @param amounts its sums; zero on a known day without usage, unknown on any other
   */
  public record Day(LocalDate date, @Nullable String type, boolean settled, Amounts amounts) {
    /** Returns whether a report with this day has been landed. */
    public boolean isKnown() {
      return type != null;
    }

    /** Returns the sum of the known days, which is unknown if there are none. */
    static Amounts total(Collection<Day> days) {
      return days.stream()
          .filter(Day::isKnown)
          .map(Day::amounts)
          .reduce(Amounts::plus)
          .orElse(Amounts.UNKNOWN);
    }
  }

  /**
   * Days that are known in both of two cycles: all of them if both are over, otherwise the settled
   * ones of this cycle and those at the same position in the previous one. A day of which usage is
   * still arriving would make each running cycle look cheaper than the one before.
   *
   * @param whole whether all days of both cycles are compared
   * @param days how many days of this cycle are compared
   * @param now the sum of these days
   * @param before the sum of the days of the previous cycle
   */
  public record Comparison(boolean whole, int days, Amounts now, Amounts before) {}

  /**
   * The days of one product, SKU or model.
   *
   * @param name the name; null for what has none
   * @param others how many smaller ones this is the sum of; zero if it is one
   * @param total its sum
   * @param days its amounts by day; a day without usage of it is missing
   */
  public record Series(
      @Nullable String name, int others, Amounts total, Map<LocalDate, Amounts> days) {}

  /**
   * The largest amounts and changes of a dimension.
   *
   * @param dimension the dimension
   * @param top the largest net amounts, then the sum of the others, then what isn't attributed
   * @param movers the largest changes of the net amount, either way; only what is attributed
   */
  public record Ranking(Dimension dimension, List<Line> top, List<Line> movers) {}

  /**
   * A line of a ranking.
   *
   * @param kind what the line stands for
   * @param name the name; empty if the line is for the others or for what isn't attributed
   * @param count how many names the line is for
   * @param amounts its sums in this cycle
   * @param now its net amount on the compared days of this cycle; null if none are compared
   * @param before its net amount on the compared days of the previous cycle; null likewise
   */
  public record Line(
      Kind kind,
      String name,
      long count,
      Amounts amounts,
      @Nullable BigDecimal now,
      @Nullable BigDecimal before) {
    /** Returns how much the net amount has changed; null if that isn't known. */
    public @Nullable BigDecimal change() {
      return now == null || before == null ? null : now.subtract(before);
    }
  }

  /** What a line of a ranking stands for. */
  public enum Kind {
    /** One name. */
    NAMED,
    /** All names that have no line. */
    OTHERS,
    /** Usage that isn't attributed to a name. */
    NOT_ATTRIBUTED
  }

  /**
   * The sums of a type of report beside those of the bill, over the days that were landed of it; or
   * what GitHub itself says of a calendar month.
   *
   * @param type the type of report, or "GitHub's summary"
   * @param asOf when GitHub said it, for its summary, which is then of the month up to that time
   * @param days how many days of the cycle were landed of it; for GitHub's summary, are known
   * @param stated its sums
   * @param billed the bill's sums of these days
   */
  public record Reconciliation(
      String type, @Nullable Instant asOf, int days, Amounts stated, Amounts billed) {
    /** Returns whether both net amounts are equal to the last digit. */
    public boolean agrees() {
      return stated.net() != null
          && billed.net() != null
          && stated.net().compareTo(billed.net()) == 0;
    }
  }
}
