package dev.ghbilling.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.usage.EnterpriseTotals.Source;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnterpriseTotalsTest {
  private static final YearMonth MONTH = YearMonth.of(2025, 3);

  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl(), new ManualClock()).build();

  @ParameterizedTest
  @CsvSource({
    "PRODUCT, SUMMARY",
    "SKU, SUMMARY",
    "MONTH, SUMMARY",
    "ORGANIZATION, REPORTS",
    "REPOSITORY, REPORTS",
    "DATE, REPORTS",
    "COST_CENTER, REPORTS"
  })
  void totals_byOneDimension_areFromTheSummaryWhereItHasIt(UsageDimension by, Source source) {
    try (Sandbox sandbox = Sandbox.builder().usageItems(2_000).start();
        GitHubBilling real = Clients.at(sandbox.baseUrl(), new ManualClock()).build()) {
      UsageQuery.Period year = UsageQuery.year(2025);

      EnterpriseTotals totals = real.usage().enterpriseTotals(year, center -> {}, by);

      UsageTotals rows = real.usage().enterpriseTotal(year, center -> {}).totals(by);
      assertThat(totals.source()).isEqualTo(source);
      assertThat(totals.totals().total().net()).isEqualByComparingTo(rows.total().net());
      assertThat(totals.totals().total().gross()).isEqualByComparingTo(rows.total().gross());
      assertThat(totals.totals().groups()).isNotEmpty();
      for (UsageGroup group : totals.totals().groups()) {
        assertThat(rows.groups())
            .filteredOn(row -> row.values().equals(group.values()))
            .singleElement()
            .satisfies(
                row -> assertThat(row.total().net()).isEqualByComparingTo(group.total().net()));
      }
      assertThat(totals.totals().groups()).hasSameSizeAs(rows.groups());
    }
  }

  @Test
  void totals_ofAMonth_areOneRequest() {
    server.respondWith(summary());

    EnterpriseTotals totals =
        billing.usage().enterpriseTotals(MONTH, UsageDimension.PRODUCT, UsageDimension.SKU);

    assertThat(totals.totals().groups())
        .extracting(UsageGroup::values)
        .containsExactly(List.of("Actions", "actions_linux"));
    assertThat(totals.totals().total().net()).isEqualByComparingTo("0.25");
    assertThat(server.request().target()).endsWith("/usage/summary?month=3&year=2025");
  }

  @Test
  void summary_notFound_leavesTheReports() {
    List<String> progress = new ArrayList<>();
    server.respondWith(
        ScriptedResponse.of(404, ""),
        ScriptedResponse.json(
            "{\"costCenters\": [{\"id\": \"c\", \"name\": \"C\", \"resources\": []}]}"),
        ScriptedResponse.json("{\"usageItems\": [" + UsageTest.row("a") + "]}"),
        ScriptedResponse.json("{\"usageItems\": []}"));

    EnterpriseTotals totals =
        billing
            .usage()
            .enterpriseTotals(
                UsageQuery.month(MONTH), c -> progress.add(c.name()), UsageDimension.PRODUCT);

    assertThat(totals.source()).isEqualTo(Source.REPORTS);
    assertThat(totals.totals().total().net()).isEqualByComparingTo("0.1");
    assertThat(progress).containsExactly("C");
  }

  @Test
  void summary_failing_isNotPassedOver() {
    server.respondWith(ScriptedResponse.of(503, ""));

    assertThatExceptionOfType(ServerException.class)
        .isThrownBy(() -> billing.usage().enterpriseTotals(MONTH, UsageDimension.PRODUCT));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void totals_byNothing_sendNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> billing.usage().enterpriseTotals(MONTH))
        .withMessage("at least one dimension is required");
    assertThat(server.requests()).isEmpty();
  }

  private static ScriptedResponse summary() {
    return ScriptedResponse.json(
        """
        {"timePeriod": {"year": 2025, "month": 3}, "enterprise": "octo-enterprise", "usageItems": [
         {"product": "Actions", "sku": "actions_linux", "unitType": "minutes",
          "pricePerUnit": 0.008, "grossQuantity": 100, "grossAmount": 0.8, "discountQuantity": 1,
          "discountAmount": 0.55, "netQuantity": 99, "netAmount": 0.25}]}
        """);
  }
}
