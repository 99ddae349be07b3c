package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.Mutant.Setting;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Faults of a single property of a successful answer, wherever it stands in it. */
final class PropertyMutants {
  private final Contract contract;
  private final Operation operation;
  private final List<Mutant> all = new ArrayList<>();

  private PropertyMutants(Contract contract, Operation operation) {
    this.contract = contract;
    this.operation = operation;
  }

  static List<Mutant> of(Contract contract, Operation operation) {
    PropertyMutants mutants = new PropertyMutants(contract, operation);
    operation.success().body().ifPresent(body -> mutants.walk(body.schema(), "", ""));
    return mutants.all;
  }

  private void walk(JsonNode reference, String parents, String name) {
    JsonNode schema = contract.resolve(reference);
    if (schema.has("items")) {
      walk(schema.path("items"), parents + "/*", name + "[]");
    }
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(key -> required.add(key.asText()));
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String key = property.getKey();
      String full = name.isEmpty() ? key : name + "." + key;
      if (required.contains(key)) {
        add(full, parents, "missing", object -> object.remove(key));
        add(full, parents, "renamed", object -> object.set("renamed_" + key, object.remove(key)));
      }
      add(full, parents, "null", object -> object.set(key, object.nullNode()));
      wrong(contract.resolve(property.getValue()))
          .forEach((fault, value) -> add(full, parents, fault, object -> object.set(key, value)));
      walk(property.getValue(), parents + "/" + key, full);
    }
  }

  private void add(String full, String parents, String fault, Consumer<ObjectNode> change) {
    all.add(
        Mutant.of(
                operation.id() + "/property/" + full,
                fault,
                Way.answering(operation, sent -> changed(sent, parents, change)))
            .with(Checks.writes(operation) ? Setting.OWN : Setting.SHARED));
  }

  private static Sent changed(Sent sent, String parents, Consumer<ObjectNode> change) {
    return sent.changing(
        document -> {
          List<JsonNode> objects =
              parents.isEmpty() ? List.of(document) : Places.find(document, parents, Set.of());
          for (JsonNode node : objects) {
            if (node instanceof ObjectNode object) {
              change.accept(object);
            }
          }
        });
  }

  /** Values that aren't of the schema, by what is wrong with them. */
  private static Map<String, JsonNode> wrong(JsonNode schema) {
    ObjectNode values = ContractJson.MAPPER.createObjectNode();
    Map<String, JsonNode> wrong = new LinkedHashMap<>();
    switch (schema.path("type").asText()) {
      case "integer" -> {
        wrong.put("number as string", values.textNode("7"));
        wrong.put("fraction", values.numberNode(new BigDecimal("1.5")));
        wrong.put("integer written as 2.0", values.numberNode(new BigDecimal("2.0")));
        if (schema.has("minimum")) {
          wrong.put("below its minimum", values.numberNode(-1));
        }
      }
      case "number" -> {
        wrong.put("number as string", values.textNode("7"));
        wrong.put("boolean", values.booleanNode(true));
      }
      case "array" -> wrong.put("object for an array", values);
      case "object" -> wrong.put("array for an object", values.arrayNode());
      default -> wrong.put("number for a string", values.numberNode(7));
    }
    switch (schema.path("format").asText()) {
      case "date" -> {
        wrong.put("date in another order", values.textNode("01/31/2024"));
        wrong.put("no date", values.textNode("2024-02-30"));
      }
      case "date-time" -> wrong.put("time without a zone", values.textNode("2024-01-15 10:30"));
      case "uuid" -> wrong.put("no UUID", values.textNode("1234"));
      default -> {}
    }
    if (schema.has("pattern")) {
      wrong.put("against its pattern", values.textNode("yesterday"));
    }
    if (schema.path("items").path("format").asText().equals("uri")) {
      wrong.put("no address", values.arrayNode().add("not an address"));
    }
    return wrong;
  }
}
