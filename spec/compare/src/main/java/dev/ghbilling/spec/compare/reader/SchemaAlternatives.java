package dev.ghbilling.spec.compare.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A simplifier of {@code anyOf} and {@code oneOf}, which it replaces where other keywords mean the
 * same: a nullable schema, a choice of types, or an enumeration that may be open.
 */
final class SchemaAlternatives {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Nullability nullability;

  SchemaAlternatives(Nullability nullability) {
    this.nullability = nullability;
  }

  /** A function that resolves the references and {@code allOf} of an alternative. */
  interface Resolver {
    /**
     * Resolves an alternative.
     *
     * @param used takes the references that are followed
     */
    ObjectNode resolve(JsonNode alternative, Set<String> used);
  }

  /**
   * Replaces alternatives by other keywords where that loses nothing.
   *
   * @param used takes the references that are followed to what becomes part of the schema
   */
  void simplify(ObjectNode schema, Resolver resolver, Set<String> used) {
    for (String key : List.of("anyOf", "oneOf")) {
      if (schema.has(key)) {
        simplify(key, schema, resolver, used);
      }
    }
  }

  private void simplify(String key, ObjectNode schema, Resolver resolver, Set<String> used) {
    List<JsonNode> alternatives = new ArrayList<>();
    schema.get(key).forEach(alternatives::add);
    boolean nullable = alternatives.removeIf(nullability::isNull);
    List<ObjectNode> resolved = new ArrayList<>();
    for (JsonNode alternative : alternatives) {
      resolved.add(resolver.resolve(alternative, new LinkedHashSet<>()));
    }
    boolean any = key.equals("anyOf");
    ObjectNode one;
    if (resolved.size() == 1 && (any || !nullable || !nullability.allowsNull(resolved.get(0)))) {
      one = resolver.resolve(alternatives.get(0), used);
    } else {
      one = asOne(any, resolved);
    }
    if (one == null) {
      return;
    }
    schema.remove(key);
    if (nullable) {
      nullability.allowNull(one);
    }
    if (one.has(SchemaNotation.OPEN_ENUM) && schema.has("enum")) {
      // An open enumeration allows any string, so that the schema's own values decide.
      one.remove(List.of("enum", SchemaNotation.OPEN_ENUM));
    }
    SchemaIntersection.narrow(schema, one);
  }

  private static @Nullable ObjectNode asOne(boolean any, List<ObjectNode> alternatives) {
    if (areEnumerations(alternatives) && (any || haveDisjointValues(alternatives))) {
      ObjectNode enumeration = JSON.objectNode().put("type", "string");
      ArrayNode values = enumeration.putArray("enum");
      alternatives.forEach(alternative -> alternative.path("enum").forEach(values::add));
      if (!alternatives.stream().allMatch(alternative -> alternative.has("enum"))) {
        enumeration.put(SchemaNotation.OPEN_ENUM, true);
      }
      return enumeration;
    }
    if (!alternatives.isEmpty()
        && (any || haveDisjointTypes(alternatives))
        && alternatives.stream().allMatch(one -> one.has("type") && hasOnly(one, Set.of("type")))) {
      Set<String> types = new TreeSet<>();
      alternatives.forEach(alternative -> types.addAll(SchemaNotation.types(alternative)));
      return JSON.objectNode().set("type", SchemaNotation.array(types));
    }
    return null;
  }

  /** Returns whether all are strings, and at least one of them is an enumeration. */
  private static boolean areEnumerations(List<ObjectNode> alternatives) {
    return alternatives.stream().anyMatch(one -> one.has("enum"))
        && alternatives.stream()
            .allMatch(
                one ->
                    SchemaNotation.types(one).equals(Set.of("string"))
                        && hasOnly(one, Set.of("type", "enum")));
  }

  private static boolean haveDisjointValues(List<ObjectNode> enumerations) {
    Set<JsonNode> seen = new HashSet<>();
    return enumerations.stream()
        .allMatch(one -> one.has("enum") && one.path("enum").valueStream().allMatch(seen::add));
  }

  private static boolean haveDisjointTypes(List<ObjectNode> alternatives) {
    Set<String> seen = new TreeSet<>();
    for (ObjectNode alternative : alternatives) {
      Set<String> types = SchemaNotation.types(alternative);
      if (types.remove("integer")) {
        types.add("number");
      }
      for (String type : types) {
        if (!seen.add(type)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean hasOnly(ObjectNode schema, Set<String> keywords) {
    return schema.properties().stream()
        .map(Map.Entry::getKey)
        .allMatch(
            key ->
                keywords.contains(key)
                    || key.equals(SchemaNotation.COMPONENT)
                    || Keywords.isAnnotation(key));
  }
}
