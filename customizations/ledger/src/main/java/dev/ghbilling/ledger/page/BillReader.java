package dev.ghbilling.ledger.page;

import dev.ghbilling.ledger.forecast.BillingCycle;
import dev.ghbilling.ledger.forecast.WeekdayForecast;
import dev.ghbilling.ledger.page.Bill.Day;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Reads a bill from the ledger's views. Sums, ranks and changes are made by the database, so that
 * only what is shown is read, however many rows there are.
 */
public final class BillReader {
  /** How far back the forecast looks: a year and the eight weeks before it. */
  private static final int MONTHS_BEFORE = 14;

  private BillReader() {}

  /**
   * Reads a bill.
   *
   * @param connection a connection to a database with the ledger's tables and views; it isn't
   *     closed
   * @throws SQLException when the database can't be read, or a sum doesn't fit into its type
   */
  public static Bill read(Connection connection, BillQuery query) throws SQLException {
    BillRows rows = new BillRows(connection);
    BillingCycle cycle = query.cycle();
    SeriesReader series = SeriesReader.read(rows, cycle);
    DayTotals totals =
        DayTotals.read(rows, cycle.first().minusMonths(MONTHS_BEFORE), cycle, series.days());
    List<Day> days = totals.days(cycle);
    List<Day> previousDays = totals.days(cycle.previous());
    ComparedDays compared = ComparedDays.of(days, previousDays);
    return new Bill(
        query.account(),
        cycle,
        Day.total(days),
        Day.total(previousDays),
        compared.comparison(),
        WeekdayForecast.of(cycle, totals.known()),
        query.budget(),
        days,
        previousDays,
        series.splits(),
        RankingReader.read(rows, query, compared),
        ReconciliationReader.read(rows, cycle, totals),
        totals.newest(cycle));
  }
}
