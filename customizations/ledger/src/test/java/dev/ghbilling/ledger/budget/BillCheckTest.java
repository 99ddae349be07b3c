package dev.ghbilling.ledger.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ghbilling.ledger.ImportedLedger;
import dev.ghbilling.ledger.budget.BillCheck.Status;
import dev.ghbilling.ledger.page.Bill;
import dev.ghbilling.ledger.page.BillQuery;
import dev.ghbilling.ledger.page.BillReader;
import dev.ghbilling.ledger.store.LedgerDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillCheckTest {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  @TempDir private Path folder;

  /** Reads the bill of October 2025, of which some days at 10 dollars each are known. */
  private Bill bill(int days, String budget) throws Exception {
    LocalDate first = LocalDate.of(2025, 6, 1);
    LocalDate end = LocalDate.of(2025, 10, 1).plusDays(days);
    String[] lines =
        first
            .datesUntil(end)
            .map(day -> day + ",actions,actions_linux,1,minutes,10,10,0,10.00,,octo,,,")
            .toArray(String[]::new);
    try (LedgerDatabase database = ImportedLedger.of(folder, lines).database();
        Connection connection = database.connect()) {
      connection.createStatement().execute("UPDATE days SET settled = true");
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
    BillCheck check = BillCheck.of(bill(10, budget), new BigDecimal(percent), forecast);

    assertThat(check.status()).isEqualTo(expected);
    assertThat(check.spentPercent()).isEqualTo(spent);
    assertThat(check.projected() != null).isEqualTo(forecast);
  }

  @Test
  void projection_tooEarly_saysWhy() throws Exception {
    BillCheck check = BillCheck.of(bill(2, "100"), HUNDRED, true);

    assertThat(check.status()).isEqualTo(Status.OK);
    assertThat(check.projected()).isNull();
    assertThat(check.unknown()).contains("2 of 3 needed days");
  }

  @Test
  void projection_ofASettledMonth_isWhatWasSpent() throws Exception {
    BillCheck check = BillCheck.of(bill(31, "309"), HUNDRED, true);

    assertThat(check.projected()).isEqualByComparingTo("310");
    assertThat(check.status()).isEqualTo(Status.OVER);
  }

  @Test
  void number_notPositive_isRefused() throws Exception {
    Bill bill = bill(1, "1");

    assertThatThrownBy(() -> BillCheck.of(bill, BigDecimal.ZERO, false))
        .hasMessage("the share must be over 0, was 0");
  }
}
