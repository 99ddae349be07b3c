package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ghbilling.sandbox.internal.http.ServerRequest;
import dev.ghbilling.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedRequestTest {
  private final ManualClock clock = new ManualClock("2026-03-01T09:30:00Z");
  private final Sandbox sandbox = Sandbox.builder().clock(clock).exportDelay(Duration.ZERO).start();
  private final TestClient client = new TestClient(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void request_sent_isRecordedAsSent() {
    client.get("/usage?year=2025&month=1", "X-Extra", "1");
    RecordedRequest request = sandbox.requests().get(0);

    assertThat(request.origin()).isEqualTo(RecordedRequest.Origin.API);
    assertThat(request.operationId()).contains("getUsageReport");
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.path()).isEqualTo("/enterprises/octo-enterprise/settings/billing/usage");
    assertThat(request.query()).isEqualTo("year=2025&month=1");
    assertThat(request.headers().get("x-EXTRA")).isEqualTo("1");
    assertThat(request.body()).isEmpty();
    assertThat(request.time()).isEqualTo(Instant.parse("2026-03-01T09:30:00Z"));
    assertThat(request.fault()).isEmpty();
  }

  @Test
  void body_long_isRecordedUpToTheLimit() {
    client.post("/reports", "{\"x\":1}");
    client.post("/reports", "x".repeat(20_000));

    assertThat(sandbox.requests().get(0).body()).isEqualTo("{\"x\":1}");
    assertThat(sandbox.requests().get(1).body()).hasSize(RecordedRequest.MAX_BODY_CHARS);
  }

  @ParameterizedTest
  @CsvSource({"Bearer secret,bearer", "token secret,token", "secret,other", "secret x,other"})
  void credentials_anyScheme_areNotRecorded(String credentials, String scheme) {
    client.send(
        "GET", sandbox.baseUrl() + "/x", "", "Authorization", credentials, "Cookie", "secret");
    RecordedRequest request = sandbox.requests().get(0);

    assertThat(request.authorizationScheme()).contains(scheme);
    assertThat(request.toString()).doesNotContain("secret");
  }

  @Test
  void request_withoutCredentials_hasNoScheme() {
    client.send("GET", sandbox.baseUrl() + "/x", "");

    assertThat(sandbox.requests().get(0).authorizationScheme()).isEmpty();
    assertThat(sandbox.requests().get(0).operationId()).isEmpty();
  }

  @Test
  void download_request_isRecordedAtTheStorage() {
    String url =
        TestClient.json(
                client.post(
                    "/reports",
                    "{\"report_type\":\"detailed\",\"start_date\":\"2023-08-01\",\"end_date\":\"2023-08-31\"}"))
            .at("/download_urls/0")
            .asText();
    client.send("HEAD", url, "");

    assertThat(sandbox.requests())
        .extracting(RecordedRequest::origin)
        .containsExactly(RecordedRequest.Origin.API, RecordedRequest.Origin.STORAGE);
    assertThat(sandbox.requests().get(1).method()).isEqualTo("HEAD");
  }

  @Test
  void fault_met_isRecordedWithTheRequest() {
    sandbox.faults().on("getActionsBilling").call(2).respondWith(503);
    client.get("/actions");
    client.get("/actions");

    assertThat(sandbox.requests())
        .extracting(RecordedRequest::fault)
        .containsExactly(Optional.empty(), Optional.of(Fault.status(503)));
  }

  @Test
  void requests_laterRequest_doesNotChangeTheList() {
    List<RecordedRequest> before = sandbox.requests();
    client.get("/actions");

    assertThat(before).isEmpty();
    assertThatThrownBy(() -> sandbox.requests().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void log_full_keepsTheNewest() {
    RequestLog log = new RequestLog();
    for (int i = 0; i <= RequestLog.MAX_REQUESTS; i++) {
      ServerRequest request = new ServerRequest("GET", "", "/" + i, "", Map.of(), new byte[0]);
      log.add(
          RecordedRequest.of(
              RecordedRequest.Origin.API,
              Optional.empty(),
              request,
              clock.instant(),
              Optional.empty()));
    }

    assertThat(log.list()).hasSize(RequestLog.MAX_REQUESTS);
    assertThat(log.list().get(0).path()).isEqualTo("/1");
  }
}
