package dev.ghbilling.ledger.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ghbilling.ledger.ImportedLedger;
import dev.ghbilling.ledger.budget.BillCheck.Status;
import dev.ghbilling.ledger.page.Amounts;
import dev.ghbilling.ledger.page.Bill;
import dev.ghbilling.ledger.page.BillQuery;
import dev.ghbilling.ledger.page.BillReader;
import dev.ghbilling.ledger.store.LedgerDatabase;
import dev.ghbilling.testkit.Regression;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillCheckTest {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final LocalDate TODAY = LocalDate.of(2025, 10, 2);

  @TempDir private Path folder;

  /** Reads the bill of October 2025, of which some settled days at 10 dollars each are known. */
  private Bill bill(int days, String budget) throws Exception {
    return bill(budget, days, "true");
  }

  private Bill bill(String budget, int days, String settled, String... more) throws Exception {
    LocalDate first = LocalDate.of(2025, 6, 1);
    LocalDate end = LocalDate.of(2025, 10, 1).plusDays(days);
    String[] lines =
        Stream.concat(
                first
                    .datesUntil(end)
                    .map(day -> day + ",actions,actions_linux,1,minutes,10,10,0,10.00,,octo,,,"),
                Stream.of(more))
            .toArray(String[]::new);
    try (LedgerDatabase database = ImportedLedger.of(folder, lines).database();
        Connection connection = database.connect()) {
      connection.createStatement().execute("UPDATE days SET settled = " + settled);
      return BillReader.read(
          connection,
          BillQuery.of("octo", YearMonth.of(2025, 10)).withBudget(new BigDecimal(budget)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Ten days of ten dollars.
    "100, 100, false, OK, 100.0",
    "99.99, 100, false, OVER, 100.0",
    "100, 99.9, false, OVER, 100.0",
    "150, 66, false, OVER, 66.6",
    "150, 67, false, OK, 66.6",
    "300, 100, false, OK, 33.3",
    "300, 100, true, PROJECTED_OVER, 33.3",
    "310, 100, true, OK, 32.2",
    "310, 99, true, PROJECTED_OVER, 32.2",
  })
  void status_ofABudget_isThatOfItsShare(
      String budget, String percent, boolean forecast, Status expected, String spent)
      throws Exception {
    BillCheck check = BillCheck.of(bill(10, budget), new BigDecimal(percent), forecast, TODAY);

    assertThat(check.status()).isEqualTo(expected);
    assertThat(check.spentPercent()).isEqualTo(spent);
    assertThat(check.projected() != null).isEqualTo(forecast);
  }

  @Test
  void projection_tooEarly_saysWhy() throws Exception {
    BillCheck check = BillCheck.of(bill(2, "100"), HUNDRED, true, TODAY);

    assertThat(check.status()).isEqualTo(Status.OK);
    assertThat(check.projected()).isNull();
    assertThat(check.unknown()).contains("2 of 3 needed days");
  }

  @Test
  void projection_ofASettledMonth_isWhatWasSpent() throws Exception {
    BillCheck check = BillCheck.of(bill(31, "309"), HUNDRED, true, TODAY);

    assertThat(check.projected()).isEqualByComparingTo("310");
    assertThat(check.status()).isEqualTo(Status.OVER);
  }

  @Test
  void number_notPositive_isRefused() throws Exception {
    Bill bill = bill(1, "1");

    assertThatThrownBy(() -> BillCheck.of(bill, BigDecimal.ZERO, false, TODAY))
        .hasMessage("the share must be over 0, was 0");
  }

  @Test
  @Regression(
      input = "a purchase of 5000 dollars on a day that isn't settled yet, and a budget of 5200",
      before = "ok: an ordinary day is projected in its place",
      now = "projected to be over")
  void status_unsettledPurchase_isProjectedOver() throws Exception {
    Bill bill =
        bill(
            "5200",
            10,
            "date <= DATE '2025-10-10'",
            "2025-10-11,actions,actions_linux,1,minutes,10,5000,0,5000,,octo,,,");

    BillCheck check = BillCheck.of(bill, HUNDRED, true, TODAY);

    assertThat(check.spent()).isEqualByComparingTo("5100");
    assertThat(check.projected()).isEqualByComparingTo("5300");
    assertThat(check.status()).isEqualTo(Status.PROJECTED_OVER);
  }

  @ParameterizedTest
  @CsvSource({
    "2025-10-10, OK, ",
    "2025-10-12, UNKNOWN, 2025-10-11 2025-10-12",
  })
  @Regression(
      input = "a ledger whose newest day is of the 10th",
      before = "ok for the rest of the month, although nothing is known of it",
      now = "unknown from the day on which more must have arrived")
  void status_daysThatAreDueAndMissing_isUnknown(
      LocalDate due, Status expected, @Nullable String missing) throws Exception {
    BillCheck check = BillCheck.of(bill(10, "1000"), HUNDRED, true, due);

    assertThat(check.status()).isEqualTo(expected);
    assertThat(check.missing())
        .extracting(LocalDate::toString)
        .containsExactly(missing == null ? new String[0] : missing.split(" "));
  }

  @Test
  void status_dayMissingBeforeAKnownOne_isUnknownUnlessOver() throws Exception {
    String later = "2025-10-12,actions,actions_linux,1,minutes,10,10,0,10,,octo,,,";
    Bill bill = bill("1000", 10, "true", later);

    assertThat(BillCheck.of(bill, HUNDRED, false, TODAY).status()).isEqualTo(Status.UNKNOWN);
    assertThat(BillCheck.of(bill, BigDecimal.ONE, false, TODAY).status()).isEqualTo(Status.OVER);
  }

  @ParameterizedTest
  @CsvSource({"2025-10-10, OK", "2025-10-11, UNKNOWN"})
  @Regression(
      input = "a quiet weekend, before a Monday that may still change",
      before = "unknown each Monday",
      now = "unknown when its days are due")
  void status_dayMissingBeforeOneThatMayChange_isUnknownWhenDue(LocalDate due, Status expected)
      throws Exception {
    String later = "2025-10-12,actions,actions_linux,1,minutes,10,10,0,10,,octo,,,";
    Bill bill = bill("1000", 10, "date <= DATE '2025-10-10'", later);

    assertThat(BillCheck.of(bill, HUNDRED, true, due).status()).isEqualTo(expected);
  }

  @Test
  void status_netAmountThatIsNotKnown_isUnknown() throws Exception {
    Bill bill = bill(10, "1000");
    Bill without =
        new Bill(
            bill.account(),
            bill.cycle(),
            Amounts.UNKNOWN,
            bill.previous(),
            bill.comparison(),
            bill.forecast(),
            bill.budget(),
            bill.days(),
            bill.previousDays(),
            bill.splits(),
            bill.rankings(),
            bill.reconciliations(),
            bill.landed());

    BillCheck check = BillCheck.of(without, HUNDRED, false, TODAY);

    assertThat(check.spent()).isNull();
    assertThat(check.status()).isEqualTo(Status.UNKNOWN);
  }
}
