package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.SampleValues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Mutants with a fault in one property of a successful response, in every object that has it. */
final class PropertyMutants {
  private final Contract contract;
  private final Operation operation;
  private final SampleValues samples;
  private final List<Mutant> all = new ArrayList<>();

  private PropertyMutants(Contract contract, Operation operation) {
    this.contract = contract;
    this.operation = operation;
    this.samples = new SampleValues(contract);
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
      if (contract.violations(property.getValue(), NullNode.instance).isEmpty()) {
        add(
            full,
            parents,
            "an object for null",
            object -> object.set(key, samples.ofWrongType(property.getValue())));
      } else {
        add(full, parents, "null", object -> object.set(key, object.nullNode()));
      }
      samples
          .invalid(property.getValue())
          .forEach((fault, value) -> add(full, parents, fault, object -> object.set(key, value)));
      walk(property.getValue(), parents + "/" + key, full);
    }
  }

  private void add(String full, String parents, String fault, Consumer<ObjectNode> change) {
    all.add(
        Mutant.of(
                operation.id() + "/property/" + full,
                fault,
                Middleware.rewritingResponses(
                    operation, response -> changed(response, parents, change)))
            .with(MethodSemantics.writes(operation) ? Backend.OWN : Backend.SHARED));
  }

  private ProxiedResponse changed(
      ProxiedResponse response, String parents, Consumer<ObjectNode> change) {
    return response.editDocument(
        document -> {
          if (parents.isEmpty()) {
            change.accept((ObjectNode) document);
            return;
          }
          if (JsonValues.find(document, parents, Set.of()).isEmpty()) {
            complete(document, operation.success().body().orElseThrow().schema(), parents);
          }
          for (JsonNode node : JsonValues.find(document, parents, Set.of())) {
            if (node instanceof ObjectNode object) {
              change.accept(object);
            }
          }
        });
  }

  /** Adds what the response lacks on the way to the objects of a path, as it may. */
  private void complete(JsonNode node, JsonNode reference, String path) {
    if (path.isEmpty()) {
      return;
    }
    JsonNode schema = contract.resolve(reference);
    String[] segments = path.substring(1).split("/", 2);
    String rest = segments.length == 1 ? "" : "/" + segments[1];
    if (node instanceof ArrayNode array) {
      if (array.isEmpty()) {
        array.add(samples.valid(schema.path("items"), "added"));
      }
      array.forEach(element -> complete(element, schema.path("items"), rest));
    } else if (node instanceof ObjectNode object) {
      JsonNode of = schema.path("properties").path(segments[0]);
      if (!object.hasNonNull(segments[0])) {
        object.set(segments[0], samples.valid(of, "added").deepCopy());
      }
      complete(object.path(segments[0]), of, rest);
    }
  }
}
