package dev.ghbilling.usage;

/**
 * The totals of a whole enterprise, and how they were found.
 *
 * @param source which operation they are from
 * @param totals the totals
 */
public record EnterpriseTotals(Source source, UsageTotals totals) {
  /** The operation that totals are from. */
  public enum Source {
    /**
     * The summaries of the months, one request each. {@link UsageTotal#items} counts their items.
     */
    SUMMARY,
    /** The reports of no cost center and of each one, one request each for every month. */
    REPORTS
  }
}
