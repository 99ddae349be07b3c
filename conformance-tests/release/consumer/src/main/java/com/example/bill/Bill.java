package com.example.bill;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.usage.UsageQuery;
import java.math.BigDecimal;
import java.time.YearMonth;

/** What an enterprise has to pay. */
public final class Bill {
  private Bill() {}

  /** The net amount of a month's usage that belongs to no cost center, in US dollars. */
  public static BigDecimal of(YearMonth month, GitHubBilling billing) {
    return billing.usage().report(UsageQuery.month(month)).usageItems().stream()
        .map(item -> item.netAmount())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
