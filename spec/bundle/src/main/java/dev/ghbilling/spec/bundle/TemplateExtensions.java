package dev.ghbilling.spec.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.spec.JavaNames;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The extensions by which the templates learn what Mustache can't derive from a schema:
 *
 * <ul>
 *   <li>{@code x-java-name} of a property and of a parameter, its name in Java;
 *   <li>{@code x-constants} of an enumeration of texts, its values as constants;
 *   <li>{@code x-any-required} of an object, what a builder refuses of {@code anyOf} of {@code
 *       required}. The generator would take such an {@code anyOf} for a choice of types;
 *   <li>{@code x-free-map} of an object with properties of any name and type.
 * </ul>
 */
final class TemplateExtensions {
  private TemplateExtensions() {}

  /** Adds the extensions to a document. */
  static void addTo(ObjectNode document) {
    for (Place place : Place.in(document)) {
      if (place.kind() == Place.Kind.SCHEMA) {
        describe(place.node());
      }
    }
  }

  private static void describe(ObjectNode schema) {
    if (schema.path("type").asText().equals("integer")) {
      // Java has the number; a type of its own would be one of texts.
      schema.remove("enum");
    }
    if (SchemaConstructs.isFreeMap(schema)) {
      schema.put("additionalProperties", true).put("x-free-map", true);
      return;
    }
    if (schema.has("properties")) {
      Map<String, String> names = nameProperties(schema);
      if (schema.has("anyOf")) {
        schema.set("x-any-required", anyRequired(schema, names));
        schema.remove("anyOf");
      }
      return;
    }
    if (schema.path("enum") instanceof ArrayNode values) {
      // That it may be null, the type says.
      values.removeIf(JsonNode::isNull);
    }
    Stream.concat(Stream.of(schema), schema.path("anyOf").valueStream())
        .filter(one -> one.has("enum"))
        .findFirst()
        .ifPresent(one -> schema.set("x-constants", constants(one.path("enum"))));
  }

  private static ArrayNode constants(JsonNode values) {
    ArrayNode constants = JsonNodeFactory.instance.arrayNode();
    JavaNames.constants(values.valueStream().map(JsonNode::asText).toList())
        .forEach(
            (value, name) ->
                constants
                    .addObject()
                    .put("name", name)
                    .put("text", TextNode.valueOf(value).toString())
                    .put("description", Javadoc.of("`" + value + "`.")));
    return constants;
  }

  private static Map<String, String> nameProperties(ObjectNode schema) {
    JsonNode properties = schema.path("properties");
    Map<String, String> names =
        JavaNames.properties(properties.propertyStream().map(Map.Entry::getKey).toList());
    names.forEach((name, java) -> ((ObjectNode) properties.path(name)).put("x-java-name", java));
    return names;
  }

  /** Returns the condition under which none of the alternatives is given, and what to say then. */
  private static ObjectNode anyRequired(ObjectNode schema, Map<String, String> names) {
    JsonNode properties = schema.path("properties");
    List<List<String>> alternatives =
        schema
            .path("anyOf")
            .valueStream()
            .map(one -> one.path("required").valueStream().map(JsonNode::asText).toList())
            .toList();
    return schema
        .objectNode()
        .put(
            "missing",
            alternatives.stream()
                .map(
                    all ->
                        all.stream()
                            .map(name -> missing(name, properties.path(name), names))
                            .collect(Collectors.joining(" || ", "(", ")")))
                .collect(Collectors.joining(" && ")))
        .put(
            "message",
            alternatives.stream()
                    .map(all -> String.join(" and ", all))
                    .collect(Collectors.joining(", or "))
                + " is required");
  }

  /** Returns the condition under which a property isn't given. One that may be null may be so. */
  private static String missing(String name, JsonNode property, Map<String, String> names) {
    String isNull = "this." + names.get(name) + " == null";
    return SchemaConstructs.nullable(property)
        ? "(%s && (additionalProperties == null || !additionalProperties.containsKey(%s)))"
            .formatted(isNull, TextNode.valueOf(name))
        : isNull;
  }
}
