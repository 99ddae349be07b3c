package dev.ghbilling.spec.compare;

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
 * Reads a schema into an element, so that the same schema looks the same in OpenAPI 3.0 and 3.1,
 * with references and without.
 *
 * <p>{@link SchemaMerger} has put together what belongs together. A keyword that isn't known here
 * stays a fact of its own name.
 */
final class SchemaReader {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final Set<String> HANDLED =
      Set.of(
          "type",
          "enum",
          "openEnum",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "anyOf",
          "oneOf",
          SchemaMerger.COMPONENT);

  private final SchemaMerger merger;

  SchemaReader(Description description) {
    this.merger = new SchemaMerger(description);
  }

  /** Adds what the schema says to an element. */
  void read(JsonNode schema, Element.Builder into) {
    read(schema, into, Set.of());
  }

  /** Reads a schema within others, which were referred to so. */
  private void read(JsonNode schema, Element.Builder into, Set<String> outer) {
    Set<String> within = new LinkedHashSet<>(outer);
    ObjectNode merged = merger.merge(schema, outer, within);

    readTypes(merged, into);
    readEnumeration(merged, into);
    into.flag("nullable", isConstrained(merged) && merger.admitsNull(merged));
    readBounds(merged, into);
    readObject(merged, into, within);
    if (merged.has("items")) {
      into.child("", child(Kind.ITEMS, "", merged.get("items"), within));
    }
    for (String key : List.of("anyOf", "oneOf")) {
      readAlternatives(key, merged, into, within);
    }
    JsonNode name = merged.get(SchemaMerger.COMPONENT);
    if (name != null && (merged.has("properties") || into.has("enumeration"))) {
      into.fact("name", name);
    }

    for (Map.Entry<String, JsonNode> other : merged.properties()) {
      if (HANDLED.contains(other.getKey())
          || Keyword.BOUNDS.contains(other.getKey())
          || Keyword.isSilence(other.getKey(), other.getValue())) {
        continue;
      }
      boolean taken = Keyword.isWords(other.getKey()) && into.has(other.getKey());
      into.fact(
          (taken ? "schema's " : "") + other.getKey(), value(other.getKey(), other.getValue()));
    }
  }

  /** What is said by a keyword; schemas in it with what they refer to. */
  private JsonNode value(String keyword, JsonNode value) {
    boolean data =
        Keyword.isWords(keyword) || keyword.startsWith("x-") || keyword.equals("default");
    return data ? plain(value) : merger.inlined(plain(value));
  }

  /** Whether it says anything that null could be refused by. */
  private static boolean isConstrained(ObjectNode schema) {
    return List.of("type", "enum", "anyOf", "oneOf").stream().anyMatch(schema::has);
  }

  private Element child(Kind kind, String name, JsonNode schema, Set<String> within) {
    Element.Builder child = new Element.Builder(kind, name);
    read(schema, child, within);
    return child.build();
  }

  private static void readTypes(ObjectNode schema, Element.Builder into) {
    Set<String> types = SchemaMerger.types(schema);
    if (types.isEmpty()) {
      return;
    }
    types.remove("null");
    into.fact("type", SchemaMerger.texts(types));
  }

  private static void readEnumeration(ObjectNode schema, Element.Builder into) {
    JsonNode values = schema.get("enum");
    if (values == null) {
      return;
    }
    Map<String, JsonNode> sorted = new TreeMap<>();
    for (JsonNode value : values) {
      if (!value.isNull()) {
        sorted.put(plain(value).toString(), plain(value));
      }
    }
    into.fact(
        "enumeration",
        JSON.objectNode()
            .put("open", schema.has("openEnum"))
            .set("values", JSON.arrayNode().addAll(sorted.values())));
  }

  private static void readBounds(ObjectNode schema, Element.Builder into) {
    boolean integer = SchemaMerger.types(schema).equals(Set.of("integer"));
    bound("minimum", "exclusiveMinimum", 1, integer, schema, into);
    bound("maximum", "exclusiveMaximum", -1, integer, schema, into);
    for (String least : List.of("minLength", "minItems", "minProperties")) {
      if (schema.path(least).asInt() > 0) {
        into.fact(least, schema.get(least));
      }
    }
    for (String most : List.of("maxLength", "maxItems", "maxProperties", "multipleOf")) {
      if (schema.has(most)) {
        into.fact(most, plain(schema.get(most)));
      }
    }
  }

  /** One bound from an inclusive and an exclusive one, whichever is tighter. */
  private static void bound(
      String inclusive,
      String exclusive,
      int inwards,
      boolean integer,
      ObjectNode schema,
      Element.Builder into) {
    BigDecimal bound = number(schema.get(inclusive));
    BigDecimal open = number(schema.get(exclusive));
    boolean isOpen = false;
    if (open != null && (bound == null || open.subtract(bound).signum() * inwards >= 0)) {
      bound = open;
      isOpen = true;
    }
    if (bound == null) {
      return;
    }
    if (isOpen && integer && bound.stripTrailingZeros().scale() <= 0) {
      bound = bound.add(BigDecimal.valueOf(inwards));
      isOpen = false;
    }
    ObjectNode fact = JSON.objectNode().put("exclusive", isOpen);
    into.fact(inclusive, fact.set("value", plain(DecimalNode.valueOf(bound))));
  }

  private static @Nullable BigDecimal number(@Nullable JsonNode node) {
    return node != null && node.isNumber() ? node.decimalValue() : null;
  }

  private void readObject(ObjectNode schema, Element.Builder into, Set<String> within) {
    Set<String> required = new LinkedHashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    List<String> order = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      Element.Builder child = new Element.Builder(Kind.PROPERTY, property.getKey());
      if (required.remove(property.getKey())) {
        order.add(property.getKey());
        child.flag("required", true);
      }
      read(property.getValue(), child, within);
      into.child(property.getKey(), child.build());
    }
    for (String name : required) {
      into.child(name, new Element.Builder(Kind.PROPERTY, name).flag("required", true).build());
    }
    if (order.size() > 1) {
      into.fact("order", SchemaMerger.texts(order));
    }
    JsonNode others = schema.path("additionalProperties");
    if (others.equals(BooleanNode.FALSE)) {
      into.fact("additionalProperties", TextNode.valueOf("none"));
    } else if (others.isObject() && !others.isEmpty()) {
      into.fact("additionalProperties", TextNode.valueOf("of one schema"));
      into.child("", child(Kind.OTHER_PROPERTIES, "", others, within));
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
      if (merger.isNull(alternative)) {
        // Said of the schema itself.
        continue;
      }
      Element read = child(Kind.ALTERNATIVE, label(alternative), alternative, within);
      String fingerprint = Fingerprint.of(read);
      // The same under another name says nothing more.
      if (known.add(fingerprint)) {
        into.child(fingerprint, read);
      }
    }
  }

  private String label(JsonNode alternative) {
    return Description.reference(alternative)
        .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
        .orElseGet(
            () -> {
              List<String> properties = new ArrayList<>();
              alternative.path("properties").fieldNames().forEachRemaining(properties::add);
              return alternative.path("title").asText(alternative.path("type").asText("any"))
                  + (properties.isEmpty() ? "" : " with " + String.join(", ", properties));
            });
  }

  /** A value that equals another of the same meaning: 1, 1.0 and 1e0 are one number. */
  static JsonNode plain(JsonNode value) {
    if (value.isNumber()) {
      BigDecimal stripped = value.decimalValue().stripTrailingZeros();
      return DecimalNode.valueOf(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
    }
    return value;
  }
}
