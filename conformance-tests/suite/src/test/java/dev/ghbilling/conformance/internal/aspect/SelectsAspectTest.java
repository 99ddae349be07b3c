package dev.ghbilling.conformance.internal.aspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.CommandRun;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.RequestValues;
import dev.ghbilling.conformance.internal.check.Selection;
import dev.ghbilling.conformance.internal.http.ProxyVariables;
import dev.ghbilling.conformance.internal.http.TestedServer;
import dev.ghbilling.conformance.internal.run.Checks;
import dev.ghbilling.conformance.internal.run.ConformanceRun;
import dev.ghbilling.conformance.internal.run.Criteria;
import dev.ghbilling.conformance.internal.run.RunSettings;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.mutants.Backends;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The checks of an operation such as the contract doesn't have yet: a summary without dates, and
 * with a parameter that is required.
 */
class SelectsAspectTest {
  private static final String SUMMARY =
      """
      {"parameters": [{"$ref": "#/components/parameters/EnterpriseSlug"}],
       "get": {"operationId": "getSummary", "tags": ["Usage"],
         "parameters": [
           {"name": "year", "in": "query", "schema": {"type": "integer"},
            "x-selects": {"items": "", "by": "/timePeriod/year", "part": "year"}},
           {"name": "month", "in": "query", "schema": {"type": "integer"},
            "x-selects": {"items": "", "by": "/timePeriod/month", "part": "month"}},
           {"name": "view", "in": "query", "required": true, "schema": {"type": "string"}, "example": "all"},
           {"name": "user", "in": "query", "schema": {"type": "string"}, "example": "ann",
            "x-selects": {"items": "", "by": "/user"}},
           {"name": "product", "in": "query", "schema": {"type": "string"},
            "x-selects": {"items": "/usageItems", "by": "/product", "vocabulary": true}}],
         "responses": {"200": {"description": "The summary.",
           "content": {"application/json": {
             "schema": {"type": "object"},
             "examples": {"documented": {"value": {
               "timePeriod": {"year": 2026},
               "usageItems": [{"product": "Actions Linux"}, {"product": "Packages"}]}}}}}}}}}
      """;

  private static Contract contract() throws IOException {
    ObjectNode document = Contract.bundled().document().deepCopy();
    ((ObjectNode) document.path("paths"))
        .set(
            "/enterprises/{enterprise}/settings/billing/summary",
            ContractJson.MAPPER.readTree(SUMMARY));
    return Contract.of(document);
  }

  private static Operation summary() throws IOException {
    return contract().operation("getSummary").orElseThrow();
  }

  @Test
  void selects_onAConformingServer_passes() throws Exception {
    assertThat(outcomes(Middleware.passThrough()))
        .isEqualTo(
            Map.of(
                "year", Outcome.PASSED,
                "month", Outcome.PASSED,
                "user", Outcome.PASSED,
                "product", Outcome.PASSED,
                "product/exact", Outcome.PASSED));
  }

  @Test
  void selects_onAServerOfAnotherSpelling_passes() throws Exception {
    Consumer<ObjectNode> spelling =
        body ->
            body.path("usageItems")
                .forEach(
                    item ->
                        ((ObjectNode) item)
                            .put(
                                "product",
                                item.path("product")
                                    .asText()
                                    .toLowerCase(Locale.ROOT)
                                    .replace(' ', '_')));

    assertThat(
            outcomes(
                Middleware.rewritingResponses(summary(), response -> response.editJson(spelling))))
        .containsOnly(
            Map.entry("year", Outcome.PASSED),
            Map.entry("month", Outcome.PASSED),
            Map.entry("user", Outcome.PASSED),
            Map.entry("product", Outcome.PASSED),
            Map.entry("product/exact", Outcome.PASSED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"year", "month", "user", "product"})
  void selects_onAServerIgnoringTheParameter_fails(String parameter) throws Exception {
    assertThat(
            outcomes(
                Middleware.rewritingRequests(
                    summary(), request -> request.withoutQuery(parameter))))
        .containsEntry(parameter, Outcome.FAILED)
        .satisfies(
            outcomes ->
                assertThat(outcomes.values())
                    .filteredOn(Outcome.PASSED::equals)
                    .hasSize(parameter.equals("product") ? 3 : 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"year", "month", "user", "product"})
  void selects_onAServerRefusingTheParameter_fails(String parameter) throws Exception {
    Operation summary = summary();

    assertThat(
            outcomes(
                (request, origin) ->
                    request.matches(summary) && request.queryValue(parameter).isPresent()
                        ? ProxiedResponse.error(500)
                        : origin.send(request)))
        .containsEntry(parameter, Outcome.FAILED);
  }

  @Test
  void selects_onAServerSelectingNothing_fails() throws Exception {
    Operation summary = summary();

    assertThat(
            outcomes(
                (request, origin) -> {
                  ProxiedResponse response = origin.send(request);
                  return request.matches(summary) && request.queryValue("product").isPresent()
                      ? response.editJson(body -> body.putArray("usageItems"))
                      : response;
                }))
        .containsEntry("product", Outcome.FAILED);
  }

  private static Map<String, Outcome> outcomes(Middleware middleware)
      throws IOException, InterruptedException {
    ManualClock time = Backends.clock();
    Contract contract = contract();
    try (Sandbox sandbox = Sandbox.builder().clock(time).contract(contract).start();
        RewritingProxy proxy = new RewritingProxy(sandbox.baseUrl(), middleware)) {
      RunSettings settings =
          new RunSettings(
              new TestedServer(
                  proxy.url(),
                  Map.of("enterprise", "octo-enterprise"),
                  CommandRun.TOKEN,
                  Optional.empty(),
                  false,
                  Duration.ofSeconds(10),
                  Duration.ofMinutes(5),
                  ProxyVariables.NONE),
              true,
              new Selection(List.of("getSummary/selects/*"), List.of()),
              new RequestValues(Map.of(), Map.of()),
              Criteria.STRICT);
      ConformanceRun run =
          new ConformanceRun(Checks.of(contract), settings, time, time::sleep, result -> {});
      Map<String, Outcome> outcomes = new TreeMap<>();
      for (Check check : run.checks()) {
        outcomes.put(check.id().replace("getSummary/selects/", ""), run.perform(check).outcome());
      }
      return outcomes;
    }
  }
}
