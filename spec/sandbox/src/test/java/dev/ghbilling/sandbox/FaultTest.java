package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.testkit.ManualClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("looks at what the JVM's threads do")
@Timeout(60)
class FaultTest {
  private static final String MEMBERS =
      "/cost-centers/2eeb8ffe-6903-11ee-8c99-0242ac120002/resource";
  private static final long NOW = 1_772_357_400;

  private final ManualClock clock = new ManualClock("2026-03-01T09:30:00Z");
  private final Sandbox sandbox = Sandbox.builder().clock(clock).exportDelay(Duration.ZERO).start();
  private final TestClient client = new TestClient(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void status_any_hasGitHubsBodyAndHeaders() {
    HttpResponse<byte[]> response = responseTo(Fault.status(500));

    assertThat(response.statusCode()).isEqualTo(500);
    JsonNode body = TestClient.json(response);
    assertThat(body.path("message").asText()).isEqualTo("Server Error");
    assertThat(body.path("status").asText()).isEqualTo("500");
    assertThat(body.has("documentation_url")).isTrue();
    assertThat(TestClient.header(response, "Content-Type")).startsWith("application/json");
    assertThat(TestClient.header(response, "Date")).isEqualTo("Sun, 01 Mar 2026 09:30:00 GMT");
    assertThat(TestClient.header(response, "x-ratelimit-used")).isEqualTo("1");
    assertThat(response.headers().firstValue("X-GitHub-Request-Id")).isPresent();
  }

  @Test
  void status_503_hasTheDocumentedBody() {
    assertThat(TestClient.json(responseTo(Fault.status(503))))
        .isEqualTo(
            TestClient.json(
                """
                {"code": "503", "message": "Service Unavailable",
                 "documentation_url": "https://docs.github.com/rest"}
                """));
  }

  @Test
  void status_withAMessage_hasItInTheBody() {
    HttpResponse<byte[]> response = responseTo(Fault.status(410, "This endpoint has been moved."));

    assertThat(response.statusCode()).isEqualTo(410);
    assertThat(TestClient.text(response)).contains("\"message\":\"This endpoint has been moved.\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 101, 199, 600})
  void status_outOfRange_throws(int status) {
    assertThatThrownBy(() -> Fault.status(status))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Integer.toString(status));
  }

  @Test
  void body_withHeaders_isSentAsGiven() {
    HttpResponse<byte[]> response =
        responseTo(Fault.body(418, "text/plain", "Ü").header("X-Extra", "1").withoutHeader("date"));

    assertThat(response.statusCode()).isEqualTo(418);
    assertThat(TestClient.text(response)).isEqualTo("Ü");
    assertThat(TestClient.header(response, "Content-Type")).isEqualTo("text/plain");
    assertThat(TestClient.header(response, "X-Extra")).isEqualTo("1");
    assertThat(response.headers().firstValue("Date")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 429})
  void primaryLimit_anyStatus_hasTheReset(int status) {
    HttpResponse<byte[]> response = responseTo(Fault.primaryLimit(status, Duration.ofMinutes(5)));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(TestClient.text(response)).contains("API rate limit exceeded");
    assertThat(TestClient.header(response, "x-ratelimit-remaining")).isEqualTo("0");
    assertThat(TestClient.header(response, "x-ratelimit-reset"))
        .isEqualTo(Long.toString(NOW + 300));
    assertThat(response.headers().firstValue("Retry-After")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 429})
  void secondaryLimit_byItself_hasNoAdvice(int status) {
    HttpResponse<byte[]> response = responseTo(Fault.secondaryLimit(status));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(TestClient.text(response)).contains("secondary rate limit");
    assertThat(TestClient.header(response, "x-ratelimit-remaining")).isEqualTo("4999");
    assertThat(response.headers().firstValue("Retry-After")).isEmpty();
  }

  @Test
  void retryAfter_bothForms_areSent() {
    Fault limit = Fault.secondaryLimit(429);

    assertThat(
            TestClient.header(responseTo(limit.retryAfter(Duration.ofMinutes(1))), "Retry-After"))
        .isEqualTo("60");
    assertThat(
            TestClient.header(
                responseTo(limit.retryAfterDate(Duration.ofMinutes(1))), "Retry-After"))
        .isEqualTo("Sun, 01 Mar 2026 09:31:00 GMT");
  }

  @Test
  void dateSkew_ofAFault_changesTheDate() {
    assertThat(
            TestClient.header(
                responseTo(Fault.ownResponse().dateSkew(Duration.ofHours(-1))), "Date"))
        .isEqualTo("Sun, 01 Mar 2026 08:30:00 GMT");
  }

  @Test
  void dateSkew_ofTheSandbox_changesOnlyTheDate() {
    try (Sandbox skewed = Sandbox.builder().clock(clock).dateSkew(Duration.ofMinutes(10)).start()) {
      HttpResponse<byte[]> response = new TestClient(skewed).get("/actions");

      assertThat(TestClient.header(response, "Date")).isEqualTo("Sun, 01 Mar 2026 09:40:00 GMT");
      assertThat(TestClient.header(response, "x-ratelimit-reset"))
          .isEqualTo(Long.toString(NOW + 3600));
    }
  }

  @Test
  void htmlPage_status_isHtml() {
    HttpResponse<byte[]> response = responseTo(Fault.htmlPage(502));

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(TestClient.header(response, "Content-Type")).startsWith("text/html");
    assertThat(TestClient.text(response)).contains("<html>");
  }

  @Test
  void emptyBody_response_isEmpty() {
    HttpResponse<byte[]> response = responseTo(Fault.emptyBody());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void wrongType_response_isAnArray() {
    assertThat(TestClient.json(responseTo(Fault.wrongType())).isArray()).isTrue();
  }

  @Test
  void deeplyNested_depth_isAsGiven() {
    assertThat(TestClient.text(responseTo(Fault.deeplyNested(100_000))))
        .hasSize("{\"nested\":}".length() + 200_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {14, 15, 8_205, 8_206, 8_207, 3_000_001})
  void hugeBody_anyLength_isJsonOfThatLength(long bytes) {
    HttpResponse<byte[]> response = responseTo(Fault.hugeBody(bytes));

    assertThat(response.body()).hasSize((int) bytes);
    assertThat(TestClient.json(response).path("filler").isArray()).isTrue();
    assertThat(response.headers().firstValue("Content-Length")).isEmpty();
  }

  @Test
  void contentType_ofTheOwnResponse_isChanged() {
    byte[] own = client.get("/actions").body();
    HttpResponse<byte[]> response = responseTo(Fault.ownResponse().contentType("text/plain"));

    assertThat(TestClient.header(response, "Content-Type")).isEqualTo("text/plain");
    assertThat(response.body()).isEqualTo(own);
  }

  @Test
  void redirect_location_isSent() {
    HttpResponse<byte[]> response = responseTo(Fault.redirect(307, "http://other.invalid/x"));

    assertThat(response.statusCode()).isEqualTo(307);
    assertThat(TestClient.header(response, "Location")).isEqualTo("http://other.invalid/x");
  }

  @Test
  void notModified_unconditionalRequest_is304() {
    HttpResponse<byte[]> response = responseTo(Fault.notModified());

    assertThat(response.statusCode()).isEqualTo(304);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void delayed_response_sendsNoHeaders() throws IOException {
    inject(Fault.ownResponse().delayed(Duration.ofDays(1)));

    try (Socket socket = RawResponse.ask(sandbox, "/actions")) {
      socket.setSoTimeout(200);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void delayed_response_takesThatLong() {
    long start = System.nanoTime();
    HttpResponse<byte[]> response = responseTo(Fault.status(500).delayed(Duration.ofMillis(100)));

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(99));
  }

  @Test
  void slow_body_isSentInPiecesAfterTheHeaders() throws IOException {
    inject(Fault.body(200, "text/plain", "abcdef").slow(2, Duration.ofDays(1)));

    try (Socket socket = RawResponse.ask(sandbox, "/actions")) {
      InputStream in = socket.getInputStream();
      String text = "";
      while (!text.endsWith("\r\n\r\nab")) {
        text += new String(in.readNBytes(1), StandardCharsets.US_ASCII);
      }
      socket.setSoTimeout(200);
      assertThat(text).contains("Content-Length: 6\r\n");
      assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void slow_body_isComplete() {
    byte[] own = client.get("/actions").body();

    assertThat(responseTo(Fault.ownResponse().slow(16, Duration.ofMillis(1))).body())
        .isEqualTo(own);
  }

  @Test
  void neverEndingBody_read_goesOn() throws IOException {
    inject(Fault.neverEndingBody());

    try (Socket socket = RawResponse.ask(sandbox, "/actions")) {
      assertThat(socket.getInputStream().readNBytes(20_000_000)).hasSize(20_000_000);
    }
  }

  @Test
  void close_pendingResponses_endsThem() throws IOException {
    sandbox.faults().on("getActionsBilling").call(1).inject(Fault.neverEndingBody());
    sandbox
        .faults()
        .on("getActionsBilling")
        .call(2)
        .inject(Fault.ownResponse().delayed(Duration.ofDays(1)));
    sandbox
        .faults()
        .on("getActionsBilling")
        .call(3)
        .inject(Fault.neverEndingBody().slow(1, Duration.ofDays(1)));

    try (Socket endless = RawResponse.ask(sandbox, "/actions")) {
      assertThat(endless.getInputStream().readNBytes(100_000)).hasSize(100_000);
      try (Socket delayed = RawResponse.ask(sandbox, "/actions")) {
        awaitRequests(2);
        try (Socket slow = RawResponse.ask(sandbox, "/actions")) {
          assertThat(slow.getInputStream().read()).isEqualTo('H');
          long start = System.nanoTime();
          sandbox.close();
          assertThat(Duration.ofNanos(System.nanoTime() - start))
              .isLessThan(Duration.ofSeconds(20));
          assertThat(delayed.getInetAddress().isLoopbackAddress()).isTrue();
        }
      }
    }
    assertThat(Thread.getAllStackTraces().values())
        .noneMatch(trace -> Arrays.toString(trace).contains("ResponseWriter"));
  }

  @Test
  void reset_response_hasNoByte() {
    inject(Fault.reset());

    assertThat(RawResponse.get(sandbox, "/actions")).isEqualTo(new RawResponse("", true));
  }

  @Test
  void resetAfterHeaders_response_hasHeadersOnly() {
    inject(Fault.ownResponse().resetAfterHeaders());
    RawResponse response = RawResponse.get(sandbox, "/actions");

    assertThat(response.reset()).isTrue();
    assertThat(response.text()).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
  }

  @Test
  void resetWithinBody_response_hasAPartOfTheBody() {
    inject(Fault.body(200, "text/plain", "abcdef").resetWithinBody(4));
    RawResponse response = RawResponse.get(sandbox, "/actions");

    assertThat(response.reset()).isTrue();
    assertThat(response.body()).isEqualTo("abcd");
  }

  @Test
  void truncatedAfter_lessThanTheBody_closesInGoodOrder() {
    inject(Fault.body(200, "text/plain", "abcdef").truncatedAfter(4));
    RawResponse response = RawResponse.get(sandbox, "/actions");

    assertThat(response.reset()).isFalse();
    assertThat(response.text()).contains("Content-Length: 6\r\n");
    assertThat(response.body()).isEqualTo("abcd");
  }

  @Test
  void truncatedAfter_moreThanTheBody_promisesMore() {
    inject(Fault.body(200, "text/plain", "abcdef").truncatedAfter(10));
    RawResponse response = RawResponse.get(sandbox, "/actions");

    assertThat(response.text()).contains("Content-Length: 11\r\n");
    assertThat(response.body()).isEqualTo("abcdef");
  }

  @Test
  void truncatedAfter_chunkedBody_hasNoLastChunk() {
    inject(Fault.hugeBody(100_000).truncatedAfter(50_000));
    RawResponse response = RawResponse.get(sandbox, "/actions");

    assertThat(response.reset()).isFalse();
    assertThat(response.text()).contains("Transfer-Encoding: chunked");
    assertThat(response.body()).doesNotEndWith("0\r\n\r\n").hasSizeBetween(50_000, 51_000);
  }

  @Test
  void afterOperation_reset_losesOnlyTheResponse() {
    sandbox
        .faults()
        .on("removeResourcesFromCostCenter")
        .call(1)
        .inject(Fault.reset().afterOperation());

    assertThatThrownBy(() -> client.delete(MEMBERS, "{\"users\":[\"monalisa\"]}"))
        .hasCauseInstanceOf(IOException.class);
    assertThat(TestClient.json(client.get("/cost-centers")).at("/costCenters/0/resources"))
        .hasSize(1);
  }

  @Test
  void fault_withoutAfterOperation_skipsTheOperation() {
    sandbox.faults().on("removeResourcesFromCostCenter").call(1).respondWith(502);
    sandbox
        .faults()
        .on("removeResourcesFromCostCenter")
        .call(2)
        .inject(Fault.status(502).afterOperation());

    assertThat(client.delete(MEMBERS, "{\"users\":[\"monalisa\"]}").statusCode()).isEqualTo(502);
    assertThat(TestClient.json(client.get("/cost-centers")).at("/costCenters/0/resources"))
        .hasSize(2);
    assertThat(client.delete(MEMBERS, "{\"users\":[\"monalisa\"]}").statusCode()).isEqualTo(502);
    assertThat(TestClient.json(client.get("/cost-centers")).at("/costCenters/0/resources"))
        .hasSize(1);
  }

  @Test
  void fault_onDownload_changesTheFile() {
    String url = download();
    byte[] own = client.send("GET", url, "").body();
    sandbox.faults().onDownload().call(2).inject(Fault.expiredDownload());
    sandbox.faults().onDownload().call(3).inject(Fault.ownResponse().partial(10));
    sandbox.faults().onDownload().call(4).inject(Fault.ownResponse().overlong(10));
    sandbox.faults().onDownload().call(5).inject(Fault.ownResponse().truncatedAfter(10));

    HttpResponse<byte[]> expired = client.send("GET", url, "");
    assertThat(expired.statusCode()).isEqualTo(403);
    assertThat(TestClient.header(expired, "Content-Type")).isEqualTo("application/xml");
    HttpResponse<byte[]> partial = client.send("GET", url, "");
    assertThat(partial.body()).hasSize(10);
    assertThat(TestClient.header(partial, "Content-Length")).isEqualTo("10");
    assertThat(client.send("GET", url, "").body()).hasSize(own.length + 10).startsWith(own);
    RawResponse truncated = RawResponse.get(sandbox, url);
    assertThat(truncated.text()).contains("Content-Length: " + own.length);
    assertThat(truncated.reset()).isFalse();
    assertThat(client.send("GET", url, "").body()).isEqualTo(own);
  }

  @Test
  void head_fault_hasItsHeaders() {
    inject(Fault.ownResponse().slow(1, Duration.ofDays(1)).header("X-Extra", "1"));
    HttpResponse<byte[]> response =
        client.send(
            "HEAD",
            sandbox.baseUrl() + "/enterprises/octo-enterprise/settings/billing/actions",
            "",
            "Authorization",
            "Bearer x");

    assertThat(TestClient.header(response, "X-Extra")).isEqualTo("1");
    assertThat(response.body()).isEmpty();
  }

  @Test
  void fault_equalDescription_isEqual() {
    Fault fault = Fault.status(502).retryAfter(Duration.ofSeconds(1));

    assertThat(fault)
        .isEqualTo(Fault.status(502).retryAfter(Duration.ofSeconds(1)))
        .hasSameHashCodeAs(Fault.status(502).retryAfter(Duration.ofSeconds(1)))
        .isNotEqualTo(Fault.status(502));
    assertThat(fault.delayed(Duration.ofSeconds(2))).isNotEqualTo(fault);
    assertThat(fault.toString()).contains("502", "Retry-After");
  }

  private HttpResponse<byte[]> responseTo(Fault fault) {
    inject(fault);
    return client.get("/actions");
  }

  private void inject(Fault fault) {
    sandbox.faults().on("getActionsBilling").next(1).inject(fault);
  }

  private String download() {
    return TestClient.json(
            client.post(
                "/reports",
                "{\"report_type\":\"detailed\",\"start_date\":\"2023-08-01\",\"end_date\":\"2023-08-31\"}"))
        .at("/download_urls/0")
        .asText();
  }

  private void awaitRequests(int number) {
    while (sandbox.requests().size() < number) {
      Thread.onSpinWait();
    }
  }
}
