package dev.ghbilling.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spring.GitHubBillingCustomizer;
import dev.ghbilling.spring.test.AutoConfigureGitHubBillingSandbox;
import dev.ghbilling.testkit.Regression;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The application over HTTP, with the sandbox in GitHub's place. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "ghbilling.call-timeout=5s",
      "management.health.ghbilling.enabled=true",
      "management.info.ghbilling.enabled=true",
      "management.endpoint.health.show-details=always"
    })
@AutoConfigureGitHubBillingSandbox(history = 2)
final class BillApplicationTest {
  private static final String BILL = "/bill?month=" + YearMonth.now(ZoneOffset.UTC).minusMonths(1);
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** Records the threads that send requests to GitHub. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Threads {
    @Bean
    Set<String> threads() {
      return ConcurrentHashMap.newKeySet();
    }

    @Bean
    GitHubBillingCustomizer threadRecorder(Set<String> threads) {
      return (name, builder) ->
          builder.interceptor(
              next ->
                  (request, options) -> {
                    threads.add(Thread.currentThread().toString());
                    return next.execute(request, options);
                  });
    }
  }

  private final HttpClient http = HttpClient.newHttpClient();

  @LocalServerPort private int port;
  @Autowired private Sandbox sandbox;
  @Autowired private MeterRegistry meters;
  @Autowired private Set<String> threads;

  @AfterEach
  void clearFaults() {
    sandbox.faults().clear();
  }

  @Test
  void bill_ofAMonth_isTheExactSumByProduct() throws Exception {
    HttpResponse<String> response = get(BILL);

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode bill = JSON.readTree(response.body());
    assertThat(bill.at("/by/0").asString()).isEqualTo("PRODUCT");
    List<BigDecimal> products = new ArrayList<>();
    bill.path("groups").forEach(group -> products.add(group.at("/total/net").decimalValue()));
    assertThat(products).hasSizeGreaterThan(3).doesNotContain(BigDecimal.ZERO);
    assertThat(bill.at("/total/net").decimalValue())
        .isEqualByComparingTo(products.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  @Test
  void bill_onJdk21AndLater_isRequestedOnVirtualThreads() throws Exception {
    threads.clear();

    get(BILL);

    String kind = Runtime.version().feature() >= 21 ? "VirtualThread[" : "Thread[";
    assertThat(threads).isNotEmpty().allMatch(thread -> thread.startsWith(kind));
  }

  @Test
  @Regression(
      input = "GET /bill of the month after the current one",
      before = "a bill of zeros",
      now = "400 with the reason, as the command line refuses it")
  void bill_ofAFutureMonth_isRefused() throws Exception {
    YearMonth next = YearMonth.now(ZoneOffset.UTC).plusMonths(1);
    int before = sandbox.requests().size();

    HttpResponse<String> response = get("/bill?month=" + next);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(JsonPath.<String>read(response.body(), "$.detail"))
        .isEqualTo("month must not be in the future, was " + next);
    assertThat(sandbox.requests()).hasSize(before);
  }

  @Test
  void bill_githubRefuses_isAProblem() throws Exception {
    sandbox.faults().onAny().everyCall().respondWith(403);

    HttpResponse<String> response = get(BILL);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(JsonPath.<String>read(response.body(), "$.operation")).isEqualTo("getUsageSummary");
    assertThat(JsonPath.<Integer>read(response.body(), "$.upstreamStatus")).isEqualTo(403);
    assertThat(JsonPath.<String>read(response.body(), "$.detail")).contains("403");
  }

  @Test
  void call_isRecordedInTheApplicationsMetrics() throws Exception {
    get(BILL);

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
