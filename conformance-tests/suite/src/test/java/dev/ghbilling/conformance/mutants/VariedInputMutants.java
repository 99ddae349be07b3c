package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.run.Checks;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Mutants that fail for empty, repeated or combined inputs only. */
final class VariedInputMutants {
  private final Contract contract;
  private final Operation operation;
  private final List<Mutant> all = new ArrayList<>();

  private VariedInputMutants(Contract contract, Operation operation) {
    this.contract = contract;
    this.operation = operation;
  }

  static List<Mutant> of(Checks checks, Operation operation) {
    VariedInputMutants mutants = new VariedInputMutants(checks.contract(), operation);
    checks.all().stream()
        .map(Check::id)
        .filter(
            id ->
                id.matches(
                    operation.id()
                        + "/(query/(.+/empty|repeated|pairs|non-ascii|equivalent-url)|body/pairs|body/(minimum|maximum|maxLength)/[^./]+)"))
        .map(id -> id.substring(operation.id().length() + 1))
        .forEach(mutants::add);
    return mutants.all;
  }

  private void add(String aspect) {
    if (aspect.equals("body/pairs")) {
      bodyPairs();
      return;
    }
    if (aspect.startsWith("body/")) {
      if (CreatedResource.isOwn(contract, operation)) {
        bound(aspect, aspect.split("/", -1)[1], aspect.split("/", -1)[2]);
      }
      return;
    }
    List<Parameter> parameters = operation.parameters(Parameter.Location.QUERY);
    if (aspect.endsWith("/empty")) {
      String name = aspect.split("/", -1)[1];
      add(aspect, "HTTP 500", failing(one -> one.queryValue(name).equals(Optional.of(""))));
      return;
    }
    if (aspect.endsWith("/non-ascii")) {
      add(aspect, "HTTP 500 beyond ASCII", failing(one -> one.query().contains("%F0%9F%9A%80")));
      add(aspect, "HTTP 500 for a quotation mark", failing(one -> one.query().contains("%27")));
    }
    if (aspect.endsWith("/equivalent-url")) {
      String encoded = ".*%(3|[4-7][1-9A-F]).*";
      add(aspect, "letters aren't decoded", failing(one -> one.query().matches(encoded)));
    }
    for (Parameter parameter : parameters) {
      String name = parameter.name();
      if (aspect.endsWith("/repeated")) {
        add(aspect, "HTTP 500 for two of " + name, failing(one -> times(one, name) > 1));
      }
    }
    if (aspect.endsWith("/pairs")) {
      Parameter first = parameters.get(0);
      Parameter last = parameters.get(parameters.size() - 1);
      add(
          aspect,
          "HTTP 500 for %s and %s".formatted(first.name(), last.name()),
          failing(one -> times(one, first.name()) == 1 && times(one, last.name()) == 1));
      for (Parameter one : List.of(first, last)) {
        Parameter other = one.equals(first) ? last : first;
        Selects.of(one)
            .filter(selects -> selects.isShown() && selects.part().isEmpty())
            .ifPresent(selects -> ignored(aspect, one, selects, other));
      }
    }
  }

  /** Ignores a parameter beside another one, or finds nothing where all items are alike. */
  private void ignored(String aspect, Parameter one, Selects selects, Parameter other) {
    Predicate<ProxiedRequest> both =
        request -> times(request, one.name()) == 1 && times(request, other.name()) == 1;
    add(
        aspect,
        "%s beside %s has no effect, or that of nothing".formatted(one.name(), other.name()),
        (request, origin) -> {
          if (!request.matches(operation) || !both.test(request)) {
            return origin.send(request);
          }
          return selects.isOfDocument()
              ? origin.send(request.withoutQuery(one.name()))
              : origin
                  .send(request)
                  .editJson(body -> body.putArray(selects.items().toString().substring(1)));
        });
  }

  /** Fails at the last value that the schema allows, or stores another one. */
  private void bound(String aspect, String keyword, String name) {
    JsonNode body = contract.resolve(operation.requestBody().orElseThrow().schema());
    JsonNode bound = contract.resolve(body.path("properties").path(name)).path(keyword);
    boolean text = keyword.equals("maxLength");
    String last = text ? "\"" + "x".repeat(bound.asInt()) + "\"" : bound.asText();
    String pair = "\"%s\":%s".formatted(name, last);
    String other = "\"%s\":%s".formatted(name, text ? "\"short\"" : "7");
    Predicate<ProxiedRequest> isLast =
        request -> request.text().contains(pair + ",") || request.text().contains(pair + "}");
    add(aspect, "HTTP 500 at the bound", failing(isLast));
    add(
        aspect,
        "another value at the bound",
        Middleware.rewritingRequests(
            operation,
            request ->
                isLast.test(request)
                    ? request.withBody(request.text().replace(pair, other))
                    : request));
  }

  private void bodyPairs() {
    JsonNode schema = contract.resolve(operation.requestBody().orElseThrow().schema());
    List<String> names = new ArrayList<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    for (String one : List.of(names.get(0), names.get(names.size() - 1))) {
      add(
          "body/pairs",
          "HTTP 500 with %s beside %s".formatted(one, names.get(names.size() / 2)),
          failing(
              request ->
                  request.text().contains("\"" + one + "\"")
                      && request.text().contains("\"" + names.get(names.size() / 2) + "\"")));
    }
  }

  private void add(String aspect, String fault, Middleware middleware) {
    Backend backend = MethodSemantics.writes(operation) ? Backend.OWN : Backend.SHARED;
    all.add(Mutant.of(operation.id() + "/" + aspect, fault, middleware).with(backend));
  }

  private Middleware failing(Predicate<ProxiedRequest> condition) {
    return (request, origin) ->
        request.matches(operation) && condition.test(request)
            ? ProxiedResponse.error(500)
            : origin.send(request);
  }

  private static long times(ProxiedRequest request, String name) {
    return Arrays.stream(request.query().split("&", -1))
        .filter(pair -> pair.startsWith(name + "="))
        .count();
  }
}
