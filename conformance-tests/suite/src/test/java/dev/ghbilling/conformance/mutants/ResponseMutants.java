package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.run.Checks;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.SampleValues;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Mutants with a fault in a successful response as a whole. */
final class ResponseMutants {
  private ResponseMutants() {}

  static List<Mutant> of(Checks checks, Operation operation) {
    List<Mutant> all = new ArrayList<>();
    String id = operation.id();
    Backend backend = MethodSemantics.writes(operation) ? Backend.OWN : Backend.SHARED;
    int success = operation.success().status();
    for (int status : new int[] {success == 200 ? 201 : 200, success == 204 ? 205 : 204, 500}) {
      all.add(
          Mutant.of(
              id + "/status",
              "HTTP " + status,
              Middleware.rewritingResponses(
                  operation,
                  response ->
                      status == 204
                          ? response.withStatus(204).withBody("")
                          : response.withStatus(status))));
    }
    all.add(
        Mutant.of(
                id + "/status",
                "never ends",
                Middleware.rewritingResponses(
                    operation, response -> response.withEnding(ProxiedResponse.Ending.HANGING)))
            .with(Duration.ofSeconds(2)));
    all.add(
        Mutant.of(
            id + "/listed-status",
            "HTTP 418",
            Middleware.rewritingResponses(operation, response -> response.withStatus(418))));
    all.add(
        Mutant.of(
            id + "/token",
            "the token in a header",
            (request, origin) ->
                request.matches(operation)
                    ? origin
                        .send(request)
                        .withHeader(
                            "X-Debug", request.headers().getOrDefault("Authorization", "none"))
                    : origin.send(request)));
    all.add(limits(operation, "milliseconds", "X-RateLimit-Reset", "1773144000000"));
    all.add(limits(operation, "seconds from now", "X-RateLimit-Reset", "3600"));
    all.add(limits(operation, "more than the limit", "X-RateLimit-Remaining", "9999999"));
    operation.success().body().ifPresent(body -> ofBody(checks, operation, body, all));
    return all.stream().map(mutant -> mutant.with(backend)).toList();
  }

  private static Mutant limits(Operation operation, String fault, String header, String value) {
    return Mutant.of(
        operation.id() + "/limits",
        fault,
        Middleware.rewritingResponses(operation, response -> response.withHeader(header, value)));
  }

  private static void ofBody(Checks checks, Operation operation, Body body, List<Mutant> all) {
    String id = operation.id();
    all.add(
        Mutant.of(
            id + "/content-type",
            "text/html",
            Middleware.rewritingResponses(
                operation, response -> response.withHeader("Content-Type", "text/html"))));
    all.add(
        Mutant.of(
            id + "/content-type",
            "missing",
            Middleware.rewritingResponses(
                operation, response -> response.withoutHeader("Content-Type"))));
    all.add(
        Mutant.of(
            id + "/encoding",
            "a byte order mark",
            Middleware.rewritingResponses(
                operation,
                response ->
                    response.withBody(
                        "\uFEFF" + new String(response.body(), StandardCharsets.UTF_8)))));
    all.add(
        Mutant.of(
            id + "/encoding",
            "another charset",
            Middleware.rewritingResponses(
                operation,
                response ->
                    response.withHeader("Content-Type", "application/json; charset=iso-8859-1"))));
    all.add(
        Mutant.of(
            id + "/encoding",
            "gzip without a label",
            Middleware.rewritingResponses(
                operation, response -> response.gzipped().withoutHeader("Content-Encoding"))));
    all.add(
        Mutant.of(
            id + "/schema",
            "broken connection",
            Middleware.rewritingResponses(
                operation, response -> response.withEnding(ProxiedResponse.Ending.TRUNCATED))));
    all.add(
        Mutant.of(
            id + "/schema",
            "half a document",
            Middleware.rewritingResponses(
                operation,
                response ->
                    response.withBody(
                        Arrays.copyOf(response.body(), response.body().length / 2)))));
    all.add(
        Mutant.of(
            id + "/schema",
            "two documents",
            Middleware.rewritingResponses(
                operation,
                response ->
                    response.withBody(
                        new String(response.body(), StandardCharsets.UTF_8) + "{}"))));
    all.add(
        Mutant.of(
            id + "/schema",
            "empty body",
            Middleware.rewritingResponses(operation, response -> response.withBody(""))));
    all.add(
        Mutant.of(
            id + "/schema",
            "another kind of document",
            Middleware.rewritingResponses(
                operation,
                response ->
                    response.withBody(
                        new SampleValues(checks.contract())
                            .ofWrongType(body.schema())
                            .toString()))));
    if (checks.all().stream().anyMatch(check -> check.id().equals(id + "/example"))) {
      all.add(
          Mutant.of(
              id + "/example",
              "another value",
              Middleware.rewritingResponses(
                  operation, response -> response.editDocument(ResponseMutants::changeFirst))));
    }
  }

  /** Changes the first value that is neither an object nor an array. */
  private static boolean changeFirst(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String key : List.copyOf(keys(object))) {
        if (changed(object.path(key), other -> object.set(key, other))) {
          return true;
        }
      }
    }
    return node instanceof ArrayNode array
        && !array.isEmpty()
        && changed(array.path(0), other -> array.set(0, other));
  }

  private static boolean changed(JsonNode value, Consumer<JsonNode> replace) {
    if (value.isContainerNode()) {
      return changeFirst(value);
    }
    replace.accept(
        value.isNumber()
            ? DecimalNode.valueOf(value.decimalValue().add(BigDecimal.ONE))
            : TextNode.valueOf(value.asText() + "x"));
    return true;
  }

  private static List<String> keys(ObjectNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
