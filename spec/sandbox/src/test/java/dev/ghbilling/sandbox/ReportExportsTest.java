package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.Regression;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportExportsTest {
  private static final JsonNode DOCUMENTED =
      Contract.bundled()
          .operation("listUsageReportExports")
          .flatMap(list -> list.success().body())
          .flatMap(Body::example)
          .orElseThrow()
          .value()
          .path("usage_report_exports");
  private static final String JANUARY =
      "{\"report_type\":\"detailed\",\"start_date\":\"2024-01-01\",\"end_date\":\"2024-01-31\"}";

  private final ManualClock clock = new ManualClock("2026-03-01T23:30:00.5Z");
  private final Sandbox sandbox =
      Sandbox.builder().clock(clock).exportDelay(Duration.ofSeconds(10)).start();
  private final TestClient client = new TestClient(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void get_documentedExport_respondsWithIt() {
    for (JsonNode export : DOCUMENTED) {
      String id = export.path("id").asText();

      assertThat(TestClient.json(client.get("/reports/" + id))).isEqualTo(export);
      assertThat(client.get("/reports/" + id.toUpperCase(Locale.ROOT)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void create_request_startsProcessing() {
    HttpResponse<byte[]> response =
        client.post("/reports", "{\"report_type\":\"summarized\",\"start_date\":\"2026-02-01\"}");

    assertThat(response.statusCode()).isEqualTo(202);
    JsonNode export = TestClient.json(response);
    UUID id = UUID.fromString(export.path("id").asText());
    assertThat(export)
        .isEqualTo(
            TestClient.json(
                """
                {"id": "%s", "report_type": "summarized", "start_date": "2026-02-01",
                 "end_date": "2026-03-01", "status": "processing",
                 "created_at": "2026-03-01T23:30:00Z", "actor": "monalisa"}
                """
                    .formatted(id)));
    assertThat(TestClient.json(client.get("/reports/" + id))).isEqualTo(export);
  }

  @Test
  void get_afterTheDelay_isCompleted() {
    String id = create();

    clock.advance(Duration.ofMillis(9_999));
    assertThat(get(id).path("status").asText()).isEqualTo("processing");

    clock.advance(Duration.ofMillis(1));
    assertThat(get(id).path("status").asText()).isEqualTo("completed");
    assertThat(get(id).path("download_urls")).hasSize(1);
  }

  @Test
  void get_completedExport_hasFreshUrlsOfAnotherOrigin() {
    String id = create();
    clock.advance(Duration.ofSeconds(10));

    String first = get(id).at("/download_urls/0").asText();
    clock.advance(Duration.ofSeconds(1));
    String second = get(id).at("/download_urls/0").asText();

    assertThat(first).startsWith("http://127.0.0.1:").doesNotStartWith(sandbox.baseUrl() + "/");
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void list_createdExports_precedeDocumentedOnes() {
    String older = create();
    String newer = create();

    JsonNode exports = TestClient.json(client.get("/reports")).path("usage_report_exports");
    assertThat(exports.path(0).path("id").asText()).isEqualTo(newer);
    assertThat(exports.path(1).path("id").asText()).isEqualTo(older);
    assertThat(exports.path(2)).isEqualTo(DOCUMENTED.path(0));
    assertThat(exports).hasSize(5);
  }

  @Test
  void create_oneDay_isAccepted() {
    String body =
        "{\"report_type\":\"detailed\",\"start_date\":\"2024-01-01\",\"end_date\":\"2024-01-01\"}";

    assertThat(client.post("/reports", body).statusCode()).isEqualTo(202);
  }

  @Test
  @Regression(
      input = "a new export of type ai_credit, which the contract's open enumeration lists",
      before = "HTTP 400 from the sandbox",
      now = "accepted, as any other type")
  void create_typeBesideTheUsualOnes_isAccepted() {
    HttpResponse<byte[]> response =
        client.post("/reports", JANUARY.replace("detailed", "ai_credit"));

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(TestClient.json(response).path("report_type").asText()).isEqualTo("ai_credit");
  }

  @Test
  void create_typeThatTheContractDoesNotList_isRefused() {
    HttpResponse<byte[]> response = client.post("/reports", JANUARY.replace("detailed", "made_up"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(TestClient.text(response)).contains("report_type", "summarized");
  }

  @ParameterizedTest
  @CsvSource({
    "detailed, 2025-01-31, 202",
    "detailed, 2025-02-01, 400",
    "premium_request, 2025-02-01, 400",
    "ai_credit, 2025-01-31, 202",
    "ai_credit, 2025-02-01, 400",
    "summarized, 2026-01-01, 202",
    "summarized, 2026-01-02, 400",
  })
  @Regression(
      input = "a new export of more days than GitHub allows for its type",
      before = "accepted unless the sandbox was as observed",
      now = "HTTP 400, which says how many days there may be")
  void create_rangeOfDays_isLimitedByType(String type, String end, int status) {
    HttpResponse<byte[]> response =
        client.post(
            "/reports",
            "{\"report_type\":\"%s\",\"start_date\":\"2025-01-01\",\"end_date\":\"%s\"}"
                .formatted(type, end));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(TestClient.text(response).contains("report has at most")).isEqualTo(status == 400);
  }

  private String create() {
    return TestClient.json(client.post("/reports", JANUARY)).path("id").asText();
  }

  private JsonNode get(String id) {
    return TestClient.json(client.get("/reports/" + id));
  }
}
