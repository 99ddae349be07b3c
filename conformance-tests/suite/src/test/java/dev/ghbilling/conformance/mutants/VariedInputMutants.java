package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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
import java.nio.charset.StandardCharsets;
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
                        + "/(query/(.+/empty|repeated|pairs|non-ascii|equivalent-url)|body/(pairs|characters|duplicate|list|fraction/.+|format/.+)|body/(minimum|maximum|maxLength)/[^./]+)"))
        .map(id -> id.substring(operation.id().length() + 1))
        .forEach(mutants::add);
    return mutants.all;
  }

  private void add(String aspect) {
    if (aspect.equals("body/pairs")) {
      bodyPairs();
      return;
    }
    if (aspect.matches("body/(characters|duplicate|list|fraction/.+|format/.+)")) {
      readers(aspect);
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
    String last = text ? "\"" + "\u00e4".repeat(bound.asInt()) + "\"" : bound.asText();
    String pair = "\"%s\":%s".formatted(name, last);
    String other = "\"%s\":%s".formatted(name, text ? "\"short\"" : "7");
    Predicate<ProxiedRequest> isLast =
        request -> request.text().contains(pair + ",") || request.text().contains(pair + "}");
    add(aspect, "HTTP 500 at the bound", failing(isLast));
    if (text) {
      add(aspect, "bytes are counted", countingBytes(name, bound.asInt()));
    }
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

  /** Reads bodies as lenient programs do. */
  private void readers(String aspect) {
    switch (aspect.split("/", -1)[1]) {
      case "characters" -> {
        add(aspect, "HTTP 500 for a NUL", failing(one -> one.text().contains("\\u0000")));
        reading(aspect, "a text ends at a NUL", "\\\\u0000[^\"]*", "");
        add(aspect, "HTTP 500 for half a pair", failing(one -> one.text().contains("\\ud83d")));
      }
      case "duplicate" -> {
        add(
            aspect,
            "HTTP 500 for a key that occurs twice",
            failing(VariedInputMutants::hasKeyTwice));
        add(
            aspect,
            "the first value in the response, the last one later",
            (request, origin) ->
                request.matches(operation) && hasKeyTwice(request)
                    ? origin
                        .send(
                            request.withBody(
                                request.text().replaceFirst("^\\{\"[^\"]+\":[^,]+,", "{")))
                        .editJson(body -> showFirst(body, request.text()))
                    : origin.send(request));
      }
      case "list" -> reading(aspect, "the first of a list", "^\\[(.*)]$", "$1");
      case "fraction" -> reading(aspect, "the number before the point", "(\\d)\\.5", "$1");
      default -> {
        if (isDate(aspect.split("/", -1)[2])) {
          dates(aspect, "the next day that exists", "-03-02");
          dates(aspect, "the last day of the month", "-02-28");
        }
      }
    }
  }

  private boolean isDate(String name) {
    JsonNode body = contract.resolve(operation.requestBody().orElseThrow().schema());
    return contract
        .resolve(body.path("properties").path(name))
        .path("format")
        .asText()
        .equals("date");
  }

  /** Reads a day that doesn't exist as another one, and days without hyphens. */
  private void dates(String aspect, String fault, String other) {
    add(
        aspect,
        fault,
        Middleware.rewritingRequests(
            operation,
            request ->
                request.withBody(
                    request
                        .text()
                        .replace("-02-30", other)
                        .replaceAll("\"(\\d{4})(\\d\\d)(\\d\\d)\"", "\"$1-$2-$3\""))));
  }

  private void reading(String aspect, String fault, String pattern, String replacement) {
    add(
        aspect,
        fault,
        Middleware.rewritingRequests(
            operation,
            request -> request.withBody(request.text().replaceAll(pattern, replacement))));
  }

  private static boolean hasKeyTwice(ProxiedRequest request) {
    String key = request.text().replaceFirst("^\\{(\"[^\"]+\":)?.*", "$1");
    return !key.isEmpty() && request.text().indexOf(key, 2) > 0;
  }

  /** Shows the value that the body has first, of a property that it has twice. */
  private static void showFirst(ObjectNode document, String body) {
    String key = body.split("\"", 3)[1];
    String first = body.replaceFirst("^\\{\"[^\"]+\":\"?([^,\"]+).*", "$1");
    for (JsonNode parent : document.findParents(key)) {
      JsonNode shown = parent.path(key);
      ((ObjectNode) parent)
          .set(key, shown.isNumber() ? new IntNode(Integer.parseInt(first)) : new TextNode(first));
    }
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

  private Middleware countingBytes(String name, int most) {
    return (request, origin) ->
        request.matches(operation)
                && request.json().path(name).asText().getBytes(StandardCharsets.UTF_8).length > most
            ? ProxiedResponse.error(422)
            : origin.send(request);
  }

  private static long times(ProxiedRequest request, String name) {
    return Arrays.stream(request.query().split("&", -1))
        .filter(pair -> pair.startsWith(name + "="))
        .count();
  }
}
