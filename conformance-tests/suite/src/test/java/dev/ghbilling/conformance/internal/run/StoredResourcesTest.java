package dev.ghbilling.conformance.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.CommandRun;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.conformance.internal.check.RequestValues;
import dev.ghbilling.conformance.internal.check.Selection;
import dev.ghbilling.conformance.internal.http.ProxyVariables;
import dev.ghbilling.conformance.internal.http.TestedServer;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.mutants.Backends;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.testkit.ManualClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks of what is stored whose verdict depends on where the server is, or on its clock. */
final class StoredResourcesTest {
  private static final String BUDGET =
      """
      {"budget_amount":1,"prevent_further_usage":false,"budget_scope":"enterprise",
       "budget_type":"ProductPricing","budget_product_sku":"actions",
       "budget_alerting":{"will_alert":false,"alert_recipients":[]}}""";

  private final ManualClock time = Backends.clock();
  @AutoClose private final Sandbox sandbox = Backends.sandbox(Backend.OWN, time);

  /** Runs a check as against a server on another machine, to which a proxy leads. */
  private Result remote(String check, Map<String, String> bodies)
      throws IOException, InterruptedException {
    try (RewritingProxy proxy = new RewritingProxy(sandbox.baseUrl(), Middleware.passThrough())) {
      TestedServer server =
          new TestedServer(
              URI.create("http://billing.invalid"),
              Map.of("enterprise", "octo-enterprise"),
              CommandRun.TOKEN,
              Optional.empty(),
              false,
              Duration.ofSeconds(10),
              Duration.ofMinutes(5),
              new ProxyVariables(Map.of("http_proxy", proxy.url().toString())));
      RunSettings settings =
          new RunSettings(
              server,
              true,
              new Selection(List.of(check), List.of()),
              new RequestValues(Map.of(), bodies),
              Criteria.STRICT);
      ConformanceRun run =
          new ConformanceRun(
              Checks.of(Contract.bundled()), settings, time, time::sleep, result -> {});
      return run.perform(run.checks().get(0));
    }
  }

  /** Runs a check as against a server on this machine. */
  private Result local(String check, Middleware middleware)
      throws IOException, InterruptedException {
    try (RewritingProxy proxy = new RewritingProxy(sandbox.baseUrl(), middleware)) {
      return Backends.run(proxy, Backend.OWN, time, Duration.ofSeconds(10), check).all().get(0);
    }
  }

  @Test
  void perform_standardPageRemotely_isNotFilled() throws IOException, InterruptedException {
    Result result = remote("createBudget/state/page", Map.of("createBudget", BUDGET));

    assertThat(result.outcome()).as(result.message()).isEqualTo(Outcome.NOT_APPLICABLE);
    assertThat(result.message()).contains("only a server on this machine gets as many");
  }

  @Test
  void perform_optionRemotely_isNotSent() throws IOException, InterruptedException {
    Result result = remote("createUsageReportExport/state/option/send_email", Map.of());

    assertThat(result.outcome()).as(result.message()).isEqualTo(Outcome.NOT_APPLICABLE);
    assertThat(result.message()).contains("only sent to a server on this machine");
    assertThat(sandbox.requests())
        .extracting(RecordedRequest::body)
        .noneMatch(body -> body.contains("send_email"));
  }

  @ParameterizedTest
  @CsvSource({"411,NOT_APPLICABLE", "400,FAILED"})
  void perform_bodyInChunksThatIsRefused_failsUnlessALengthIsRequired(int status, Outcome expected)
      throws IOException, InterruptedException {
    Middleware refusing =
        (request, origin) ->
            request.headers().containsKey("Transfer-Encoding")
                ? ProxiedResponse.error(status)
                : origin.send(request);
    Result result = local("createBudget/state/equivalent-json", refusing);

    assertThat(result.outcome()).as(result.message()).isEqualTo(expected);
  }

  @Test
  void perform_chosenNameRemotely_isVariedWhereItIsUnique()
      throws IOException, InterruptedException {
    String body = "{\"name\":\"Mine\"}";
    Result result =
        remote(
            "updateCostCenter/state/only/name",
            Map.of("createCostCenter", body, "updateCostCenter", body));

    assertThat(result.outcome()).as(result.message()).isEqualTo(Outcome.PASSED);
  }

  @ParameterizedTest
  @CsvSource({"0,PASSED", "1,PASSED", "-1,PASSED", "2,FAILED", "-2,FAILED"})
  void perform_timeOfCreation_isASecondOffAtMost(long seconds, Outcome expected)
      throws IOException, InterruptedException {
    Middleware shifting =
        (request, origin) ->
            origin
                .send(request)
                .editJson(
                    body -> {
                      for (JsonNode export : body.findParents("created_at")) {
                        OffsetDateTime created =
                            OffsetDateTime.parse(export.path("created_at").asText());
                        ((ObjectNode) export)
                            .put("created_at", created.plusSeconds(seconds).toString());
                      }
                    });
    Result result = local("createUsageReportExport/state/time/created_at", shifting);

    assertThat(result.outcome()).as(result.message()).isEqualTo(expected);
  }
}
