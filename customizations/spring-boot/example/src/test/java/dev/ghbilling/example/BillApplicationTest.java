package dev.ghbilling.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spring.test.AutoConfigureGitHubBillingSandbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The application over HTTP, with the sandbox in GitHub's place. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "ghbilling.call-timeout=5s",
      "management.health.ghbilling.enabled=true",
      "management.info.ghbilling.enabled=true",
      "management.endpoint.health.show-details=always"
    })
@AutoConfigureGitHubBillingSandbox
final class BillApplicationTest {
  private final HttpClient http = HttpClient.newHttpClient();

  @LocalServerPort private int port;
  @Autowired private Sandbox sandbox;
  @Autowired private MeterRegistry meters;

  @AfterEach
  void clearFaults() {
    sandbox.faults().clear();
  }

  @Test
  void bill_ofAMonth_isTheSumByProduct() throws Exception {
    HttpResponse<String> response = get("/bill?month=2023-08");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("\"values\":[\"Actions\"]")
        .containsPattern("\"total\":\\{[^}]*\"net\":0\\.8[},]");
  }

  @Test
  void bill_githubRefuses_isAProblem() throws Exception {
    sandbox.faults().onAny().everyCall().respondWith(403);

    HttpResponse<String> response = get("/bill?month=2023-08");

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/problem+json");
    assertThat(JsonPath.<String>read(response.body(), "$.operation"))
        .isEqualTo("getUsageSummary");
    assertThat(JsonPath.<Integer>read(response.body(), "$.upstreamStatus")).isEqualTo(403);
    assertThat(JsonPath.<String>read(response.body(), "$.detail")).contains("403");
  }

  @Test
  void call_isRecordedInTheApplicationsMetrics() throws Exception {
    get("/bill?month=2023-08");

    assertThat(meters.get("ghbilling.call").tag("operation", "getUsageSummary").timer().count())
        .isPositive();
  }

  @Test
  void health_asksGitHub() throws Exception {
    HttpResponse<String> up = get("/actuator/health");
    sandbox.faults().onAny().everyCall().respondWith(403);
    HttpResponse<String> down = get("/actuator/health");

    assertThat(up.statusCode()).isEqualTo(200);
    assertThat(JsonPath.<String>read(up.body(), "$.components.ghbilling.details.gitHubBilling"))
        .isEqualTo("UP");
    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(JsonPath.<String>read(down.body(), "$.components.ghbilling.details.gitHubBilling"))
        .contains("403");
  }

  @Test
  void info_listsTheClientAndSendsNothing() throws Exception {
    int before = sandbox.requests().size();

    HttpResponse<String> info = get("/actuator/info");

    assertThat(JsonPath.<String>read(info.body(), "$.ghbilling.gitHubBilling"))
        .isEqualTo("GitHubBilling[octo-enterprise at %s]".formatted(sandbox.baseUrl()));
    assertThat(sandbox.requests()).hasSize(before);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
