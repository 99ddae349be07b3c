package dev.ghbilling.spec.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call to show: what is required, and those optional parameters for which the contract has an
 * example.
 *
 * @param contract where the schemas of the values stand
 * @param operation what is called
 * @param path the values in the path, in the order of the contract
 * @param query the values in the query, in the order of the contract
 * @param body the documented example of the request's body, or else one with what its schema
 *     requires
 */
record SampleCall(
    Contract contract,
    Operation operation,
    List<Argument> path,
    List<Argument> query,
    Optional<JsonNode> body) {

  /** A parameter and the value that a sample gives it. */
  record Argument(Parameter parameter, JsonNode value) {
    /** The value as it stands in a path, before it is encoded. */
    String text() {
      return value.asText();
    }

    /**
     * The values as they stand in a query, before they are encoded: a list's parameter is repeated
     * for each element, as OpenAPI has it unless told otherwise.
     */
    List<String> texts() {
      return value.isArray()
          ? value.valueStream().map(JsonNode::asText).toList()
          : List.of(value.asText());
    }
  }

  static SampleCall of(Contract contract, Operation operation) {
    return new SampleCall(
        contract,
        operation,
        arguments(contract, operation, Parameter.Location.PATH),
        arguments(contract, operation, Parameter.Location.QUERY),
        operation.requestBody().map(body -> example(contract, body)));
  }

  private static List<Argument> arguments(
      Contract contract, Operation operation, Parameter.Location in) {
    return operation.parameters(in).stream()
        .filter(parameter -> parameter.required() || parameter.node().has("example"))
        .map(parameter -> new Argument(parameter, value(contract, parameter)))
        .toList();
  }

  private static JsonNode value(Contract contract, Parameter parameter) {
    JsonNode example = parameter.node().get("example");
    return example != null ? example : value(contract, parameter.schema(), parameter.name());
  }

  private static JsonNode example(Contract contract, Body body) {
    return body.example()
        .map(example -> example.value())
        .orElseGet(() -> value(contract, body.schema(), "value"));
  }

  /** A value that the schema allows, as far as that can be told from its keywords. */
  private static JsonNode value(Contract contract, JsonNode reference, String name) {
    JsonNode schema = contract.resolve(reference);
    for (String given : List.of("example", "default", "minimum")) {
      if (schema.has(given)) {
        return schema.get(given);
      }
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(0);
    }
    if (schema.has("anyOf")) {
      return value(contract, schema.get("anyOf").get(0), name);
    }
    return switch (schema.path("type").asText()) {
      case "integer", "number" -> IntNode.valueOf(1);
      case "boolean" -> BooleanNode.TRUE;
      case "array" -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        yield array.add(value(contract, schema.path("items"), name));
      }
      case "object" -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
          if (requires(schema, property.getKey())) {
            object.set(property.getKey(), value(contract, property.getValue(), property.getKey()));
          }
        }
        yield object;
      }
      default ->
          TextNode.valueOf(
              switch (schema.path("format").asText()) {
                case "date" -> "2026-01-31";
                case "date-time" -> "2026-01-31T12:00:00Z";
                case "uuid" -> "123e4567-e89b-12d3-a456-426614174000";
                case "uri" -> "https://example.com/";
                default -> name;
              });
    };
  }

  /** Whether objects of that schema must have the property. */
  private static boolean requires(JsonNode schema, String property) {
    for (JsonNode required : schema.path("required")) {
      if (required.asText().equals(property)) {
        return true;
      }
    }
    return false;
  }

  /** The first server of the contract. */
  String server() {
    return contract.document().at("/servers/0/url").asText();
  }

  /** How generators call the type of the request's body. */
  String bodyModel() {
    JsonNode schema = operation.requestBody().orElseThrow().schema();
    return schema.has("$ref")
        ? Names.lastSegment(schema.get("$ref").asText())
        : Names.pascalCase(operation.id()) + "Request";
  }

  /** The address below a server's, with the values in their places. */
  String pathAndQuery() {
    String filled = operation.path();
    for (Argument argument : path) {
      filled =
          filled.replace("{" + argument.parameter().name() + "}", Uri.encoded(argument.text()));
    }
    StringBuilder address = new StringBuilder(filled);
    char separator = '?';
    for (Argument argument : query) {
      for (String text : argument.texts()) {
        address
            .append(separator)
            .append(Uri.encoded(argument.parameter().name()))
            .append('=')
            .append(Uri.encoded(text));
        separator = '&';
      }
    }
    return address.toString();
  }
}
