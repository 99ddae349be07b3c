package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.testkit.ManualClock;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageHistoryTest {
  private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
  private static final List<String> AMOUNTS = List.of("grossAmount", "discountAmount", "netAmount");

  /** A Sunday. */
  private final ManualClock clock = new ManualClock("2026-11-29T12:00:00Z");

  @AutoClose private final Sandbox sandbox = sandbox(false);
  private final TestClient client = new TestClient(sandbox);

  private Sandbox sandbox(boolean observed) {
    return Sandbox.builder()
        .clock(clock)
        .history(24)
        .exportDelay(Duration.ZERO)
        .asObserved(observed)
        .start();
  }

  @Test
  void months_are24AndTheCurrentOne_eachOfSomeThousandRows() {
    assertThat(usage(client, OCTOBER.minusMonths(24))).isEmpty();
    for (YearMonth month = OCTOBER.minusMonths(23); !month.isAfter(OCTOBER); ) {
      assertThat(usage(client, month)).as("" + month).hasSizeBetween(3_000, 7_000);
      month = month.plusMonths(1);
    }
    assertThat(usage(client, OCTOBER.plusMonths(1)))
        .extracting(row -> row.path("date").asText().substring(0, 10))
        .contains("2026-11-01", "2026-11-28")
        .allMatch(date -> date.compareTo("2026-11-28") <= 0);
  }

  @Test
  void volume_growsByTheMonth_andIsSmallerAtWeekends() {
    Map<LocalDate, BigDecimal> days = new TreeMap<>();
    for (JsonNode row : usage(client, OCTOBER)) {
      LocalDate day = LocalDate.parse(row.path("date").asText().substring(0, 10));
      days.merge(day, row.path("grossAmount").decimalValue(), BigDecimal::add);
    }

    assertThat(days).hasSize(31);
    assertThat(average(days, day -> isWeekend(day)))
        .isLessThan(average(days, day -> !isWeekend(day)).multiply(new BigDecimal("0.8")));
    assertThat(gross(usage(client, OCTOBER)))
        .isGreaterThan(gross(usage(client, OCTOBER.minusYears(1))).multiply(new BigDecimal("1.1")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reports_ofAMonth_agreeToTheLastDigit(boolean observed) {
    try (Sandbox other = sandbox(observed)) {
      TestClient asking = new TestClient(other);
      Map<String, List<BigDecimal>> usage = sums(usage(asking, OCTOBER), "quantity");

      assertThat(usage).hasSize(15);
      assertThat(sums(rows(asking, "/usage/summary?year=2026&month=10"), "grossQuantity"))
          .isEqualTo(usage);
      for (String type : List.of("detailed", "summarized")) {
        assertThat(sums(export(asking, type), "quantity")).as(type).isEqualTo(usage);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"premium_request", "ai_credit"})
  void modelReports_ofAMonth_agreeToTheLastDigit(String type) {
    Map<String, List<BigDecimal>> usage =
        sums(rows(client, "/" + type + "/usage?year=2026&month=10"), "grossQuantity");

    assertThat(usage).isNotEmpty();
    assertThat(sums(export(client, type), "quantity")).isEqualTo(usage);
    assertThat(sums(usage(client, OCTOBER), "quantity")).containsAllEntriesOf(usage);
  }

  @Test
  void summary_withoutADate_isOfTheCurrentMonth() {
    JsonNode summary = TestClient.json(client.get("/usage/summary"));

    assertThat(summary.path("timePeriod"))
        .isEqualTo(TestClient.json("{\"year\": 2026, \"month\": 11}"));
    assertThat(gross(summary.path("usageItems").valueStream().toList()))
        .isEqualByComparingTo(gross(usage(client, OCTOBER.plusMonths(1))));
  }

  @Test
  void friday_isKnownOnMonday() {
    String friday = "/usage?year=2026&month=11&day=27";

    assertThat(rows(client, friday)).isEmpty();
    clock.advance(Duration.ofDays(1));
    assertThat(rows(client, friday)).isNotEmpty();
  }

  @Test
  void day_isCorrectedUntilItIsFourDaysOld() {
    String saturday = "/usage?year=2026&month=11&day=28";
    List<JsonNode> first = rows(client, saturday);
    clock.advance(Duration.ofDays(3));
    List<JsonNode> settled = rows(client, saturday);
    clock.advance(Duration.ofDays(30));

    assertThat(first).isNotEmpty();
    assertThat(settled).hasSizeGreaterThan(first.size());
    assertThat(changed(first, settled)).isPositive().isLessThan(first.size() / 2);
    assertThat(rows(client, saturday)).isEqualTo(settled);
  }

  @Test
  void export_createdBeforeACorrection_keepsItsContent() {
    String url = request(client, "detailed", "2026-11-28", "2026-11-28");
    byte[] before = client.send("GET", url, "").body();
    clock.advance(Duration.ofMinutes(59));
    clock.advance(Duration.ofDays(5).minusMinutes(59));

    String id = url.replaceFirst(".*/exports/([^/]+)/.*", "$1");
    String again = TestClient.json(client.get("/reports/" + id)).at("/download_urls/0").asText();
    assertThat(client.send("GET", again, "").body()).isEqualTo(before);
    String newer = request(client, "detailed", "2026-11-28", "2026-11-28");
    assertThat(client.send("GET", newer, "").body()).isNotEqualTo(before);
  }

  @Test
  void twoSandboxes_haveTheSameRows_alsoWithAShorterHistory() {
    try (Sandbox other = Sandbox.builder().clock(clock).history(1).start()) {
      assertThat(usage(new TestClient(other), OCTOBER)).isEqualTo(usage(client, OCTOBER));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 61})
  void history_outOfRange_isRefused(int months) {
    assertThatThrownBy(() -> Sandbox.builder().history(months))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("history must be 0 to 60 months, was " + months);
  }

  @Test
  void history_withUsageItems_isRefused() {
    assertThatThrownBy(() -> Sandbox.builder().history(1).usageItems(1).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("set either usageItems or history, not both");
  }

  private static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
  }

  private static BigDecimal average(Map<LocalDate, BigDecimal> days, Predicate<LocalDate> which) {
    List<BigDecimal> some = days.keySet().stream().filter(which).map(days::get).toList();
    return some.stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(some.size()), java.math.MathContext.DECIMAL64);
  }

  private static long changed(List<JsonNode> first, List<JsonNode> settled) {
    return first.stream().filter(row -> !settled.contains(row)).count();
  }

  /** Returns a month's rows of all cost centers and of none. */
  private static List<JsonNode> usage(TestClient client, YearMonth month) {
    String query = "/usage?year=%d&month=%d".formatted(month.getYear(), month.getMonthValue());
    return Stream.concat(
            rows(client, query).stream(),
            rows(client, "/cost-centers", "costCenters").stream()
                .map(center -> query + "&cost_center_id=" + center.path("id").asText())
                .flatMap(asked -> rows(client, asked).stream()))
        .toList();
  }

  private static List<JsonNode> rows(TestClient client, String path) {
    return rows(client, path, "usageItems");
  }

  private static List<JsonNode> rows(TestClient client, String path, String list) {
    HttpResponse<byte[]> response = client.get(path, "User-Agent", "test");
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return TestClient.json(response).path(list).valueStream().toList();
  }

  private static String request(TestClient client, String type, String from, String to) {
    String body =
        "{\"report_type\":\"%s\",\"start_date\":\"%s\",\"end_date\":\"%s\"}"
            .formatted(type, from, to);
    JsonNode export = TestClient.json(client.post("/reports", body));
    return export.at("/download_urls/0").asText();
  }

  /** Returns the rows of October's export, with the columns in the API's spelling. */
  private static List<JsonNode> export(TestClient client, String type) {
    String url = request(client, type, OCTOBER.atDay(1).toString(), OCTOBER.atEndOfMonth() + "");
    String text = new String(client.send("GET", url, "").body(), StandardCharsets.UTF_8);
    List<List<String>> lines =
        text.replace("\ufeff", "")
            .lines()
            .map(line -> List.of(line.substring(1, line.length() - 1).split("\",\"", -1)))
            .toList();
    List<JsonNode> rows = new ArrayList<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < line.size(); i++) {
        row.put(lines.get(0).get(i), line.get(i));
      }
      assertThat(row.get("date")).startsWith("2026-10-");
      rows.add(
          TestClient.json(
              """
              {"sku": "%s", "quantity": %s, "grossAmount": %s, "discountAmount": %s, "netAmount": %s}
              """
                  .formatted(
                      row.get("sku"),
                      row.get("quantity"),
                      row.get("gross_amount"),
                      row.get("discount_amount"),
                      row.get("net_amount"))));
    }
    return rows;
  }

  private static BigDecimal gross(List<JsonNode> rows) {
    return rows.stream()
        .map(row -> row.path("grossAmount").decimalValue())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Returns quantity and amounts by SKU in the spelling of exports. */
  private static Map<String, List<BigDecimal>> sums(List<JsonNode> rows, String quantity) {
    Map<String, List<BigDecimal>> sums = new TreeMap<>();
    for (JsonNode row : rows) {
      String sku = row.path("sku").asText().toLowerCase(Locale.ROOT).replaceAll("[ -]", "_");
      List<BigDecimal> numbers =
          Stream.concat(Stream.of(quantity), AMOUNTS.stream())
              .map(name -> row.path(name).decimalValue().stripTrailingZeros())
              .toList();
      sums.merge(
          sku,
          numbers,
          (one, other) ->
              Stream.iterate(0, i -> i + 1)
                  .limit(one.size())
                  .map(i -> one.get(i).add(other.get(i)).stripTrailingZeros())
                  .toList());
    }
    return sums;
  }
}
