package dev.ghbilling.spec.compare.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A reader of schemas into elements. A keyword that isn't known here becomes a fact of its own
 * name.
 */
final class SchemaReader {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final Set<String> HANDLED =
      Set.of(
          "type",
          "enum",
          SchemaNotation.OPEN_ENUM,
          "properties",
          "required",
          "additionalProperties",
          "items",
          "anyOf",
          "oneOf",
          SchemaNotation.COMPONENT);

  /** More than any API needs, and little enough for the stack. */
  private static final int MAX_DEPTH = 1_000;

  private final SchemaResolver resolver;
  private int depth;

  SchemaReader(OpenApiDocument document) {
    this.resolver = new SchemaResolver(document);
  }

  /** Adds what a schema says to an element. */
  void read(JsonNode schema, Element.Builder into) {
    read(schema, into, Set.of());
  }

  /**
   * @param outer the references that led to the schemas around this one
   */
  private void read(JsonNode schema, Element.Builder into, Set<String> outer) {
    if (++depth > MAX_DEPTH) {
      throw new InvalidDocumentException(
          "has schemas that are nested more than " + MAX_DEPTH + " levels deep");
    }
    Set<String> within = new LinkedHashSet<>(outer);
    ObjectNode resolved = resolver.resolve(schema, outer, within);

    readTypes(resolved, into);
    readEnumeration(resolved, into);
    boolean constrained =
        List.of("type", "enum", "anyOf", "oneOf").stream().anyMatch(resolved::has);
    into.flag("nullable", constrained && resolver.nullability().allowsNull(resolved));
    readLimits(resolved, into);
    readObject(resolved, into, within);
    if (resolved.has("items")) {
      into.child("", child(ElementKind.ITEMS, "", resolved.get("items"), within));
    }
    for (String key : List.of("anyOf", "oneOf")) {
      readAlternatives(key, resolved, into, within);
    }
    JsonNode name = resolved.get(SchemaNotation.COMPONENT);
    if (name != null && (resolved.has("properties") || into.has("enumeration"))) {
      into.fact("name", name);
    }
    readOthers(resolved, into);
    depth--;
  }

  private static void readTypes(ObjectNode schema, Element.Builder into) {
    Set<String> types = SchemaNotation.types(schema);
    if (!types.isEmpty()) {
      types.remove("null");
      into.fact("type", SchemaNotation.array(types));
    }
  }

  private static void readEnumeration(ObjectNode schema, Element.Builder into) {
    JsonNode values = schema.get("enum");
    if (values == null) {
      return;
    }
    Map<String, JsonNode> sorted = new TreeMap<>();
    for (JsonNode value : values) {
      if (!value.isNull()) {
        JsonNode plain = SchemaNotation.plain(value);
        sorted.put(plain.toString(), plain);
      }
    }
    into.fact(
        "enumeration",
        JSON.objectNode()
            .put("open", schema.has(SchemaNotation.OPEN_ENUM))
            .set("values", JSON.arrayNode().addAll(sorted.values())));
  }

  private static void readLimits(ObjectNode schema, Element.Builder into) {
    readLimit("minimum", "exclusiveMinimum", 1, schema, into);
    readLimit("maximum", "exclusiveMaximum", -1, schema, into);
    for (String least : List.of("minLength", "minItems", "minProperties")) {
      if (schema.path(least).asInt() > 0) {
        into.fact(least, schema.get(least));
      }
    }
    for (String most : List.of("maxLength", "maxItems", "maxProperties", "multipleOf")) {
      if (schema.has(most)) {
        into.fact(most, SchemaNotation.plain(schema.get(most)));
      }
    }
  }

  /**
   * Reads the tighter one of an inclusive and an exclusive limit.
   *
   * @param inwards 1 if a greater limit is tighter, -1 if a smaller one is
   */
  private static void readLimit(
      String inclusive, String exclusive, int inwards, ObjectNode schema, Element.Builder into) {
    BigDecimal limit = number(schema.get(inclusive));
    BigDecimal exclusiveLimit = number(schema.get(exclusive));
    boolean isExclusive = false;
    if (exclusiveLimit != null
        && (limit == null || exclusiveLimit.subtract(limit).signum() * inwards >= 0)) {
      limit = exclusiveLimit;
      isExclusive = true;
    }
    if (limit == null) {
      return;
    }
    boolean isInteger = SchemaNotation.types(schema).equals(Set.of("integer"));
    if (isExclusive && isInteger && limit.stripTrailingZeros().scale() <= 0) {
      limit = limit.add(BigDecimal.valueOf(inwards));
      isExclusive = false;
    }
    ObjectNode fact = JSON.objectNode().put("exclusive", isExclusive);
    into.fact(inclusive, fact.set("value", SchemaNotation.plain(DecimalNode.valueOf(limit))));
  }

  private static @Nullable BigDecimal number(@Nullable JsonNode node) {
    return node != null && node.isNumber() ? node.decimalValue() : null;
  }

  private void readObject(ObjectNode schema, Element.Builder into, Set<String> within) {
    Set<String> required = new LinkedHashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      Element.Builder child = new Element.Builder(ElementKind.PROPERTY, property.getKey());
      child.flag("required", required.remove(property.getKey()));
      read(property.getValue(), child, within);
      into.child(property.getKey(), child.build());
    }
    for (String name : required) {
      Element.Builder child = new Element.Builder(ElementKind.PROPERTY, name);
      into.child(name, child.flag("required", true).build());
    }
    JsonNode others = schema.path("additionalProperties");
    if (others.equals(BooleanNode.FALSE)) {
      into.fact("additionalProperties", TextNode.valueOf("none"));
    } else if (others.isObject() && !others.isEmpty()) {
      into.fact("additionalProperties", TextNode.valueOf("of one schema"));
      into.child("", child(ElementKind.OTHER_PROPERTIES, "", others, within));
    }
  }

  private void readAlternatives(
      String key, ObjectNode schema, Element.Builder into, Set<String> within) {
    if (!schema.has(key)) {
      return;
    }
    into.fact("alternatives", TextNode.valueOf(key));
    Set<String> known = new LinkedHashSet<>();
    for (JsonNode alternative : schema.get(key)) {
      if (resolver.nullability().isNull(alternative)) {
        // The schema itself has the fact "nullable".
        continue;
      }
      Element read = child(ElementKind.ALTERNATIVE, label(alternative), alternative, within);
      // An alternative that allows the same under another name is no other alternative.
      if (known.add(read.signature())) {
        into.child(read.signature(), read);
      }
    }
  }

  private static String label(JsonNode alternative) {
    String reference = OpenApiDocument.reference(alternative).orElse(null);
    if (reference != null) {
      return reference.substring(reference.lastIndexOf('/') + 1);
    }
    List<String> properties = new ArrayList<>();
    alternative.path("properties").fieldNames().forEachRemaining(properties::add);
    return alternative.path("title").asText(alternative.path("type").asText("any"))
        + (properties.isEmpty() ? "" : " with " + String.join(", ", properties));
  }

  private Element child(ElementKind kind, String name, JsonNode schema, Set<String> within) {
    Element.Builder child = new Element.Builder(kind, name);
    read(schema, child, within);
    return child.build();
  }

  private void readOthers(ObjectNode schema, Element.Builder into) {
    for (Map.Entry<String, JsonNode> other : schema.properties()) {
      String keyword = other.getKey();
      if (HANDLED.contains(keyword)
          || Keywords.LIMITS.contains(keyword)
          || Keywords.isDefault(keyword, other.getValue())) {
        continue;
      }
      boolean taken = Keywords.isAnnotation(keyword) && into.has(keyword);
      JsonNode value = SchemaNotation.plain(other.getValue());
      boolean isData = !Keywords.isAssertion(keyword) || keyword.equals("default");
      into.fact(
          (taken ? Keywords.OF_SCHEMA : "") + keyword,
          isData ? value : resolver.references().inlined(value));
    }
  }
}
