package dev.ghbilling.spec.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rewrites composed schemas, which GitHub's own description has, to the plain ones that every
 * generator, the sandbox and the suite read:
 *
 * <ul>
 *   <li>{@code allOf} of objects is one object with the properties of all, and {@code allOf} of one
 *       other schema is that schema, with the texts that are beside it;
 *   <li>{@code oneOf} and {@code anyOf} of enumerations is one enumeration, an open one if any
 *       string is among the alternatives.
 * </ul>
 *
 * <p>Other compositions stay, for {@link UnsupportedConstructs} to name.
 */
final class Composition {
  private static final Set<String> TEXTS = Set.of("description", "title", "example", "deprecated");

  private static final Set<String> OF_AN_OBJECT =
      Set.of("type", "description", "title", "properties", "required");

  private static final Set<String> OF_AN_ENUMERATION =
      Set.of("type", "description", "title", "enum", "const");

  private final JsonNode document;

  private Composition(JsonNode document) {
    this.document = document;
  }

  /** Rewrites the schemas of a document in place. */
  static void flatten(JsonNode document) {
    Composition composition = new Composition(document);
    boolean changed = true;
    while (changed) {
      // A part may refer to a composed schema that comes later.
      changed = composition.flattenOnce();
    }
  }

  /**
   * Returns whether the {@code allOf} of a schema leads to one that contains itself in this way, so
   * that the copies would have no end.
   */
  static boolean leadsBack(JsonNode document, JsonNode schema) {
    return new Composition(document).leadsBack(schema, identitySet(), identitySet());
  }

  private boolean leadsBack(JsonNode node, Set<JsonNode> above, Set<JsonNode> done) {
    if (!node.isContainerNode() || done.contains(node)) {
      return false;
    }
    if (!above.add(node)) {
      return true;
    }
    boolean leadsBack =
        Stream.concat(node.valueStream(), node.path("allOf").valueStream().map(this::resolve))
            .anyMatch(child -> leadsBack(child, above, done));
    above.remove(node);
    done.add(node);
    return leadsBack;
  }

  private static Set<JsonNode> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private boolean flattenOnce() {
    return Place.in(document).stream()
            .filter(place -> place.kind() == Place.Kind.SCHEMA)
            .filter(place -> !place.node().has("allOf") || !leadsBack(document, place.node()))
            .filter(
                place ->
                    mergeObjects(place.node())
                        || takeOver(place.node())
                        || joinValues(place.node()))
            .count()
        > 0;
  }

  private boolean mergeObjects(ObjectNode schema) {
    if (!schema.path("allOf").isArray()) {
      return false;
    }
    ObjectNode own = schema.deepCopy();
    own.remove("allOf");
    own.putIfAbsent("type", own.textNode("object"));
    if (own.path("anyOf").valueStream().allMatch(one -> one.size() == 1 && one.has("required"))) {
      own.remove("anyOf");
    }
    List<JsonNode> parts =
        Stream.concat(schema.path("allOf").valueStream().map(this::resolve), Stream.of(own))
            .toList();
    ObjectNode properties = schema.objectNode();
    Set<String> required = new LinkedHashSet<>();
    for (JsonNode part : parts) {
      if (!isPlainObject(part)) {
        return false;
      }
      for (Map.Entry<String, JsonNode> property : part.path("properties").properties()) {
        JsonNode other = properties.replace(property.getKey(), property.getValue().deepCopy());
        if (other != null && !other.equals(property.getValue())) {
          return false;
        }
      }
      part.path("required").forEach(name -> required.add(name.asText()));
    }
    schema.remove("allOf");
    schema.put("type", "object");
    ArrayNode names = schema.arrayNode();
    required.forEach(names::add);
    if (!names.isEmpty()) {
      schema.set("required", names);
    }
    schema.set("properties", properties);
    return true;
  }

  /** Copies the only part of {@code allOf} to where it is used, because it is described there. */
  private boolean takeOver(ObjectNode schema) {
    boolean described =
        schema
            .propertyStream()
            .map(Map.Entry::getKey)
            .allMatch(keyword -> keyword.equals("allOf") || TEXTS.contains(keyword));
    if (!described
        || schema.path("allOf").size() != 1
        || !(resolve(schema.at("/allOf/0")) instanceof ObjectNode part)
        || part.has("allOf")
        || part.has("properties")) {
      return false;
    }
    schema.remove("allOf");
    schema.setAll(part.deepCopy().<ObjectNode>setAll(schema));
    return true;
  }

  private static boolean isPlainObject(JsonNode schema) {
    return schema.path("type").asText().equals("object")
        && schema.propertyStream().map(Map.Entry::getKey).allMatch(Composition::isOfAnObject);
  }

  private static boolean isOfAnObject(String keyword) {
    return OF_AN_OBJECT.contains(keyword) || keyword.startsWith("x-");
  }

  private boolean joinValues(ObjectNode schema) {
    for (String keyword : List.of("oneOf", "anyOf")) {
      if (schema.path(keyword).isArray()) {
        List<JsonNode> alternatives =
            schema.path(keyword).valueStream().map(this::resolve).toList();
        if (alternatives.stream().allMatch(Composition::isString)) {
          return joinValues(schema, keyword, alternatives);
        }
      }
    }
    return false;
  }

  private static boolean isString(JsonNode schema) {
    return schema.path("type").asText().equals("string")
        && schema.propertyStream().map(Map.Entry::getKey).allMatch(OF_AN_ENUMERATION::contains);
  }

  private static boolean joinValues(
      ObjectNode schema, String keyword, List<JsonNode> alternatives) {
    ArrayNode values = schema.arrayNode();
    alternatives.stream().flatMap(Composition::values).distinct().forEach(values::add);
    boolean open = alternatives.stream().anyMatch(one -> values(one).findAny().isEmpty());
    if (values.isEmpty() || (open && openEnumeration(values).equals(schema.get("anyOf")))) {
      return false;
    }
    schema.remove(keyword);
    if (open) {
      schema.set("anyOf", openEnumeration(values));
    } else {
      schema.put("type", "string");
      schema.set("enum", values);
    }
    return true;
  }

  private static Stream<JsonNode> values(JsonNode alternative) {
    return alternative.has("const")
        ? Stream.of(alternative.get("const"))
        : alternative.path("enum").valueStream();
  }

  /** Returns the form that an open enumeration has throughout the contract. */
  private static ArrayNode openEnumeration(ArrayNode values) {
    ArrayNode alternatives = values.arrayNode();
    alternatives.addObject().put("type", "string").set("enum", values);
    alternatives.addObject().put("type", "string");
    return alternatives;
  }

  private JsonNode resolve(JsonNode schema) {
    JsonNode reference = schema.get("$ref");
    return reference == null ? schema : document.at(reference.asText().substring(1));
  }
}
