package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.sandbox.internal.export.ReportColumns;
import dev.ghbilling.sandbox.internal.export.ReportFiles;
import dev.ghbilling.sandbox.internal.usage.GeneratedUsage;
import dev.ghbilling.sandbox.internal.usage.UsageData;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.testkit.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsObservedTest {
  private static final String CENTER = "2eeb8ffe-6903-11ee-8c99-0242ac120002";
  private static final String JANUARY =
      "{\"report_type\":\"detailed\",\"start_date\":\"2025-01-01\",\"end_date\":\"2025-01-31\"}";

  private final ManualClock clock = new ManualClock("2026-03-01T09:30:00Z");
  private final Sandbox sandbox = observed().usageItems(3_650).exportFiles(3).start();
  private final TestClient client = new TestClient(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void usage_asObserved_hasATimeInEachDate() {
    assertThat(items("?year=2025&month=1"))
        .isNotEmpty()
        .allMatch(
            item -> item.path("date").asText().matches("2025-01-\\d\\dT\\d\\d:(00:00|37:42)Z"))
        .anyMatch(item -> item.path("date").asText().endsWith("T00:00:00Z"))
        .anyMatch(item -> item.path("date").asText().endsWith(":37:42Z"));
  }

  @Test
  void usage_asObserved_hasADecimalPointInEachQuantity() {
    assertThat(items("?year=2025&month=1"))
        .allMatch(item -> item.path("quantity").decimalValue().scale() > 0);
  }

  @Test
  void usage_licence_hasNoOrABlankRepository() {
    List<JsonNode> licences =
        items("?year=2025&month=1").stream()
            .filter(item -> item.path("unitType").asText().equals("UserMonths"))
            .toList();

    assertThat(licences)
        .anyMatch(item -> !item.has("repositoryName"))
        .anyMatch(item -> item.path("repositoryName").asText("x").isEmpty());
  }

  @Test
  void usage_asObserved_hasOddGrossAmounts() {
    List<JsonNode> items = items("?year=2025&month=1");

    assertThat(
            items.stream()
                .filter(item -> deviation(item).compareTo(new BigDecimal("0.00001")) > 0)
                .count())
        .isBetween(items.size() / 5L, items.size() / 3L);
  }

  @Test
  void usage_asObserved_isValid() {
    Contract contract = Contract.bundled();
    JsonNode schema = contract.document().at("/components/schemas/UsageItem");

    assertThat(items("?year=2025&month=1"))
        .allSatisfy(item -> assertThat(contract.violations(schema, item)).isEmpty())
        .anyMatch(item -> item.has("later_addition"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?year=2025"})
  void usage_withoutAMonth_hasFirstDaysOnly(String query) {
    assertThat(items(query))
        .isNotEmpty()
        .allMatch(item -> item.path("date").asText().startsWith("-01", 7));
  }

  @Test
  void usage_documentedRows_areChanged() {
    try (Sandbox documented = observed().start()) {
      assertThat(
              TestClient.json(new TestClient(documented).get("/usage?year=2023&month=8"))
                  .at("/usageItems/0"))
          .isEqualTo(
              TestClient.json(
                  """
                  {"date": "2023-08-01T00:00:00Z", "product": "Actions", "sku": "Actions Linux",
                   "quantity": 100.0, "unitType": "Minutes", "pricePerUnit": 0.008,
                   "grossAmount": 0.8, "discountAmount": 0, "netAmount": 0.8,
                   "organizationName": "GitHub", "repositoryName": "github/example",
                   "later_addition": 0.80}
                  """));
    }
  }

  @Test
  void minutes_asObserved_areDecimalsWithMoreKeys() {
    String text = TestClient.text(client.get("/actions"));

    assertThat(text).contains("\"total_minutes_used\":50000.0", "\"later_addition\":{");
    assertThat(
            TestClient.json(text)
                .path("minutes_used_breakdown")
                .propertyStream()
                .map(Map.Entry::getKey))
        .contains("UBUNTU", "MACOS", "WINDOWS", "total", "ubuntu_4_core", "windows_64_core");
  }

  @Test
  void gigabytes_asObserved_areDecimals() {
    assertThat(TestClient.text(client.get("/packages"))).contains("19.5361328125");
    assertThat(TestClient.text(client.get("/shared-storage"))).contains("39.801260062");
  }

  @ParameterizedTest
  @CsvSource({
    "getActionsBilling, /actions",
    "getPackagesBilling, /packages",
    "getSharedStorageBilling, /shared-storage",
    "listCostCenters, /cost-centers",
    "listUsageReportExports, /reports",
    "getUsageReport, /usage",
  })
  void response_asObserved_isValid(String operation, String path) {
    Contract contract = Contract.bundled();
    JsonNode schema =
        contract
            .operation(operation)
            .flatMap(found -> found.success().body())
            .map(Body::schema)
            .orElseThrow();

    assertThat(contract.violations(schema, TestClient.json(client.get(path)))).isEmpty();
  }

  @Test
  void costCenter_asObserved_hasUndocumentedProperties() {
    try (Sandbox more = observed().costCenter("x", "X", "monalisa").start()) {
      JsonNode centers = TestClient.json(new TestClient(more).get("/cost-centers"));

      assertThat(centers.path("costCenters"))
          .hasSize(2)
          .allMatch(center -> center.path("state").asText().equals("active"))
          .allMatch(center -> center.path("azure_subscription").isNull());
      assertThat(centers.at("/costCenters/0/resources").findValuesAsText("type"))
          .containsExactly("Org", "Repo", "Team");
    }
  }

  @Test
  void addUsers_userOfAnotherCostCenter_isListedAsReassigned() {
    try (Sandbox more = observed().costCenter("x", "X", "hubot").start()) {
      String path = "/cost-centers/" + CENTER + "/resource";
      TestClient asking = new TestClient(more);

      assertThat(
              TestClient.json(asking.post(path, "{\"users\":[\"hubot\",\"new\"]}"))
                  .path("reassigned_resources"))
          .isEqualTo(
              TestClient.json(
                  "[{\"resource_type\":\"user\",\"name\":\"hubot\",\"previous_cost_center\":\"X\"}]"));
      assertThat(
              TestClient.json(asking.post(path, "{\"users\":[\"hubot\"]}"))
                  .path("reassigned_resources")
                  .isNull())
          .isTrue();
    }
  }

  @Test
  void createExport_whileOneIsProcessed_isAConflict() {
    assertThat(client.post("/reports", JANUARY).statusCode()).isEqualTo(202);
    HttpResponse<byte[]> second = client.post("/reports", JANUARY);
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(TestClient.json(second).path("status").asText()).isEqualTo("409");

    clock.advance(Duration.ofSeconds(10));
    assertThat(client.post("/reports", JANUARY).statusCode()).isEqualTo(202);
  }

  @Test
  void listExports_asObserved_hasAFailedOne() {
    assertThat(TestClient.json(client.get("/reports")).path("usage_report_exports"))
        .anyMatch(export -> export.path("status").asText().equals("failed"));
  }

  @Test
  void export_withoutRows_hasNoFile() {
    JsonNode export = export(JANUARY.replace("2025", "2020"));

    assertThat(export.path("status").asText()).isEqualTo("completed");
    assertThat(export.path("download_urls").isArray()).isTrue();
    assertThat(export.path("download_urls")).isEmpty();
  }

  @Test
  void export_severalFiles_haveAllRowsTogether() {
    List<String> rows = new ArrayList<>();
    JsonNode urls = export(JANUARY).path("download_urls");
    for (JsonNode url : urls) {
      List<String> lines = lines(url);
      assertThat(lines).hasSizeBetween(104, 105);
      rows.addAll(lines.subList(1, lines.size()));
    }

    assertThat(urls).hasSize(3);
    assertThat(rows).hasSize(310).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 3", "9, 9", "10, 10", "11, 10"})
  void export_moreFilesThanRows_hasAFileForEachRow(int asked, int files) {
    UsageData data = GeneratedUsage.of2025(3_650, List.of());
    LocalDate day = LocalDate.of(2025, 5, 5);

    assertThat(
            new ReportFiles(() -> data, id -> "", OptionalInt.of(asked), true)
                .of(day, day, ReportColumns.of("detailed")))
        .hasSize(files);
  }

  @Test
  void exportFile_asObserved_hasAnotherOrderAndAnUnknownColumn() {
    List<String> lines = lines(export(JANUARY).at("/download_urls/0"));

    assertThat(lines.get(0))
        .startsWith("\ufeff\"username\",\"organization\",\"later_addition\",\"repository\",")
        .endsWith("\"discount_amount\",\"net_amount\"");
    assertThat(lines.stream().filter(line -> line.contains("E-05\""))).isNotEmpty();
    assertThat(lines.stream().filter(line -> line.contains(",\"0.80\",\"\",\""))).isNotEmpty();
  }

  @Test
  void request_unknownApiVersion_is400() {
    assertThat(client.get("/actions", "X-GitHub-Api-Version", "2020-01-01").statusCode())
        .isEqualTo(400);
    assertThat(client.get("/actions", "X-GitHub-Api-Version", "2026-03-10").statusCode())
        .isEqualTo(200);
  }

  @Test
  void request_withoutUserAgent_is403() throws IOException {
    try (Socket socket = RawResponse.ask(sandbox, "/actions")) {
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 403");
    }
  }

  @Test
  void response_gzipAccepted_isCompressed() throws IOException {
    byte[] plain = client.get("/usage?year=2025&month=1").body();
    HttpResponse<byte[]> response =
        client.get("/usage?year=2025&month=1", "Accept-Encoding", "br, gzip;q=0.8");

    assertThat(TestClient.header(response, "Content-Encoding")).isEqualTo("gzip");
    assertThat(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes())
        .isEqualTo(plain);
    assertThat(response.body().length).isLessThan(plain.length / 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip;q=0", "gzip; q=0.0", "xgzip"})
  void response_gzipNotAccepted_isPlain(String accepted) {
    assertThat(client.get("/actions", "Accept-Encoding", accepted).headers().map())
        .doesNotContainKey("content-encoding");
  }

  @Test
  void rateLimit_enforced_refusesFurtherRequests() {
    try (Sandbox limited = Sandbox.builder().clock(clock).rateLimit(2).start()) {
      TestClient asking = new TestClient(limited);
      String tag = TestClient.header(asking.get("/actions"), "ETag");
      assertThat(asking.get("/actions", "If-None-Match", tag).statusCode()).isEqualTo(304);
      assertThat(asking.get("/actions").statusCode()).isEqualTo(200);
      HttpResponse<byte[]> refused = asking.get("/actions");

      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(TestClient.text(refused)).contains("API rate limit exceeded");
      assertThat(TestClient.header(refused, "x-ratelimit-limit")).isEqualTo("2");
      assertThat(TestClient.header(refused, "x-ratelimit-remaining")).isEqualTo("0");

      clock.advance(Duration.ofHours(1));
      assertThat(asking.get("/actions").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void sandbox_byDefault_behavesAsDocumented() {
    try (Sandbox documented = Sandbox.builder().usageItems(3_650).start()) {
      TestClient asking = new TestClient(documented);

      assertThat(TestClient.json(asking.get("/actions")))
          .isEqualTo(
              Contract.bundled()
                  .operation("getActionsBilling")
                  .flatMap(operation -> operation.success().body())
                  .flatMap(Body::example)
                  .orElseThrow()
                  .value());
      assertThat(asking.post("/reports", JANUARY).statusCode()).isEqualTo(202);
      assertThat(asking.post("/reports", JANUARY).statusCode()).isEqualTo(202);
      assertThat(asking.get("/actions", "Accept-Encoding", "gzip").headers().map())
          .doesNotContainKey("content-encoding");
      assertThat(TestClient.json(asking.get("/usage?year=2025")).path("usageItems"))
          .hasSize(3_650 - 2 * 365);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void exportFiles_lessThanOne_throws(int number) {
    assertThatThrownBy(() -> Sandbox.builder().exportFiles(number))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Integer.toString(number));
  }

  private Sandbox.Builder observed() {
    return Sandbox.builder().clock(clock).exportDelay(Duration.ofSeconds(10)).asObserved(true);
  }

  private JsonNode export(String body) {
    String id = TestClient.json(client.post("/reports", body)).path("id").asText();
    clock.advance(Duration.ofSeconds(10));
    return TestClient.json(client.get("/reports/" + id));
  }

  private List<String> lines(JsonNode url) {
    return TestClient.text(client.send("GET", url.asText(), "")).lines().toList();
  }

  private List<JsonNode> items(String query) {
    List<JsonNode> items = new ArrayList<>();
    TestClient.json(client.get("/usage" + query)).path("usageItems").forEach(items::add);
    return items;
  }

  private static BigDecimal deviation(JsonNode item) {
    return item.path("quantity")
        .decimalValue()
        .multiply(item.path("pricePerUnit").decimalValue())
        .subtract(item.path("grossAmount").decimalValue())
        .abs();
  }
}
