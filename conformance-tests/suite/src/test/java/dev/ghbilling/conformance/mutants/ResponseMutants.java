package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Operation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Mutants with a fault in a successful response as a whole. */
final class ResponseMutants {
  private ResponseMutants() {}

  static List<Mutant> of(Operation operation) {
    List<Mutant> all = new ArrayList<>();
    String id = operation.id();
    Backend backend = MethodSemantics.writes(operation) ? Backend.OWN : Backend.SHARED;
    int success = operation.success().status();
    for (int status : new int[] {success == 200 ? 201 : 200, 204, 500}) {
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
            "an array",
            Middleware.rewritingResponses(operation, response -> response.withBody("[]"))));
    if (success != 202) {
      all.add(
          Mutant.of(
              id + "/example",
              "another value",
              Middleware.rewritingResponses(
                  operation, response -> response.editJson(ResponseMutants::changeFirst))));
    }
    return all.stream().map(mutant -> mutant.with(backend)).toList();
  }

  /** Changes the first value that is neither an object nor an array. */
  private static boolean changeFirst(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String key : List.copyOf(keys(object))) {
        JsonNode value = object.path(key);
        if (value.isContainerNode() ? changeFirst(value) : true) {
          if (!value.isContainerNode()) {
            object.set(
                key,
                value.isNumber()
                    ? object.numberNode(value.decimalValue().add(BigDecimal.ONE))
                    : object.textNode(value.asText() + "x"));
          }
          return true;
        }
      }
    }
    if (node instanceof ArrayNode array && !array.isEmpty()) {
      return changeFirst(array.path(0));
    }
    return false;
  }

  private static List<String> keys(ObjectNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
