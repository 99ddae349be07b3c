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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void statusHasGitHubsBodyAndHeaders() {
    HttpResponse<byte[]> answer = answered(Fault.status(500));

    assertThat(answer.statusCode()).isEqualTo(500);
    JsonNode body = TestClient.json(answer);
    assertThat(body.path("message").asText()).isEqualTo("Server Error");
    assertThat(body.path("status").asText()).isEqualTo("500");
    assertThat(body.has("documentation_url")).isTrue();
    assertThat(TestClient.header(answer, "Content-Type")).startsWith("application/json");
    assertThat(TestClient.header(answer, "Date")).isEqualTo("Sun, 01 Mar 2026 09:30:00 GMT");
    assertThat(TestClient.header(answer, "x-ratelimit-used")).isEqualTo("1");
    assertThat(answer.headers().firstValue("X-GitHub-Request-Id")).isPresent();
  }

  @Test
  void unavailableHasTheDocumentedBody() {
    assertThat(TestClient.json(answered(Fault.status(503))))
        .isEqualTo(
            TestClient.json(
                """
                {"code": "503", "message": "Service Unavailable",
                 "documentation_url": "https://docs.github.com/rest"}
                """));
  }

  @Test
  void statusMayHaveItsMessage() {
    HttpResponse<byte[]> answer = answered(Fault.status(410, "This endpoint has been moved."));

    assertThat(answer.statusCode()).isEqualTo(410);
    assertThat(TestClient.text(answer)).contains("\"message\":\"This endpoint has been moved.\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 101, 199, 600})
  void statusThatNoAnswerHasIsRefused(int status) {
    assertThatThrownBy(() -> Fault.status(status))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Integer.toString(status));
  }

  @Test
  void bodyAndHeadersAreAsGiven() {
    HttpResponse<byte[]> answer =
        answered(Fault.body(418, "text/plain", "Ü").header("X-Extra", "1").withoutHeader("date"));

    assertThat(answer.statusCode()).isEqualTo(418);
    assertThat(TestClient.text(answer)).isEqualTo("Ü");
    assertThat(TestClient.header(answer, "Content-Type")).isEqualTo("text/plain");
    assertThat(TestClient.header(answer, "X-Extra")).isEqualTo("1");
    assertThat(answer.headers().firstValue("Date")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 429})
  void primaryLimitTellsWhenItIsReset(int status) {
    HttpResponse<byte[]> answer = answered(Fault.primaryLimit(status, Duration.ofMinutes(5)));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(TestClient.text(answer)).contains("API rate limit exceeded");
    assertThat(TestClient.header(answer, "x-ratelimit-remaining")).isEqualTo("0");
    assertThat(TestClient.header(answer, "x-ratelimit-reset")).isEqualTo(Long.toString(NOW + 300));
    assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 429})
  void secondaryLimitTellsNothing(int status) {
    HttpResponse<byte[]> answer = answered(Fault.secondaryLimit(status));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(TestClient.text(answer)).contains("secondary rate limit");
    assertThat(TestClient.header(answer, "x-ratelimit-remaining")).isEqualTo("4999");
    assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
  }

  @Test
  void retryAfterIsInSecondsOrADate() {
    Fault limit = Fault.secondaryLimit(429);

    assertThat(TestClient.header(answered(limit.retryAfter(Duration.ofMinutes(1))), "Retry-After"))
        .isEqualTo("60");
    assertThat(
            TestClient.header(answered(limit.retryAfterDate(Duration.ofMinutes(1))), "Retry-After"))
        .isEqualTo("Sun, 01 Mar 2026 09:31:00 GMT");
  }

  @Test
  void dateIsSkewed() {
    assertThat(
            TestClient.header(answered(Fault.ownAnswer().dateSkew(Duration.ofHours(-1))), "Date"))
        .isEqualTo("Sun, 01 Mar 2026 08:30:00 GMT");
  }

  @Test
  void dateOfTheWholeSandboxIsSkewed() {
    try (Sandbox skewed = Sandbox.builder().clock(clock).dateSkew(Duration.ofMinutes(10)).start()) {
      HttpResponse<byte[]> answer = new TestClient(skewed).get("/actions");

      assertThat(TestClient.header(answer, "Date")).isEqualTo("Sun, 01 Mar 2026 09:40:00 GMT");
      assertThat(TestClient.header(answer, "x-ratelimit-reset"))
          .isEqualTo(Long.toString(NOW + 3600));
    }
  }

  @Test
  void htmlPageIsOne() {
    HttpResponse<byte[]> answer = answered(Fault.htmlPage(502));

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(TestClient.header(answer, "Content-Type")).startsWith("text/html");
    assertThat(TestClient.text(answer)).contains("<html>");
  }

  @Test
  void emptyBodyIsEmpty() {
    HttpResponse<byte[]> answer = answered(Fault.emptyBody());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void wrongTypeIsJson() {
    assertThat(TestClient.json(answered(Fault.wrongType())).isArray()).isTrue();
  }

  @Test
  void nestingIsAsDeepAsAskedFor() {
    assertThat(TestClient.text(answered(Fault.deeplyNested(100_000))))
        .hasSize("{\"nested\":}".length() + 200_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {14, 15, 8_205, 8_206, 8_207, 3_000_001})
  void hugeBodyHasItsLengthAndIsJson(long bytes) {
    HttpResponse<byte[]> answer = answered(Fault.hugeBody(bytes));

    assertThat(answer.body()).hasSize((int) bytes);
    assertThat(TestClient.json(answer).path("filler").isArray()).isTrue();
    assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
  }

  @Test
  void wrongContentTypeStandsAtTheOwnAnswer() {
    byte[] own = client.get("/actions").body();
    HttpResponse<byte[]> answer = answered(Fault.ownAnswer().contentType("text/plain"));

    assertThat(TestClient.header(answer, "Content-Type")).isEqualTo("text/plain");
    assertThat(answer.body()).isEqualTo(own);
  }

  @Test
  void redirectHasALocation() {
    HttpResponse<byte[]> answer = answered(Fault.redirect(307, "http://other.invalid/x"));

    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(TestClient.header(answer, "Location")).isEqualTo("http://other.invalid/x");
  }

  @Test
  void notModifiedIsAnsweredUnasked() {
    HttpResponse<byte[]> answer = answered(Fault.notModified());

    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void delayHoldsBackTheHeaders() throws IOException {
    injected(Fault.ownAnswer().delayed(Duration.ofDays(1)));

    try (Socket socket = RawAnswer.ask(sandbox, "/actions")) {
      socket.setSoTimeout(200);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void delayIsAsLongAsAskedFor() {
    long start = System.nanoTime();
    HttpResponse<byte[]> answer = answered(Fault.status(500).delayed(Duration.ofMillis(100)));

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(99));
  }

  @Test
  void slowBodyComesInPiecesBehindTheHeaders() throws IOException {
    injected(Fault.body(200, "text/plain", "abcdef").slow(2, Duration.ofDays(1)));

    try (Socket socket = RawAnswer.ask(sandbox, "/actions")) {
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
  void slowBodyIsComplete() {
    byte[] own = client.get("/actions").body();

    assertThat(answered(Fault.ownAnswer().slow(16, Duration.ofMillis(1))).body()).isEqualTo(own);
  }

  @Test
  void neverEndingBodyGoesOn() throws IOException {
    injected(Fault.neverEndingBody());

    try (Socket socket = RawAnswer.ask(sandbox, "/actions")) {
      assertThat(socket.getInputStream().readNBytes(20_000_000)).hasSize(20_000_000);
    }
  }

  @Test
  void closeEndsWhatTakesLong() throws IOException {
    sandbox.faults().on("getActionsBilling").call(1).inject(Fault.neverEndingBody());
    sandbox
        .faults()
        .on("getActionsBilling")
        .call(2)
        .inject(Fault.ownAnswer().delayed(Duration.ofDays(1)));
    sandbox
        .faults()
        .on("getActionsBilling")
        .call(3)
        .inject(Fault.neverEndingBody().slow(1, Duration.ofDays(1)));

    try (Socket endless = RawAnswer.ask(sandbox, "/actions")) {
      assertThat(endless.getInputStream().readNBytes(100_000)).hasSize(100_000);
      try (Socket delayed = RawAnswer.ask(sandbox, "/actions")) {
        awaitRequests(2);
        try (Socket slow = RawAnswer.ask(sandbox, "/actions")) {
          assertThat(slow.getInputStream().read()).isEqualTo('H');
          long start = System.nanoTime();
          sandbox.close();
          assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
          assertThat(delayed.getInetAddress().isLoopbackAddress()).isTrue();
        }
      }
    }
    assertThat(Thread.getAllStackTraces().values())
        .noneMatch(trace -> Arrays.toString(trace).contains("Transmission"));
  }

  @Test
  void resetComesBeforeAnyByte() {
    injected(Fault.reset());

    assertThat(RawAnswer.get(sandbox, "/actions")).isEqualTo(new RawAnswer("", true));
  }

  @Test
  void resetComesAfterTheHeaders() {
    injected(Fault.ownAnswer().resetAfterHeaders());
    RawAnswer answer = RawAnswer.get(sandbox, "/actions");

    assertThat(answer.reset()).isTrue();
    assertThat(answer.text()).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
  }

  @Test
  void resetComesWithinTheBody() {
    injected(Fault.body(200, "text/plain", "abcdef").resetWithinBody(4));
    RawAnswer answer = RawAnswer.get(sandbox, "/actions");

    assertThat(answer.reset()).isTrue();
    assertThat(answer.body()).isEqualTo("abcd");
  }

  @Test
  void truncatedBodyEndsInGoodOrder() {
    injected(Fault.body(200, "text/plain", "abcdef").truncatedAfter(4));
    RawAnswer answer = RawAnswer.get(sandbox, "/actions");

    assertThat(answer.reset()).isFalse();
    assertThat(answer.text()).contains("Content-Length: 6\r\n");
    assertThat(answer.body()).isEqualTo("abcd");
  }

  @Test
  void truncationBehindTheBodyIsMissedToo() {
    injected(Fault.body(200, "text/plain", "abcdef").truncatedAfter(10));
    RawAnswer answer = RawAnswer.get(sandbox, "/actions");

    assertThat(answer.text()).contains("Content-Length: 11\r\n");
    assertThat(answer.body()).isEqualTo("abcdef");
  }

  @Test
  void truncatedStreamHasNoLastChunk() {
    injected(Fault.hugeBody(100_000).truncatedAfter(50_000));
    RawAnswer answer = RawAnswer.get(sandbox, "/actions");

    assertThat(answer.reset()).isFalse();
    assertThat(answer.text()).contains("Transfer-Encoding: chunked");
    assertThat(answer.body()).doesNotEndWith("0\r\n\r\n").hasSizeBetween(50_000, 51_000);
  }

  @Test
  void resetAfterTheOperationLosesOnlyTheAnswer() {
    sandbox.faults().on("removeUsersFromCostCenter").call(1).inject(Fault.reset().afterOperation());

    assertThatThrownBy(() -> client.delete(MEMBERS, "{\"users\":[\"monalisa\"]}"))
        .hasCauseInstanceOf(IOException.class);
    assertThat(TestClient.json(client.get("/cost-centers")).at("/costCenters/0/resources"))
        .isEmpty();
  }

  @Test
  void operationIsNotCarriedOutUnlessSaid() {
    sandbox.faults().on("removeUsersFromCostCenter").call(1).answer(502);
    sandbox
        .faults()
        .on("removeUsersFromCostCenter")
        .call(2)
        .inject(Fault.status(502).afterOperation());

    assertThat(client.delete(MEMBERS, "{\"users\":[\"monalisa\"]}").statusCode()).isEqualTo(502);
    assertThat(TestClient.json(client.get("/cost-centers")).at("/costCenters/0/resources"))
        .hasSize(1);
    assertThat(client.delete(MEMBERS, "{\"users\":[\"monalisa\"]}").statusCode()).isEqualTo(502);
    assertThat(TestClient.json(client.get("/cost-centers")).at("/costCenters/0/resources"))
        .isEmpty();
  }

  @Test
  void downloadIsSpoilt() {
    String url = download();
    byte[] own = client.send("GET", url, "").body();
    sandbox.faults().onDownload().call(2).inject(Fault.expiredDownload());
    sandbox.faults().onDownload().call(3).inject(Fault.ownAnswer().partial(10));
    sandbox.faults().onDownload().call(4).inject(Fault.ownAnswer().overlong(10));
    sandbox.faults().onDownload().call(5).inject(Fault.ownAnswer().truncatedAfter(10));

    HttpResponse<byte[]> expired = client.send("GET", url, "");
    assertThat(expired.statusCode()).isEqualTo(403);
    assertThat(TestClient.header(expired, "Content-Type")).isEqualTo("application/xml");
    HttpResponse<byte[]> partial = client.send("GET", url, "");
    assertThat(partial.body()).hasSize(10);
    assertThat(TestClient.header(partial, "Content-Length")).isEqualTo("10");
    assertThat(client.send("GET", url, "").body()).hasSize(own.length + 10).startsWith(own);
    RawAnswer truncated = RawAnswer.get(sandbox, url);
    assertThat(truncated.text()).contains("Content-Length: " + own.length);
    assertThat(truncated.reset()).isFalse();
    assertThat(client.send("GET", url, "").body()).isEqualTo(own);
  }

  @Test
  void headHasTheFaultsHeaders() {
    injected(Fault.ownAnswer().slow(1, Duration.ofDays(1)).header("X-Extra", "1"));
    HttpResponse<byte[]> answer =
        client.send(
            "HEAD",
            sandbox.baseUrl() + "/enterprises/octo-enterprise/settings/billing/actions",
            "",
            "Authorization",
            "Bearer x");

    assertThat(TestClient.header(answer, "X-Extra")).isEqualTo("1");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void faultIsAValue() {
    Fault fault = Fault.status(502).retryAfter(Duration.ofSeconds(1));

    assertThat(fault)
        .isEqualTo(Fault.status(502).retryAfter(Duration.ofSeconds(1)))
        .hasSameHashCodeAs(Fault.status(502).retryAfter(Duration.ofSeconds(1)))
        .isNotEqualTo(Fault.status(502));
    assertThat(fault.delayed(Duration.ofSeconds(2))).isNotEqualTo(fault);
    assertThat(fault.toString()).contains("502", "Retry-After");
  }

  private HttpResponse<byte[]> answered(Fault fault) {
    injected(fault);
    return client.get("/actions");
  }

  private void injected(Fault fault) {
    sandbox.faults().on("getActionsBilling").next(1).inject(fault);
  }

  private String download() {
    return TestClient.json(
            client.post("/reports", "{\"report_type\":\"detailed\",\"start_date\":\"2023-08-01\"}"))
        .at("/download_urls/0")
        .asText();
  }

  private void awaitRequests(int number) {
    while (sandbox.requests().size() < number) {
      Thread.onSpinWait();
    }
  }
}
