package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Mutants whose filters don't filter, and whose totals are wrong. */
final class UsageMutants {
  private static final String FIRST = "2eeb8ffe-6903-11ee-8c99-0242ac120002";

  private UsageMutants() {}

  static List<Mutant> of(Operation operation) {
    List<Mutant> all = new ArrayList<>();
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      JsonNode selects = parameter.node().path("x-selects");
      if (selects.isMissingNode()) {
        continue;
      }
      String clause = operation.id() + "/selects/" + parameter.name();
      all.add(
          Mutant.of(
                  clause,
                  "ignored",
                  Middleware.rewritingRequests(
                      operation, request -> request.withoutQuery(parameter.name())))
              .with(Backend.MUCH_USAGE));
      all.add(
          Mutant.of(
                  clause,
                  "refused",
                  (request, origin) ->
                      request.matches(operation) && request.queryValue(parameter.name()).isPresent()
                          ? ProxiedResponse.error(500)
                          : origin.send(request))
              .with(Backend.MUCH_USAGE));
      if (selects.has("by")) {
        all.add(
            Mutant.of(
                    clause,
                    "selects nothing",
                    (request, origin) -> {
                      ProxiedResponse response = origin.send(request);
                      return request.matches(operation)
                              && request.queryValue(parameter.name()).isPresent()
                          ? response.editJson(body -> removeSelected(body, selects))
                          : response;
                    })
                .with(Backend.MUCH_USAGE));
      }
      if (selects.path("part").asText().equals("month")) {
        all.add(yearOfFirstDays(operation, clause));
      }
      if (selects.path("group").asBoolean()) {
        all.add(
            Mutant.of(
                    clause,
                    "every cost center has the first one's",
                    Middleware.rewritingRequests(
                        operation,
                        request ->
                            request
                                .queryValue(parameter.name())
                                .filter(id -> !id.endsWith("dead"))
                                .map(id -> request.withQuery(parameter.name(), FIRST))
                                .orElse(request)))
                .with(Backend.MUCH_USAGE));
        all.add(
            Mutant.of(
                    clause,
                    "items of cost centers are among those of none",
                    (request, origin) -> leaking(operation, request, origin))
                .with(Backend.MUCH_USAGE));
      }
    }
    JsonNode rules = operation.node().path("x-totals");
    for (JsonNode rule : rules) {
      String within = rule.path("within").asText("");
      String total = within + rule.path("total").asText();
      String clause =
          operation.id() + "/totals/" + total.substring(1).replace("/*", "[]").replace('/', '.');
      for (int step : new int[] {-1, 1}) {
        all.add(
            Mutant.of(
                clause,
                step < 0 ? "one less" : "one more",
                Middleware.rewritingResponses(
                    operation, response -> wrongTotal(response, within, rule, step))));
      }
    }
    return all;
  }

  /** Empties the list of items, or takes away what the document repeats. */
  private static void removeSelected(ObjectNode body, JsonNode selects) {
    String items = selects.path("items").asText();
    if (items.isEmpty()) {
      body.remove(selects.path("by").asText().split("/", 3)[1]);
    } else {
      body.putArray(items.substring(1));
    }
  }

  /** Reproduces a fault seen in GitHub's API: a year without a month lacks most of its rows. */
  private static Mutant yearOfFirstDays(Operation operation, String clause) {
    return Mutant.of(
            clause,
            "a year alone has only the first day of each month",
            (request, origin) -> {
              ProxiedResponse response = origin.send(request);
              boolean year =
                  request.matches(operation)
                      && request.queryValue("year").isPresent()
                      && request.queryValue("month").isEmpty();
              return year
                  ? response.editJson(
                      body -> {
                        ArrayNode items = body.withArrayProperty("usageItems");
                        List<JsonNode> first =
                            items
                                .valueStream()
                                .filter(item -> item.path("date").asText().matches(".{8}01.*"))
                                .toList();
                        items.removeAll().addAll(first);
                      })
                  : response;
            })
        .with(Backend.MUCH_USAGE);
  }

  private static ProxiedResponse leaking(
      Operation operation, ProxiedRequest request, Middleware.Origin origin) throws Exception {
    ProxiedResponse response = origin.send(request);
    if (!request.matches(operation)
        || !response.isSuccessful()
        || request.queryValue("cost_center_id").isPresent()) {
      return response;
    }
    ProxiedResponse ofFirst = origin.send(request.withQuery("cost_center_id", FIRST));
    return response.editJson(
        body ->
            ofFirst
                .json()
                .path("usageItems")
                .forEach(item -> body.withArrayProperty("usageItems").add(item)));
  }

  private static ProxiedResponse wrongTotal(
      ProxiedResponse response, String within, JsonNode rule, int step) {
    return response.editJson(
        body -> {
          List<JsonNode> objects =
              within.isEmpty() ? List.of(body) : JsonValues.find(body, within, Set.of());
          String key = rule.path("total").asText().substring(1);
          for (JsonNode object : objects) {
            BigDecimal value = object.path(key).decimalValue().add(BigDecimal.valueOf(step));
            ((ObjectNode) object).put(key, value);
          }
        });
  }
}
