package dev.ghbilling.spec.compare.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schema that allows what two others both allow, as {@code allOf} demands.
 *
 * <p>Where one keyword can't have both values, as with two patterns, the second value goes to a
 * keyword that begins with {@code also}.
 */
final class SchemaIntersection {
  private static final String ALSO = "also ";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SchemaIntersection() {}

  /** Narrows a schema to what another one also allows. */
  static void narrow(ObjectNode schema, ObjectNode other) {
    for (Map.Entry<String, JsonNode> entry : other.properties()) {
      JsonNode mine = schema.get(entry.getKey());
      if (mine == null || mine.equals(entry.getValue())) {
        schema.set(entry.getKey(), entry.getValue());
      } else {
        narrow(schema, entry.getKey(), mine, entry.getValue());
      }
    }
  }

  private static void narrow(ObjectNode schema, String key, JsonNode mine, JsonNode theirs) {
    switch (key) {
      case "properties" -> {
        ObjectNode all = mine.deepCopy();
        theirs
            .properties()
            .forEach(
                property ->
                    all.set(
                        property.getKey(), both(all.get(property.getKey()), property.getValue())));
        schema.set(key, all);
      }
      case "items" -> schema.set(key, both(mine, theirs));
      case "additionalProperties" -> {
        boolean closed = mine.equals(BooleanNode.FALSE) || theirs.equals(BooleanNode.FALSE);
        schema.set(key, closed ? BooleanNode.FALSE : both(mine, theirs));
      }
      case "required" -> {
        Set<JsonNode> names = new LinkedHashSet<>();
        mine.forEach(names::add);
        theirs.forEach(names::add);
        schema.set(key, JSON.arrayNode().addAll(names));
      }
      case "enum" -> schema.set(key, common(mine, theirs));
      case "type" -> {
        Set<String> types = SchemaNotation.types(schema);
        types.retainAll(SchemaNotation.types(JSON.objectNode().set(key, theirs)));
        schema.set(key, SchemaNotation.array(types));
      }
      case "minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties" -> {
        if (theirs.decimalValue().compareTo(mine.decimalValue()) > 0) {
          schema.set(key, theirs);
        }
      }
      case "maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties" -> {
        if (theirs.decimalValue().compareTo(mine.decimalValue()) < 0) {
          schema.set(key, theirs);
        }
      }
      default -> {
        if (key.startsWith(ALSO)) {
          schema.set(key, mine.<ArrayNode>deepCopy().addAll((ArrayNode) theirs));
        } else if (!Keywords.isAnnotation(key) && !key.equals(SchemaNotation.COMPONENT)) {
          JsonNode others = schema.get(ALSO + key);
          ArrayNode more = others == null ? JSON.arrayNode() : others.deepCopy();
          schema.set(ALSO + key, more.add(theirs));
        }
        // The nearest annotation and name stay.
      }
    }
  }

  private static ArrayNode common(JsonNode mine, JsonNode theirs) {
    Set<JsonNode> values = new LinkedHashSet<>();
    theirs.forEach(value -> values.add(SchemaNotation.plain(value)));
    ArrayNode common = JSON.arrayNode();
    for (JsonNode value : mine) {
      if (values.contains(SchemaNotation.plain(value))) {
        common.add(value);
      }
    }
    return common;
  }

  private static JsonNode both(@Nullable JsonNode mine, JsonNode theirs) {
    return mine == null || mine.equals(theirs)
        ? theirs
        : JSON.objectNode().set("allOf", JSON.arrayNode().add(mine).add(theirs));
  }
}
