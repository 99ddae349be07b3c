package dev.ghbilling.spec.compare.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;

/** A single notation for schemas where OpenAPI has several. */
final class SchemaNotation {
  /** The keyword for the name of the component that a schema was referred to by. */
  static final String COMPONENT = "$component";

  /** The keyword of an enumeration that also allows other strings. */
  static final String OPEN_ENUM = "openEnum";

  private SchemaNotation() {}

  /** Writes {@code const} as an enumeration, and exclusive limits as numbers. */
  static void normalize(ObjectNode schema) {
    if (schema.has("const")) {
      schema.set("enum", JsonNodeFactory.instance.arrayNode().add(schema.remove("const")));
    }
    normalizeLimit("minimum", "exclusiveMinimum", schema);
    normalizeLimit("maximum", "exclusiveMaximum", schema);
  }

  private static void normalizeLimit(String inclusive, String exclusive, ObjectNode schema) {
    if (schema.path(exclusive).isBoolean()) {
      boolean isExclusive = schema.remove(exclusive).booleanValue();
      if (isExclusive && schema.has(inclusive)) {
        schema.set(exclusive, schema.remove(inclusive));
      }
    }
  }

  /** Returns a number in its plain form: 1, 1.0 and 1e0 are one. Returns other values as is. */
  static JsonNode plain(JsonNode value) {
    if (value.isNumber()) {
      BigDecimal stripped = value.decimalValue().stripTrailingZeros();
      return DecimalNode.valueOf(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
    }
    return value;
  }

  /** Returns the types that a schema names, sorted; none if it allows all. */
  static Set<String> types(ObjectNode schema) {
    Set<String> types = new TreeSet<>();
    JsonNode type = schema.path("type");
    if (type.isTextual()) {
      types.add(type.asText());
    }
    type.forEach(one -> types.add(one.asText()));
    return types;
  }

  static ArrayNode array(Set<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
