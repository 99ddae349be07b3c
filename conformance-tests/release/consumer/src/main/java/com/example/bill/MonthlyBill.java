package com.example.bill;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.usage.UsageQuery;
import java.math.BigDecimal;
import java.time.YearMonth;

/** Computes what an enterprise has to pay. */
public final class MonthlyBill {
  private MonthlyBill() {}

  /** Returns the net amount of a month's usage outside of cost centers, in US dollars. */
  public static BigDecimal of(YearMonth month, GitHubBilling billing) {
    return billing.usage().report(UsageQuery.month(month)).usageItems().stream()
        .map(item -> item.netAmount())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
