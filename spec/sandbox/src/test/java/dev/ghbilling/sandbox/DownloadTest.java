package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.testkit.ManualClock;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {
  private static final String SUMMARIZED =
      "\"date\",\"product\",\"sku\",\"quantity\",\"unit_type\",\"applied_cost_per_quantity\","
          + "\"gross_amount\",\"discount_amount\",\"net_amount\",\"organization\",\"repository\","
          + "\"cost_center_name\"";
  private static final String DETAILED =
      "\"date\",\"product\",\"sku\",\"quantity\",\"unit_type\",\"applied_cost_per_quantity\","
          + "\"gross_amount\",\"discount_amount\",\"net_amount\",\"username\",\"organization\","
          + "\"repository\",\"workflow_path\",\"cost_center_name\"";

  private final ManualClock clock = new ManualClock("2026-03-01T09:30:00Z");
  private final Sandbox sandbox = sandbox(3_650);
  private final TestClient client = new TestClient(sandbox);
  private String url = "";

  @BeforeEach
  void export() {
    url = url(client, "detailed", "2025-03-01", "2025-03-31");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void download_file_isCsvWithAByteOrderMark() {
    HttpResponse<byte[]> response = client.send("GET", url, "");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(TestClient.header(response, "Content-Type")).isEqualTo("text/csv");
    assertThat(TestClient.header(response, "Content-Length"))
        .isEqualTo(Integer.toString(response.body().length));
    assertThat(TestClient.text(response))
        .startsWith("\ufeff" + DETAILED + "\r\n")
        .endsWith("\"\r\n");
  }

  @Test
  void download_rangeOfDays_hasRowsOfBothEnds() {
    List<String> rows = rows(client, url);

    assertThat(rows).hasSize(310);
    assertThat(rows.get(0)).startsWith("\"2025-03-01\"");
    assertThat(rows.get(309)).startsWith("\"2025-03-31\"");
  }

  @Test
  void download_generatedUsage_isAsHardToReadAsRealReports() {
    assertThat(rows(client, url))
        .anyMatch(row -> row.contains(",\".github/workflows/build, \"\"nightly\"\".yml\","))
        .anyMatch(row -> row.contains(",\"-"))
        .anyMatch(row -> row.contains("\"9.409E-05\""))
        .anyMatch(row -> row.contains(",\"copilot_business\",") && row.contains(",\"\",\"\","));
  }

  @Test
  void download_documentedUsage_isSpelledAsInReports() {
    try (Sandbox documented = sandbox(0)) {
      TestClient asking = new TestClient(documented);

      assertThat(rows(asking, url(asking, "summarized", "2023-08-01", "2023-08-01")))
          .containsExactly(
              "\"2023-08-01\",\"actions\",\"actions_linux\",\"100\",\"minutes\",\"0.008\","
                  + "\"0.8\",\"0\",\"0.8\",\"GitHub\",\"github/example\",\"\"");
    }
  }

  @Test
  void download_withoutRows_isAHeaderOnly() {
    String empty = url(client, "summarized", "2024-01-01", "2024-01-31");

    assertThat(TestClient.text(client.send("GET", empty, "")))
        .isEqualTo("\ufeff" + SUMMARIZED + "\r\n");
  }

  @Test
  void download_premiumRequests_hasThreeMoreColumns() {
    String premium = url(client, "premium_request", "2025-01-01", "2025-01-01");

    assertThat(TestClient.text(client.send("GET", premium, "")))
        .startsWith(
            "\ufeff" + DETAILED + ",\"model\",\"exceeds_quota\",\"total_monthly_quota\"\r\n");
  }

  @Test
  void download_aiCredits_hasTheColumnsOfPremiumRequestsAndTwoMore() {
    String credits = url(client, "ai_credit", "2025-01-01", "2025-01-01");

    assertThat(TestClient.text(client.send("GET", credits, "")))
        .startsWith(
            "\ufeff"
                + DETAILED
                + ",\"model\",\"exceeds_quota\",\"total_monthly_quota\",\"aic_quantity\","
                + "\"aic_gross_amount\"\r\n");
  }

  @Test
  void download_typeOfALaterContract_isADetailedReport() {
    JsonNode later = Contract.bundled().document().deepCopy();
    later
        .path("components")
        .path("schemas")
        .path("UsageReportType")
        .path("anyOf")
        .path(0)
        .withArrayProperty("enum")
        .add("made_up");
    try (Sandbox extended = builder(3_650).contract(Contract.of(later)).start()) {
      TestClient asking = new TestClient(extended);

      assertThat(rows(asking, url(asking, "made_up", "2025-01-01", "2025-01-31")))
          .isEqualTo(rows(asking, url(asking, "detailed", "2025-01-01", "2025-01-31")));
    }
  }

  @Test
  void download_premiumRequests_hasTheirRowsOnly() {
    List<String> premium = rows(client, url(client, "premium_request", "2025-01-01", "2025-01-31"));

    assertThat(premium)
        .isNotEmpty()
        .allMatch(row -> row.contains(",\"copilot\",\"copilot_") && row.contains(",\"requests\","));
    assertThat(premium)
        .hasSameSizeAs(
            rows(client, url(client, "detailed", "2025-01-01", "2025-01-31")).stream()
                .filter(row -> row.contains(",\"requests\","))
                .toList());
  }

  @Test
  void download_generatedUsage_namesCostCentersAndUnits() {
    assertThat(TestClient.text(client.send("GET", url, "")))
        .contains(",\"Cost Center Name\"\r\n")
        .contains(",\"gigabyte-hours\",")
        .contains(",\"copilot_premium_request\",")
        .contains("E-05\"");
  }

  @Test
  void download_withCredentials_is403() {
    HttpResponse<byte[]> response = client.send("GET", url, "", "Authorization", "Bearer x");

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(TestClient.header(response, "Content-Type")).isEqualTo("application/xml");
    assertThat(TestClient.text(response)).contains("<Code>AuthenticationFailed</Code>");
  }

  @Test
  void url_afterAnHour_isExpired() {
    clock.advance(Duration.ofHours(1));
    assertThat(client.send("HEAD", url, "").statusCode()).isEqualTo(200);

    clock.advance(Duration.ofSeconds(1));
    assertThat(client.send("HEAD", url, "").statusCode()).isEqualTo(403);
  }

  @Test
  void url_changed_is403() {
    assertThat(client.send("GET", url + "0", "").statusCode()).isEqualTo(403);
    assertThat(client.send("GET", url.replace("/1.csv", "/2.csv"), "").statusCode()).isEqualTo(403);
    assertThat(client.send("GET", url.replace("expires=", "expires=9"), "").statusCode())
        .isEqualTo(403);
    assertThat(client.send("GET", url.substring(0, url.indexOf('?')), "").statusCode())
        .isEqualTo(403);
  }

  @Test
  void download_otherMethod_is405() {
    assertThat(client.send("PUT", url, "x").statusCode()).isEqualTo(405);
  }

  @Test
  void head_file_hasItsLength() {
    HttpResponse<byte[]> head = client.send("HEAD", url, "");

    assertThat(head.body()).isEmpty();
    assertThat(TestClient.header(head, "Content-Length"))
        .isEqualTo(Integer.toString(client.send("GET", url, "").body().length));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 2", "1, 500", "500, 20000", "20000, 20099"})
  void range_withinTheFile_isThatPart(int first, int last) {
    byte[] whole = client.send("GET", url, "").body();
    HttpResponse<byte[]> part =
        client.send("GET", url, "", "Range", "bytes=%d-%d".formatted(first, last));

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(TestClient.header(part, "Content-Range"))
        .isEqualTo("bytes %d-%d/%d".formatted(first, last, whole.length));
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, first, last + 1));
  }

  @Test
  void range_openAtOneEnd_isTheRest() {
    byte[] whole = client.send("GET", url, "").body();

    HttpResponse<byte[]> rest = client.send("GET", url, "", "Range", "bytes=1000-");
    assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(whole, 1000, whole.length));
    HttpResponse<byte[]> end = client.send("GET", url, "", "Range", "bytes=-7");
    assertThat(end.body()).isEqualTo(Arrays.copyOfRange(whole, whole.length - 7, whole.length));
    HttpResponse<byte[]> beyond = client.send("GET", url, "", "Range", "bytes=1000-999999999");
    assertThat(beyond.body()).isEqualTo(rest.body());
  }

  @Test
  void range_farIntoALargeFile_isThatPart() {
    try (Sandbox large = sandbox(45_000)) {
      TestClient asking = new TestClient(large);
      String file = url(asking, "summarized", "2025-01-01", "2025-12-31");
      byte[] whole = asking.send("GET", file, "").body();
      for (int first = 0; first < whole.length; first += 999_983) {
        int last = Math.min(whole.length - 1, first + 300);
        HttpResponse<byte[]> part =
            asking.send("GET", file, "", "Range", "bytes=%d-%d".formatted(first, last));
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, first, last + 1));
      }
    }
  }

  @Test
  void range_beyondTheFile_is416() {
    int length = client.send("GET", url, "").body().length;
    HttpResponse<byte[]> response =
        client.send("GET", url, "", "Range", "bytes=%d-".formatted(length));

    assertThat(response.statusCode()).isEqualTo(416);
    assertThat(TestClient.header(response, "Content-Range")).isEqualTo("bytes */" + length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=5-1", "bytes=-", "bytes=0-1,4-5", "lines=1-2"})
  void range_malformed_isIgnored(String range) {
    assertThat(client.send("GET", url, "", "Range", range).statusCode()).isEqualTo(200);
  }

  @Test
  void range_ofAnotherVersion_isTheWholeFile() {
    String tag = TestClient.header(client.send("HEAD", url, ""), "ETag");

    assertThat(client.send("GET", url, "", "Range", "bytes=5-", "If-Range", tag).statusCode())
        .isEqualTo(206);
    assertThat(client.send("GET", url, "", "Range", "bytes=5-", "If-Range", "\"x\"").statusCode())
        .isEqualTo(200);
  }

  private Sandbox sandbox(long usageItems) {
    return builder(usageItems).start();
  }

  private Sandbox.Builder builder(long usageItems) {
    return Sandbox.builder().clock(clock).exportDelay(Duration.ZERO).usageItems(usageItems);
  }

  private static String url(TestClient asking, String type, String start, String end) {
    JsonNode export =
        TestClient.json(
            asking.post(
                "/reports",
                "{\"report_type\":\"%s\",\"start_date\":\"%s\",\"end_date\":\"%s\"}"
                    .formatted(type, start, end)));
    return export.at("/download_urls/0").asText();
  }

  private static List<String> rows(TestClient asking, String address) {
    String text = new String(asking.send("GET", address, "").body(), StandardCharsets.UTF_8);
    return text.lines().skip(1).toList();
  }
}
