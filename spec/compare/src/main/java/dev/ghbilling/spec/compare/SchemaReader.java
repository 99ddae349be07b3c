package dev.ghbilling.spec.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a schema into an element, so that the same schema looks the same in OpenAPI 3.0 and 3.1,
 * with references and without.
 *
 * <p>{@code allOf} is merged into one schema. {@code anyOf} and {@code oneOf} become a type, a
 * nullable schema or an open enumeration where they are nothing else, and alternatives otherwise. A
 * keyword that isn't known here stays a fact of its own name.
 */
final class SchemaReader {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Where the name of the component stands that a schema was referred to by. */
  private static final String COMPONENT = "$component";

  /** Where a schema begins that contains itself. */
  private static final String RECURSION = "recursion";

  private static final String SCHEMAS = "#/components/schemas/";

  private final Description description;

  SchemaReader(Description description) {
    this.description = description;
  }

  /** Adds what the schema says to an element. */
  void read(JsonNode schema, Element.Builder into) {
    read(schema, into, Map.of());
  }

  /** Reads a schema within others, which were referred to so many times. */
  private void read(JsonNode schema, Element.Builder into, Map<String, Integer> outer) {
    Set<String> used = new LinkedHashSet<>();
    ObjectNode merged = collapse(merge(schema, outer, Set.of(), used), outer, used);
    Map<String, Integer> within = new LinkedHashMap<>(outer);
    used.forEach(reference -> within.merge(reference, 1, Integer::sum));
    Set<String> handled = new TreeSet<>();

    readTypes(merged, into);
    readEnumeration(merged, into);
    readBounds(merged, into);
    readObject(merged, into, within);
    if (merged.has("items")) {
      into.child("", child(Kind.ITEMS, "", merged.get("items"), within));
    }
    for (String key : List.of("anyOf", "oneOf")) {
      readAlternatives(key, merged, into, within);
    }
    JsonNode name = merged.get(COMPONENT);
    if (name != null && (merged.has("properties") || into.has("enumeration"))) {
      into.fact("name", name);
    }

    handled.addAll(
        List.of("type", "nullable", "enum", "const", "openEnum", "properties", "required"));
    handled.addAll(List.of("additionalProperties", "items", "anyOf", "oneOf", COMPONENT));
    handled.addAll(Keyword.BOUNDS);
    for (Map.Entry<String, JsonNode> other : merged.properties()) {
      if (handled.contains(other.getKey()) || Keyword.isSilence(other.getKey(), other.getValue())) {
        continue;
      }
      boolean taken = Keyword.isWords(other.getKey()) && into.has(other.getKey());
      into.fact((taken ? "schema's " : "") + other.getKey(), plain(other.getValue()));
    }
  }

  private Element child(Kind kind, String name, JsonNode schema, Map<String, Integer> within) {
    Element.Builder child = new Element.Builder(kind, name);
    read(schema, child, within);
    return child.build();
  }

  private static void readTypes(ObjectNode schema, Element.Builder into) {
    Set<String> types = types(schema);
    if (types.isEmpty()) {
      return;
    }
    into.flag("nullable", types.remove("null"));
    into.fact("type", texts(types));
  }

  private static Set<String> types(ObjectNode schema) {
    Set<String> types = new TreeSet<>();
    JsonNode type = schema.path("type");
    (type.isArray() ? type : JSON.arrayNode().add(type))
        .forEach(
            one -> {
              if (one.isTextual()) {
                types.add(one.asText());
              }
            });
    return types;
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
    boolean integer = types(schema).equals(Set.of("integer"));
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
    boolean isOpen = schema.path(exclusive).asBoolean() && bound != null;
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

  private void readObject(ObjectNode schema, Element.Builder into, Map<String, Integer> within) {
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
      into.fact("order", texts(order));
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
      String key, ObjectNode schema, Element.Builder into, Map<String, Integer> within) {
    if (!schema.has(key)) {
      return;
    }
    into.fact("alternatives", TextNode.valueOf(key));
    Set<String> known = new LinkedHashSet<>();
    for (JsonNode alternative : schema.get(key)) {
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

  /**
   * The schema with what it refers to and all of {@code allOf} in one object.
   *
   * @param outer how often the schemas around it were referred to by each reference
   * @param chain the references that led here from this schema
   * @param used takes the references that are followed
   */
  private ObjectNode merge(
      JsonNode schema, Map<String, Integer> outer, Set<String> chain, Set<String> used) {
    if (schema.isBoolean()) {
      ObjectNode constant = JSON.objectNode();
      return schema.booleanValue() ? constant : constant.set("not", JSON.objectNode());
    }
    ObjectNode merged = JSON.objectNode();
    if (schema.isObject()) {
      merged.setAll((ObjectNode) schema);
    }
    Set<String> longer = new LinkedHashSet<>(chain);
    String reference = Description.reference(merged).orElse(null);
    if (reference != null) {
      merged.remove("$ref");
      // A schema that stands beside a reference to itself doesn't contain itself for that: only the
      // second time it surely does.
      if (!longer.add(reference) || outer.getOrDefault(reference, 0) > 1) {
        return JSON.objectNode()
            .put(RECURSION, reference.substring(reference.lastIndexOf('/') + 1));
      }
      used.add(reference);
      if (description.is30()) {
        merged.removeAll();
      }
      JsonNode target = description.document().at(Description.pointer(reference));
      if (target.isMissingNode() || !reference.startsWith("#/")) {
        throw new InvalidDocumentException("refers to " + reference + ", which isn't there");
      }
      combine(merged, merge(target, outer, longer, used));
      if (reference.startsWith(SCHEMAS)) {
        merged.put(COMPONENT, reference.substring(SCHEMAS.length()));
      }
    }
    JsonNode all = merged.remove("allOf");
    if (all != null) {
      for (JsonNode part : all) {
        combine(merged, merge(part, outer, longer, used));
      }
    }
    notation(merged);
    return merged;
  }

  /** The notation of 3.1 for what 3.0 says in other words; {@code const} as the enum that it is. */
  private void notation(ObjectNode schema) {
    if (schema.has("const")) {
      schema.set("enum", JSON.arrayNode().add(schema.remove("const")));
    }
    if (description.is30()) {
      if (schema.path("nullable").asBoolean() && schema.has("type")) {
        Set<String> types = types(schema);
        types.add("null");
        schema.set("type", texts(types));
      }
      schema.remove("nullable");
    } else if (schema.has("enum")
        && !hasNull(schema.get("enum"))
        && types(schema).contains("null")) {
      Set<String> types = types(schema);
      types.remove("null");
      schema.set("type", texts(types));
    }
  }

  private static boolean hasNull(JsonNode values) {
    for (JsonNode value : values) {
      if (value.isNull()) {
        return true;
      }
    }
    return false;
  }

  /** Makes {@code schema} say what {@code other} says as well. */
  private static void combine(ObjectNode schema, ObjectNode other) {
    for (Map.Entry<String, JsonNode> entry : other.properties()) {
      String key = entry.getKey();
      JsonNode mine = schema.get(key);
      JsonNode theirs = entry.getValue();
      if (mine == null || mine.equals(theirs)) {
        schema.set(key, theirs);
        continue;
      }
      switch (key) {
        case "properties" -> {
          ObjectNode both = mine.deepCopy();
          theirs
              .properties()
              .forEach(
                  property -> {
                    JsonNode same = both.get(property.getKey());
                    both.set(
                        property.getKey(),
                        same == null || same.equals(property.getValue())
                            ? property.getValue()
                            : JSON.objectNode()
                                .set("allOf", JSON.arrayNode().add(same).add(property.getValue())));
                  });
          schema.set(key, both);
        }
        case "required" -> {
          Set<JsonNode> names = new LinkedHashSet<>();
          mine.forEach(names::add);
          theirs.forEach(names::add);
          schema.set(key, JSON.arrayNode().addAll(names));
        }
        case "type" -> {
          Set<String> types = types(schema);
          types.retainAll(types(other));
          schema.set(key, texts(types));
        }
        case "minimum", "minLength", "minItems", "minProperties" -> {
          if (theirs.decimalValue().compareTo(mine.decimalValue()) > 0) {
            schema.set(key, theirs);
          }
        }
        case "maximum", "maxLength", "maxItems", "maxProperties" -> {
          if (theirs.decimalValue().compareTo(mine.decimalValue()) < 0) {
            schema.set(key, theirs);
          }
        }
        default -> {
          // The words that stand nearest hold; of anything else both hold.
          if (!Keyword.isWords(key) && !key.equals(COMPONENT)) {
            schema.set("also " + key, theirs);
          }
        }
      }
    }
  }

  /** The schema without {@code anyOf} and {@code oneOf} where they only say what a schema can. */
  private ObjectNode collapse(ObjectNode schema, Map<String, Integer> outer, Set<String> used) {
    for (String key : List.of("anyOf", "oneOf")) {
      JsonNode alternatives = schema.get(key);
      if (alternatives == null) {
        continue;
      }
      List<ObjectNode> merged = new ArrayList<>();
      for (JsonNode alternative : alternatives) {
        merged.add(merge(alternative, outer, Set.of(), new LinkedHashSet<>()));
      }
      boolean nullable = merged.removeIf(one -> types(one).equals(Set.of("null")));
      if (merged.size() == 1) {
        schema.remove(key);
        combine(schema, merge(first(alternatives, outer), outer, Set.of(), used));
      } else if (merged.stream().allMatch(one -> types(one).equals(Set.of("string")))
          && merged.stream().allMatch(one -> saysOnly(one, "type", "enum"))
          && merged.stream().anyMatch(one -> one.has("enum"))) {
        schema.remove(key);
        ArrayNode values = schema.putArray("enum");
        merged.forEach(one -> one.path("enum").forEach(values::add));
        if (!merged.stream().allMatch(one -> one.has("enum"))) {
          schema.put("openEnum", true);
        }
        schema.put("type", "string");
      } else if (!merged.isEmpty()
          && !schema.has("type")
          && merged.stream().allMatch(one -> one.has("type") && saysOnly(one, "type"))) {
        schema.remove(key);
        Set<String> types = new TreeSet<>();
        merged.forEach(one -> types.addAll(types(one)));
        schema.set("type", texts(types));
      } else if (nullable) {
        // Stays as it is, with null as an alternative like the others.
        continue;
      }
      if (nullable && schema.has("type")) {
        Set<String> types = types(schema);
        types.add("null");
        schema.set("type", texts(types));
      }
    }
    return schema;
  }

  /** The alternative that isn't null. */
  private JsonNode first(JsonNode alternatives, Map<String, Integer> outer) {
    for (JsonNode alternative : alternatives) {
      ObjectNode merged = merge(alternative, outer, Set.of(), new LinkedHashSet<>());
      if (!types(merged).equals(Set.of("null"))) {
        return alternative;
      }
    }
    return JSON.objectNode();
  }

  private static boolean saysOnly(ObjectNode schema, String... keywords) {
    Set<String> known = Set.of(keywords);
    return schema.properties().stream()
        .map(Map.Entry::getKey)
        .allMatch(key -> known.contains(key) || key.equals(COMPONENT) || Keyword.isWords(key));
  }

  /** A value that equals another of the same meaning: 1, 1.0 and 1e0 are one number. */
  static JsonNode plain(JsonNode value) {
    if (value.isNumber()) {
      BigDecimal stripped = value.decimalValue().stripTrailingZeros();
      return DecimalNode.valueOf(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
    }
    return value;
  }

  private static ArrayNode texts(Collection<String> texts) {
    ArrayNode array = JSON.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
