package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.SampleValues;
import dev.ghbilling.testkit.ManualClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HeadersTest {
  private static final String VERSION = "X-GitHub-Api-Version";
  private static final Contract CONTRACT = Contract.bundled();

  private final ManualClock clock = new ManualClock("2026-03-01T09:30:00.5Z");
  private final Sandbox sandbox = Sandbox.builder().clock(clock).start();
  private final TestClient client = new TestClient(sandbox);

  static Stream<Operation> reading() {
    return CONTRACT.operations().stream().filter(operation -> operation.method().equals("GET"));
  }

  static List<String> versions() {
    return reading()
        .flatMap(operation -> operation.parameters(Parameter.Location.HEADER).stream())
        .filter(parameter -> parameter.name().equals(VERSION))
        .flatMap(parameter -> CONTRACT.enumerated(parameter.schema()).stream())
        .map(JsonNode::asText)
        .distinct()
        .toList();
  }

  /** Returns the path of an operation with documented values. */
  private static String path(Operation operation) {
    SampleValues samples = new SampleValues(CONTRACT);
    String path = operation.path();
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      String value = samples.exemplified(operation, parameter).orElseThrow();
      path = path.replace("{" + parameter.name() + "}", value);
    }
    return path;
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void requestId_twoRequests_differ() {
    assertThat(TestClient.header(client.get("/actions"), "X-GitHub-Request-Id"))
        .isNotEqualTo(TestClient.header(client.get("/actions"), "X-GitHub-Request-Id"));
  }

  @Test
  void selectedVersion_request_isItsOwnOrTheDefault() {
    String selected = "X-GitHub-Api-Version-Selected";

    assertThat(TestClient.header(client.get("/actions"), selected)).isEqualTo("2022-11-28");
    assertThat(
            TestClient.header(
                client.get("/actions", "X-GitHub-Api-Version", "2026-03-10"), selected))
        .isEqualTo("2026-03-10");
  }

  @ParameterizedTest
  @MethodSource("reading")
  void unknownVersion_read_is400(Operation operation) {
    HttpResponse<byte[]> refused =
        client.get(sandbox.baseUrl() + path(operation), VERSION, "2020-01-01");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(TestClient.json(refused).at("/errors/0/field").asText()).isEqualTo(VERSION);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void listedVersion_request_isAccepted(String version) {
    assertThat(client.get("/cost-centers", VERSION, version).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST   | /cost-centers | {\"name\":\"New\"}",
        "PATCH  | /cost-centers/2eeb8ffe-6903-11ee-8c99-0242ac120002 | {\"name\":\"New\"}",
        "DELETE | /cost-centers/2eeb8ffe-6903-11ee-8c99-0242ac120002 | ''"
      })
  void unknownVersion_write_is400AndNotDone(String method, String path, String body) {
    String before = TestClient.text(client.get("/cost-centers"));

    HttpResponse<byte[]> refused =
        client.send(method, path, body, "Authorization", "Bearer x", VERSION, "2020-01-01");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(TestClient.text(client.get("/cost-centers"))).isEqualTo(before);
  }

  @Test
  void date_response_isTheClocks() {
    assertThat(TestClient.header(client.get("/actions"), "Date"))
        .isEqualTo("Sun, 01 Mar 2026 09:30:00 GMT");
  }

  @Test
  void rateLimit_requests_areCountedByTheHour() {
    client.get("/actions");
    HttpResponse<byte[]> second = client.get("/unknown");

    assertThat(TestClient.header(second, "x-ratelimit-limit")).isEqualTo("5000");
    assertThat(TestClient.header(second, "x-ratelimit-remaining")).isEqualTo("4998");
    assertThat(TestClient.header(second, "x-ratelimit-used")).isEqualTo("2");
    assertThat(TestClient.header(second, "x-ratelimit-resource")).isEqualTo("core");
    assertThat(TestClient.header(second, "x-ratelimit-reset"))
        .isEqualTo(Long.toString(Instant.parse("2026-03-01T10:30:00Z").getEpochSecond()));

    clock.advance(Duration.ofHours(1));
    assertThat(TestClient.header(client.get("/actions"), "x-ratelimit-used")).isEqualTo("1");
  }

  @Test
  void conditionalGet_sameContent_is304AndFree() {
    HttpResponse<byte[]> first = client.get("/cost-centers");
    String tag = TestClient.header(first, "ETag");

    HttpResponse<byte[]> again = client.get("/cost-centers", "If-None-Match", "\"other\", " + tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(TestClient.header(again, "ETag")).isEqualTo(tag);
    assertThat(TestClient.header(again, "x-ratelimit-used")).isEqualTo("1");

    client.post(
        "/cost-centers/2eeb8ffe-6903-11ee-8c99-0242ac120002/resource", "{\"users\":[\"x\"]}");
    assertThat(client.get("/cost-centers", "If-None-Match", tag).statusCode()).isEqualTo(200);
  }

  @Test
  void head_operation_isAGetWithoutABody() {
    HttpResponse<byte[]> head = client.send("HEAD", "/actions", "", "Authorization", "Bearer x");
    HttpResponse<byte[]> get = client.get("/actions");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String name : new String[] {"Content-Length", "Content-Type", "ETag"}) {
      assertThat(TestClient.header(head, name)).isEqualTo(TestClient.header(get, name));
    }
  }

  @Test
  void examplesHeader_documentedResponses_isSent() {
    String examples = "X-Ghbilling-Examples";

    assertThat(TestClient.header(client.get("/actions"), examples)).isEqualTo("documented");
    try (Sandbox other = Sandbox.builder().usageItems(1).start()) {
      assertThat(new TestClient(other).get("/usage").headers().firstValue(examples)).isEmpty();
    }
  }
}
