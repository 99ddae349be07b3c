package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.Mutant.Setting;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Servers whose filters don't select, and whose totals don't add up. */
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
                  Way.asking(operation, asked -> asked.withoutQuery(parameter.name())))
              .with(Setting.MUCH_USAGE));
      all.add(
          Mutant.of(
                  clause,
                  "refused",
                  (asked, origin) ->
                      asked.isFor(operation) && asked.queryValue(parameter.name()).isPresent()
                          ? Sent.error(500)
                          : origin.send(asked))
              .with(Setting.MUCH_USAGE));
      if (selects.has("by")) {
        all.add(
            Mutant.of(
                    clause,
                    "selects nothing",
                    (asked, origin) -> {
                      Sent sent = origin.send(asked);
                      return asked.isFor(operation)
                              && asked.queryValue(parameter.name()).isPresent()
                          ? sent.changing(
                              body -> body.putArray(selects.path("items").asText().substring(1)))
                          : sent;
                    })
                .with(Setting.MUCH_USAGE));
      }
      if (selects.path("part").asText().equals("month")) {
        all.add(yearOfFirstDays(operation, clause));
      }
      if (selects.path("group").asBoolean()) {
        all.add(
            Mutant.of(
                    clause,
                    "every cost center has the first one's",
                    Way.asking(
                        operation,
                        asked ->
                            asked
                                .queryValue(parameter.name())
                                .filter(id -> !id.endsWith("dead"))
                                .map(id -> asked.withQuery(parameter.name(), FIRST))
                                .orElse(asked)))
                .with(Setting.MUCH_USAGE));
        all.add(
            Mutant.of(
                    clause,
                    "items of cost centers are among those of none",
                    (asked, origin) -> leaking(operation, asked, origin))
                .with(Setting.MUCH_USAGE));
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
                Way.answering(operation, sent -> off(sent, within, rule, step))));
      }
    }
    return all;
  }

  /** What the API has been seen to do: most rows are missing from the year that has them. */
  private static Mutant yearOfFirstDays(Operation operation, String clause) {
    return Mutant.of(
            clause,
            "a year alone has only the first day of each month",
            (asked, origin) -> {
              Sent sent = origin.send(asked);
              boolean year =
                  asked.isFor(operation)
                      && asked.queryValue("year").isPresent()
                      && asked.queryValue("month").isEmpty();
              return year
                  ? sent.changing(
                      body -> {
                        ArrayNode items = body.withArrayProperty("usageItems");
                        List<JsonNode> first =
                            items
                                .valueStream()
                                .filter(item -> item.path("date").asText().matches(".{8}01.*"))
                                .toList();
                        items.removeAll().addAll(first);
                      })
                  : sent;
            })
        .with(Setting.MUCH_USAGE);
  }

  private static Sent leaking(Operation operation, Asked asked, Way.Origin origin)
      throws Exception {
    Sent sent = origin.send(asked);
    if (!asked.isFor(operation)
        || !sent.isSuccessful()
        || asked.queryValue("cost_center_id").isPresent()) {
      return sent;
    }
    Sent ofOne = origin.send(asked.withQuery("cost_center_id", FIRST));
    return sent.changing(
        body ->
            ofOne
                .json()
                .path("usageItems")
                .forEach(item -> body.withArrayProperty("usageItems").add(item)));
  }

  private static Sent off(Sent sent, String within, JsonNode rule, int step) {
    return sent.changing(
        body -> {
          List<JsonNode> places =
              within.isEmpty() ? List.of(body) : Places.find(body, within, Set.of());
          String key = rule.path("total").asText().substring(1);
          for (JsonNode place : places) {
            BigDecimal value = place.path(key).decimalValue().add(BigDecimal.valueOf(step));
            ((ObjectNode) place).put(key, value);
          }
        });
  }
}
