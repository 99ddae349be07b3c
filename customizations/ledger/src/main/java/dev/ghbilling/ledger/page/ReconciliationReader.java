package dev.ghbilling.ledger.page;

import dev.ghbilling.ledger.forecast.BillingCycle;
import dev.ghbilling.ledger.page.Bill.Day;
import dev.ghbilling.ledger.page.Bill.Reconciliation;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what other reports, and GitHub's own summary, say of a bill. */
final class ReconciliationReader {
  private static final String TYPES =
      """
      SELECT type, date, %s
      FROM rows
      WHERE type IN (SELECT type FROM billed_types) AND date >= ? AND date < ?
      GROUP BY ALL
      """
          .formatted(BillRows.SUMS);

  private static final String GITHUB_TOTALS =
      """
      SELECT gross_amount AS gross, discount_amount AS discount, net_amount AS net, as_of
      FROM github_totals
      WHERE billing_month = ?
      """;

  private ReconciliationReader() {}

  static List<Reconciliation> read(BillRows rows, BillingCycle cycle, DayTotals totals)
      throws SQLException {
    List<Reconciliation> reconciliations = new ArrayList<>();
    if (totals.haveSeveralTypes(cycle)) {
      Map<String, Map<LocalDate, Amounts>> types = new TreeMap<>();
      rows.read(
          TYPES,
          row ->
              types
                  .computeIfAbsent(row.getString("type"), type -> new HashMap<>())
                  .put(BillRows.date(row), BillRows.amounts(row)),
          cycle.first(),
          cycle.end());
      types.forEach(
          (type, days) ->
              reconciliations.add(
                  new Reconciliation(
                      type,
                      null,
                      days.size(),
                      Amounts.sum(days.values()),
                      Amounts.sum(days.keySet().stream().map(totals::of).toList()))));
    }
    if (cycle.billingDay() == 1) {
      List<Day> known = totals.days(cycle).stream().filter(Day::isKnown).toList();
      rows.read(
          GITHUB_TOTALS,
          row ->
              reconciliations.add(
                  new Reconciliation(
                      "GitHub's summary",
                      BillRows.time(row, "as_of"),
                      known.size(),
                      BillRows.amounts(row),
                      Day.total(known))),
          cycle.month().toString());
    }
    return reconciliations;
  }
}
