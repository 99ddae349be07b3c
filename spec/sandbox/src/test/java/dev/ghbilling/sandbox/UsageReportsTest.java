package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.sandbox.internal.usage.GeneratedUsage;
import dev.ghbilling.sandbox.internal.usage.UsageRow;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.testkit.ManualClock;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageReportsTest {
  private static final String CENTER = "2eeb8ffe-6903-11ee-8c99-0242ac120002";
  private static final ManualClock CLOCK = new ManualClock("2025-06-15T12:00:00Z");

  @RegisterExtension
  static final SandboxExtension documented =
      SandboxExtension.create(Sandbox.builder().clock(new ManualClock("2023-12-31T23:59:59Z")));

  @RegisterExtension
  static final SandboxExtension generated =
      SandboxExtension.create(
          Sandbox.builder().clock(CLOCK).usageItems(3_650).costCenter("empty-handed", "None"));

  @ParameterizedTest
  @CsvSource({
    "'', 1",
    "?year=2023, 1",
    "?year=2024, 0",
    "?month=8, 1",
    "?month=7, 0",
    "?day=1, 1",
    "?day=2, 0",
    "?hour=0, 1",
    "?hour=1, 0",
    "?year=2023&month=8&day=1&hour=0, 1",
    "?year=2023&month=2&day=30, 0",
    "?cost_center_id=2eeb8ffe-6903-11ee-8c99-0242ac120002, 0",
  })
  void filter_documentedRow_takesItIfItMatches(String query, int count) {
    assertThat(items(documented, query)).hasSize(count);
  }

  @Test
  void filter_monthWithoutAYear_isOfTheCurrentYear() {
    try (Sandbox later = Sandbox.builder().clock(new ManualClock("2024-08-01T00:00:00Z")).start()) {
      HttpResponse<byte[]> response = new TestClient(later).get("/usage?month=8");

      assertThat(TestClient.json(response).path("usageItems")).isEmpty();
    }
  }

  @Test
  void generatedUsage_rows_areDistinct() {
    List<JsonNode> all = new ArrayList<>(items(generated, ""));
    all.addAll(items(generated, "?cost_center_id=" + CENTER));
    all.addAll(items(generated, "?cost_center_id=3ffb9ffe-6903-11ee-8c99-0242ac120003"));
    all.addAll(items(generated, "?cost_center_id=empty-handed"));

    assertThat(all).hasSize(3_650);
    Set<String> identities = new HashSet<>();
    for (JsonNode item : all) {
      identities.add(
          item.path("date").asText().substring(0, 10)
              + item.path("sku")
              + item.path("organizationName")
              + item.path("repositoryName"));
    }
    assertThat(identities).hasSize(3_650);
  }

  @Test
  void filter_allMonths_areTheYear() {
    List<JsonNode> months = new ArrayList<>();
    for (int month = 1; month <= 12; month++) {
      months.addAll(items(generated, "?month=" + month));
    }

    assertThat(months).isEqualTo(items(generated, "?year=2025")).hasSize(2_555);
  }

  @Test
  void filter_day_hasTheRowsOfItsDate() {
    assertThat(items(generated, "?month=3&day=31"))
        .isNotEmpty()
        .allMatch(item -> item.path("date").asText().startsWith("2025-03-31"));
  }

  @Test
  void filter_allHours_areTheYear() {
    int count = 0;
    for (int hour = 0; hour < 24; hour++) {
      List<JsonNode> items = items(generated, "?hour=" + hour);
      String time = "T%02d:00:00Z".formatted(hour);
      assertThat(items).isNotEmpty();
      if (hour > 0) {
        assertThat(items).allMatch(item -> item.path("date").asText().endsWith(time));
      }
      count += items.size();
    }

    assertThat(count).isEqualTo(2_555);
  }

  @Test
  void generatedUsage_rows_areValidAndVaried() {
    List<JsonNode> items = items(generated, "");
    Contract contract = Contract.bundled();
    JsonNode schema = contract.document().at("/components/schemas/UsageItem");

    assertThat(items.subList(0, 200))
        .allSatisfy(item -> assertThat(contract.violations(schema, item)).isEmpty());
    assertThat(items).anyMatch(item -> !item.has("repositoryName"));
    assertThat(items.stream().map(item -> item.path("sku")).distinct()).hasSize(15);
    assertThat(items.stream().map(item -> item.path("organizationName")).distinct()).hasSize(5);
    assertThat(items)
        .anyMatch(item -> item.path("quantity").decimalValue().scale() == 9)
        .anyMatch(item -> item.path("netAmount").decimalValue().signum() == 0);
  }

  @Test
  void generatedUsage_fewMeteredRows_areCorrections() {
    List<JsonNode> corrections =
        items(generated, "").stream().filter(item -> number(item, "quantity") < 0).toList();

    assertThat(corrections)
        .hasSizeBetween(10, 50)
        .allMatch(item -> item.has("repositoryName"))
        .allMatch(item -> number(item, "pricePerUnit") > 0)
        .allMatch(item -> number(item, "grossAmount") < 0)
        .allMatch(item -> number(item, "netAmount") <= 0)
        .anyMatch(item -> number(item, "discountAmount") < 0);
  }

  @Test
  void generatedUsage_fewRows_areLargeAndFree() {
    assertThat(items(generated, ""))
        .filteredOn(item -> number(item, "quantity") > 1_000_000)
        .hasSizeBetween(1, 3)
        .allMatch(item -> number(item, "grossAmount") > 1_000)
        .allMatch(item -> number(item, "netAmount") == 0);
  }

  @Test
  void generatedUsage_amounts_areWrittenPlain() {
    assertThat(TestClient.text(new TestClient(generated.sandbox()).get("/usage")))
        .contains("\"pricePerUnit\":0.00009409,")
        .doesNotContainPattern("[0-9]E[-+0-9]");
  }

  @Test
  void generatedUsage_sameNumber_givesTheSameRows() {
    try (Sandbox again = Sandbox.builder().usageItems(3_650).costCenter("x", "y").start()) {
      assertThat(new TestClient(again).get("/usage").body())
          .isEqualTo(new TestClient(generated.sandbox()).get("/usage").body());
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "364", "366", "1001", "60000"})
  void generatedUsage_anyNumber_isSpreadOverTheYear(int number) {
    GeneratedUsage usage = GeneratedUsage.of2025(number, List.of());
    Set<String> identities = new HashSet<>();
    for (long row = 0; row < number; row++) {
      UsageRow item = usage.row(row);
      assertThat(item.date()).startsWith("2025-");
      identities.add(
          item.date().substring(0, 10)
              + item.sku()
              + item.organizationName()
              + item.repositoryName());
    }
    assertThat(identities).hasSize(number);
    assertThat(usage.epochDay(number - 1) - usage.epochDay(0))
        .isBetween(number == 1 ? 0L : 182L, 364L);
  }

  @Test
  void usageItems_negative_throws() {
    assertThatThrownBy(() -> Sandbox.builder().usageItems(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  private static double number(JsonNode item, String name) {
    return item.path(name).doubleValue();
  }

  private static List<JsonNode> items(SandboxExtension sandbox, String query) {
    HttpResponse<byte[]> response = new TestClient(sandbox.sandbox()).get("/usage" + query);
    assertThat(response.statusCode()).isEqualTo(200);
    List<JsonNode> items = new ArrayList<>();
    TestClient.json(response).path("usageItems").forEach(items::add);
    return items;
  }
}
