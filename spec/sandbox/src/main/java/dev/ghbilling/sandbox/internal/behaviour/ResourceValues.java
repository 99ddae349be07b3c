package dev.ghbilling.sandbox.internal.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.SampleValues;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** The values of resources: those in the bodies of requests, and those that a server adds. */
final class ResourceValues {
  private final Contract contract;
  private final DocumentedExamples examples;
  private final SampleValues samples;
  private final Clock clock;

  ResourceValues(Contract contract, DocumentedExamples examples, Clock clock) {
    this.contract = contract;
    this.examples = examples;
    this.samples = new SampleValues(contract);
    this.clock = clock;
  }

  /**
   * Returns a new resource with what the body says of it. What the body leaves open has its default
   * or isn't there; what a server adds is as the documented example shows it, at this time.
   */
  ObjectNode created(Operation operation, JsonNode body) {
    ResourceOperation resource = operation.resource().orElseThrow();
    JsonNode schema = examples.schema(operation, resource.item());
    ObjectNode made =
        examples.response(operation).map(document -> document.at(resource.item())).orElse(null)
                instanceof ObjectNode example
            ? example
            : ContractJson.MAPPER.createObjectNode();
    JsonNode asked =
        operation
            .requestBody()
            .map(Body::schema)
            .map(contract::resolve)
            .orElseGet(MissingNode::getInstance);
    for (Map.Entry<String, JsonNode> property : asked.path("properties").properties()) {
      Optional<JsonNode> standard = standard(property.getValue());
      if (standard.isPresent() && schema.path("properties").has(property.getKey())) {
        made.set(property.getKey(), standard.get().deepCopy());
      } else if (!isRequired(schema, property.getKey())) {
        made.remove(property.getKey());
      }
    }
    setAll(made, resource.initial());
    update(made, body, schema);
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      boolean time = property.getValue().path("format").asText().equals("date-time");
      if (time && made.has(property.getKey())) {
        made.put(property.getKey(), clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
      }
    }
    return complete(made, schema);
  }

  /** Sets values of the contract, which other resources must not share. */
  static void setAll(ObjectNode resource, Map<String, JsonNode> values) {
    values.forEach((name, value) -> resource.set(name, value.deepCopy()));
  }

  /** Returns what a property of a body stands for when it is left out. */
  private Optional<JsonNode> standard(JsonNode schema) {
    JsonNode resolved = contract.resolve(schema);
    return resolved.path("x-default").asText().equals("today")
        ? Optional.of(
            TextNode.valueOf(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString()))
        : Optional.ofNullable(resolved.get("default"));
  }

  /** Replaces the properties of a resource that the body has, but not those that it can't have. */
  void update(ObjectNode values, JsonNode body, JsonNode schema) {
    for (Map.Entry<String, JsonNode> property : body.properties()) {
      String name = property.getKey();
      JsonNode described = contract.resolve(schema.path("properties").path(name));
      if (values.get(name) instanceof ObjectNode object && property.getValue().isObject()) {
        update(object, property.getValue(), described);
      } else if (values.has(name) || !described.isMissingNode()) {
        values.set(name, property.getValue());
      }
    }
  }

  /** Adds what a schema requires and an object doesn't have. */
  ObjectNode complete(ObjectNode object, JsonNode schema) {
    for (JsonNode required : schema.path("required")) {
      String name = required.asText();
      if (!object.has(name)) {
        object.set(name, samples.valid(schema.path("properties").path(name), name));
      }
    }
    return object;
  }

  private static boolean isRequired(JsonNode schema, String name) {
    return schema.path("required").valueStream().anyMatch(one -> one.asText().equals(name));
  }
}
