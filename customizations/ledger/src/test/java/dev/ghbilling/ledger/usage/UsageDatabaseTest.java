package dev.ghbilling.ledger.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.ledger.sync.BillingSource.Row;
import dev.ghbilling.testkit.Regression;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Brings usage of the API into the ledger's views. */
final class UsageDatabaseTest {
  private static final YearMonth OCTOBER = YearMonth.of(2026, 10);

  private static Row row(String date, String amount, @Nullable String costCenter) {
    return new Row(
        UsageItem.builder()
            .date(date)
            .product("Actions")
            .sku("Linux")
            .quantity(BigDecimal.ONE)
            .unitType("minutes")
            .pricePerUnit(new BigDecimal(amount))
            .grossAmount(new BigDecimal(amount))
            .discountAmount(BigDecimal.ZERO)
            .netAmount(new BigDecimal(amount))
            .organizationName("octo")
            .repositoryName("octo/app")
            .build(),
        costCenter);
  }

  private static String text(UsageDatabase database, String sql) throws Exception {
    try (Statement statement = database.connection().createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }

  @Test
  void add_itemsOf18Decimals_areExactInTheBill() throws Exception {
    try (UsageDatabase database = UsageDatabase.create(Instant.parse("2026-11-20T00:00:00Z"))) {
      database.add(
          OCTOBER,
          List.of(
              row("2026-10-01T00:00:00Z", "0.000000000000000001", "R&D"),
              row("2026-10-01", "12345678901234567890.5", null)));
      assertThat(text(database, "SELECT sum(net_amount) FROM bill"))
          .isEqualTo("12345678901234567890.500000000000000001");
      assertThat(text(database, "SELECT cost_center_name FROM bill ORDER BY net_amount LIMIT 1"))
          .isEqualTo("R&D");
      assertThat(text(database, "SELECT count(*) FROM days WHERE settled")).isEqualTo("31");
    }
  }

  @Test
  void add_numberOf19Decimals_isRefused() throws Exception {
    try (UsageDatabase database = UsageDatabase.create(Instant.parse("2026-11-20T00:00:00Z"))) {
      assertThatThrownBy(() -> database.add(OCTOBER, List.of(row("2026-10-01", "1E-19", null))))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining("2026-10-01, Linux");
    }
  }

  @Test
  void days_runningMonth_areKnownWithUsageOrWhenSettled() throws Exception {
    try (UsageDatabase database = UsageDatabase.create(Instant.parse("2026-10-10T08:00:00Z"))) {
      database.add(
          OCTOBER,
          List.of(
              row("2026-10-01", "1", null),
              row("2026-10-07", "1", null),
              row("2026-10-09", "1", null)));
      assertThat(
              text(
                  database, "SELECT string_agg(strftime(date, '%d'), ' ' ORDER BY date) FROM days"))
          .isEqualTo("01 02 03 04 05 07 09");
      assertThat(text(database, "SELECT max(date) FROM days WHERE settled"))
          .isEqualTo("2026-10-05");
      assertThat(text(database, "SELECT list(rows ORDER BY date) FROM days"))
          .isEqualTo("[1, 0, 0, 0, 0, 1, 1]");
    }
  }

  @Test
  @Regression(
      input = "a month that GitHub has deleted",
      before = "every day is known, without usage",
      now = "its days are unknown")
  void days_beforeThoseThatGitHubKeeps_areUnknown() throws Exception {
    try (UsageDatabase database = UsageDatabase.create(Instant.parse("2026-11-30T08:00:00Z"))) {
      database.add(YearMonth.of(2024, 11), List.of());
      database.add(YearMonth.of(2024, 12), List.of());

      assertThat(text(database, "SELECT min(date) || ' ' || count(*) FROM days"))
          .isEqualTo("2024-12-01 31");
    }
  }
}
