package dev.ghbilling.conformance.internal.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules for every request of a client: parameters and body. */
public final class RequestRules {
  private RequestRules() {}

  /** Returns the rules for requests of an operation. */
  public static List<TrafficRule> of(Contract contract, Operation operation) {
    List<TrafficRule> rules = new ArrayList<>();
    for (Parameter parameter : operation.parameters()) {
      if (parameter.in() == Parameter.Location.PATH || parameter.in() == Parameter.Location.QUERY) {
        rules.add(
            rule(
                "%s/%s".formatted(parameter.in().name().toLowerCase(Locale.ROOT), parameter.name()),
                Clause.parameter(contract, operation, parameter),
                request -> parameter(contract, parameter, request)));
      }
    }
    Set<String> names =
        operation.parameters(Parameter.Location.QUERY).stream()
            .map(Parameter::name)
            .collect(Collectors.toSet());
    rules.add(
        rule(
            "query",
            Clause.guideline("a client sends documented query parameters only"),
            request -> documented(names, request)));
    operation
        .requestBody()
        .ifPresent(
            body ->
                rules.add(
                    rule(
                        "body",
                        Clause.requestBody(operation),
                        request -> body(contract, body, request))));
    return List.copyOf(rules);
  }

  private static TrafficRule rule(
      String part, String clause, Function<OperationRequest, Verdict> judge) {
    return new TrafficRule(
        "request/" + part,
        clause,
        exchange -> exchange.request().method().equals(exchange.request().operation().method()),
        exchange -> judge.apply(exchange.request()));
  }

  private static Verdict parameter(
      Contract contract, Parameter parameter, OperationRequest request) {
    List<String> sent =
        parameter.in() == Parameter.Location.PATH
            ? Stream.ofNullable(request.path().get(parameter.name())).toList()
            : request.query().getOrDefault(parameter.name(), List.of());
    if (sent.isEmpty()) {
      return parameter.required()
          ? Verdict.failed(request, "the parameter " + parameter.name(), "none")
          : Verdict.passed();
    }
    JsonNode value = parameter.parse(sent);
    List<Violation> violations = contract.violations(parameter.schema(), value);
    return violations.isEmpty()
        ? Verdict.passed()
        : Verdict.failed(
            request,
            "a client to send " + parameter.name() + " as documented",
            value + ": " + violations.get(0).reason());
  }

  private static Verdict documented(Set<String> names, OperationRequest request) {
    List<String> others =
        request.query().keySet().stream().filter(name -> !names.contains(name)).toList();
    return others.isEmpty()
        ? Verdict.passed()
        : Verdict.failed(request, "a client to send one of " + names, String.join(", ", others));
  }

  private static Verdict body(Contract contract, Body body, OperationRequest request) {
    Optional<String> sent = request.body();
    if (sent.isEmpty()) {
      return request.operation().requestBodyRequired()
          ? Verdict.failed(request, "a client to send a body", "none")
          : Verdict.passed();
    }
    try {
      JsonNode json = ContractJson.MAPPER.readTree(sent.get());
      return Expectation.violations(contract, body, json)
          .map(found -> Verdict.failed(request, "a client to send a valid body", found))
          .orElse(Verdict.passed());
    } catch (JsonProcessingException e) {
      return Verdict.failed(request, "a client to send JSON", e.getOriginalMessage());
    }
  }
}
