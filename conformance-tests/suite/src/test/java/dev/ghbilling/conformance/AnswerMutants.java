package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.Mutant.Setting;
import dev.ghbilling.spec.Operation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Faults of a successful answer as a whole. */
final class AnswerMutants {
  private AnswerMutants() {}

  static List<Mutant> of(Operation operation) {
    List<Mutant> all = new ArrayList<>();
    String id = operation.id();
    Setting setting = Checks.writes(operation) ? Setting.OWN : Setting.SHARED;
    int success = operation.success().status();
    for (int status : new int[] {success == 200 ? 201 : 200, 204, 500}) {
      all.add(
          Mutant.of(
              id + "/status",
              "HTTP " + status,
              Way.answering(
                  operation,
                  sent ->
                      status == 204
                          ? sent.withStatus(204).withBody("")
                          : sent.withStatus(status))));
    }
    all.add(
        Mutant.of(
                id + "/status",
                "never ends",
                Way.answering(operation, sent -> sent.ending(Sent.Ending.HANGING)))
            .with(Duration.ofMillis(500)));
    all.add(
        Mutant.of(
            id + "/listed-status",
            "HTTP 418",
            Way.answering(operation, sent -> sent.withStatus(418))));
    all.add(
        Mutant.of(
            id + "/content-type",
            "text/html",
            Way.answering(operation, sent -> sent.withHeader("Content-Type", "text/html"))));
    all.add(
        Mutant.of(
            id + "/content-type",
            "missing",
            Way.answering(operation, sent -> sent.withoutHeader("Content-Type"))));
    all.add(
        Mutant.of(
            id + "/schema",
            "broken connection",
            Way.answering(operation, sent -> sent.ending(Sent.Ending.CUT))));
    all.add(
        Mutant.of(
            id + "/schema",
            "half a document",
            Way.answering(
                operation,
                sent -> sent.withBody(Arrays.copyOf(sent.body(), sent.body().length / 2)))));
    all.add(
        Mutant.of(
            id + "/schema",
            "two documents",
            Way.answering(
                operation,
                sent -> sent.withBody(new String(sent.body(), StandardCharsets.UTF_8) + "{}"))));
    all.add(
        Mutant.of(
            id + "/schema", "empty body", Way.answering(operation, sent -> sent.withBody(""))));
    all.add(
        Mutant.of(
            id + "/schema", "an array", Way.answering(operation, sent -> sent.withBody("[]"))));
    if (success != 202) {
      all.add(
          Mutant.of(
              id + "/example",
              "another value",
              Way.answering(operation, sent -> sent.changing(AnswerMutants::changeFirst))));
    }
    return all.stream().map(mutant -> mutant.with(setting)).toList();
  }

  /** Changes the first value that is no container. */
  private static boolean changeFirst(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String key : List.copyOf(iterable(object))) {
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

  private static List<String> iterable(ObjectNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
