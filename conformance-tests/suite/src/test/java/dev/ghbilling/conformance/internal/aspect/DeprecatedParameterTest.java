package dev.ghbilling.conformance.internal.aspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.CommandRun;
import dev.ghbilling.conformance.fixture.Middleware;
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
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks of parameters that the contract calls deprecated, here also other ones than it does. */
class DeprecatedParameterTest {
  @ParameterizedTest
  @CsvSource({
    "getUsageReport, hour",
    "getUsageReport, day",
    "listCostCenters, state",
    "listBudgets, per_page"
  })
  void checks_onAServerThatIgnoresEveryValue_areNotApplicable(String id, String name)
      throws Exception {
    assertThat(outcomes(id, name, ignoring(id, name, any -> true)).values())
        .isNotEmpty()
        .containsOnly(Outcome.NOT_APPLICABLE);
  }

  @ParameterizedTest
  @CsvSource({"getUsageReport, hour", "getUsageReport, day", "listCostCenters, state"})
  void checks_onAServerThatReadsEveryValue_pass(String id, String name) throws Exception {
    assertThat(outcomes(id, name, Middleware.passThrough()).values())
        .isNotEmpty()
        .containsOnly(Outcome.PASSED);
  }

  @ParameterizedTest
  @CsvSource({
    "getUsageReport, hour, query/hour/maximum",
    "getUsageReport, day, query/day/maximum",
    "listBudgets, per_page, query/per_page/maximum"
  })
  void checks_onAServerThatIgnoresInvalidValuesOnly_fail(String id, String name, String check)
      throws Exception {
    assertThat(outcomes(id, name, ignoring(id, name, value -> !isValid(id, name, value))))
        .containsEntry(check, Outcome.FAILED);
  }

  @ParameterizedTest
  @CsvSource({"getUsageReport, hour, selects/hour", "getUsageReport, day, selects/day"})
  void checks_onAServerThatIgnoresValidValuesOnly_fail(String id, String name, String check)
      throws Exception {
    assertThat(outcomes(id, name, ignoring(id, name, value -> isValid(id, name, value))))
        .containsEntry(check, Outcome.FAILED);
  }

  @Test
  void checks_onAServerThatReadsOneValueOfADayOnly_fail() throws Exception {
    Middleware readsEight = ignoring("getUsageReport", "hour", value -> !value.equals("8"));

    assertThat(
            outcomes(
                "getUsageReport",
                "hour",
                (request, origin) ->
                    request.queryValue("day").isPresent()
                        ? readsEight.handle(request, origin)
                        : origin.send(request.withoutQuery("hour"))))
        .containsEntry("query/hour/maximum", Outcome.FAILED)
        .containsEntry("query/hour/type", Outcome.FAILED);
  }

  private static Middleware ignoring(String id, String name, Predicate<String> values) {
    Operation operation = operation(contract(id, name), id);
    return Middleware.rewritingRequests(
        operation,
        request ->
            request.queryValue(name).filter(values).isPresent()
                ? request.withoutQuery(name)
                : request);
  }

  private static boolean isValid(String id, String name, String value) {
    Contract contract = Contract.bundled();
    Parameter parameter = parameter(operation(contract, id), name);
    return contract.violations(parameter.schema(), parameter.parse(value)).isEmpty();
  }

  private static Operation operation(Contract contract, String id) {
    return contract.operation(id).orElseThrow();
  }

  private static Parameter parameter(Operation operation, String name) {
    return operation.parameters(Parameter.Location.QUERY).stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the contract with a parameter that it calls deprecated. */
  private static Contract contract(String id, String name) {
    Contract contract = Contract.of(Contract.bundled().document().deepCopy());
    ((ObjectNode) parameter(operation(contract, id), name).node()).put("deprecated", true);
    return Contract.of(contract.document());
  }

  private static Map<String, Outcome> outcomes(String id, String name, Middleware middleware)
      throws IOException, InterruptedException {
    ManualClock time = Backends.clock();
    Contract contract = contract(id, name);
    try (Sandbox sandbox = Sandbox.builder().clock(time).usageItems(400).start();
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
              new Selection(List.of("%s/*/%s*".formatted(id, name)), List.of("*/error", "*/empty")),
              new RequestValues(Map.of(), Map.of()),
              Criteria.STRICT);
      ConformanceRun run =
          new ConformanceRun(Checks.of(contract), settings, time, time::sleep, result -> {});
      Map<String, Outcome> outcomes = new TreeMap<>();
      for (Check check : run.checks()) {
        outcomes.put(check.id().substring(id.length() + 1), run.perform(check).outcome());
      }
      return outcomes;
    }
  }
}
