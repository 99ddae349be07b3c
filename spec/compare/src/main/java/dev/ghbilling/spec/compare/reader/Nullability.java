package dev.ghbilling.spec.compare.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A judge of whether schemas allow null, which OpenAPI 3.0 writes as {@code nullable} and 3.1 as
 * the type {@code null}. The schemas are resolved, but their alternatives aren't.
 */
final class Nullability {
  /** Alternatives can be alternatives of one another; such a circle allows no value. */
  private static final int MAX_DEPTH = 20;

  private final boolean is30;
  private final Function<JsonNode, ObjectNode> resolver;

  /**
   * @param is30 whether the schemas are written in OpenAPI 3.0
   * @param resolver resolves the references and {@code allOf} of an alternative
   */
  Nullability(boolean is30, Function<JsonNode, ObjectNode> resolver) {
    this.is30 = is30;
    this.resolver = resolver;
  }

  /** Rewrites a schema in the notation of OpenAPI 3.1. */
  void normalize(ObjectNode schema) {
    if (is30) {
      JsonNode nullable = schema.remove("nullable");
      if (nullable != null && nullable.asBoolean()) {
        allowNull(schema);
      }
    }
    Set<String> types = SchemaNotation.types(schema);
    if (schema.has("enum") && !hasNull(schema.get("enum")) && types.remove("null")) {
      schema.set("type", SchemaNotation.array(types));
    }
  }

  /** Makes each keyword that could refuse null allow it. */
  void allowNull(ObjectNode schema) {
    if (schema.has("type")) {
      Set<String> types = SchemaNotation.types(schema);
      types.add("null");
      schema.set("type", SchemaNotation.array(types));
    }
    if (schema.has("enum") && !hasNull(schema.get("enum"))) {
      schema.set("enum", schema.get("enum").<ArrayNode>deepCopy().addNull());
    }
    for (String key : List.of("anyOf", "oneOf")) {
      if (schema.has(key) && !alternativesAllowNull(key, schema, 0)) {
        ArrayNode more = schema.get(key).deepCopy();
        more.addObject().put("type", "null");
        schema.set(key, more);
      }
    }
  }

  /** Returns whether null is one of the values that a schema allows. */
  boolean allowsNull(ObjectNode schema) {
    return allowsNull(schema, 0);
  }

  private boolean allowsNull(ObjectNode schema, int depth) {
    return (!schema.has("type") || SchemaNotation.types(schema).contains("null"))
        && (!schema.has("enum")
            || schema.has(SchemaNotation.OPEN_ENUM)
            || hasNull(schema.get("enum")))
        && alternativesAllowNull("anyOf", schema, depth)
        && alternativesAllowNull("oneOf", schema, depth);
  }

  private boolean alternativesAllowNull(String key, ObjectNode schema, int depth) {
    if (depth > MAX_DEPTH || !schema.has(key)) {
      return depth <= MAX_DEPTH;
    }
    int allowing = 0;
    for (JsonNode alternative : schema.get(key)) {
      allowing += allowsNull(resolver.apply(alternative), depth + 1) ? 1 : 0;
    }
    return key.equals("oneOf") ? allowing == 1 : allowing > 0;
  }

  /** Returns whether an alternative allows null and nothing else. */
  boolean isNull(JsonNode alternative) {
    ObjectNode schema = resolver.apply(alternative);
    return SchemaNotation.types(schema).equals(Set.of("null"))
        || (schema.path("enum").size() == 1 && hasNull(schema.get("enum")));
  }

  private static boolean hasNull(JsonNode values) {
    for (JsonNode value : values) {
      if (value.isNull()) {
        return true;
      }
    }
    return false;
  }
}
