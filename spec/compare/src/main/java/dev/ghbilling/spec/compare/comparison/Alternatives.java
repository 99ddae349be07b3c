package dev.ghbilling.spec.compare.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ghbilling.spec.compare.reader.Element;
import dev.ghbilling.spec.compare.reader.ElementKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A view of a schema's {@code anyOf} or {@code oneOf}. */
final class Alternatives {
  /** The fact of a schema that has alternatives. */
  static final String FACT = "alternatives";

  /** The facts that the schema itself has, whichever alternative is taken. */
  private static final Set<String> OF_THE_WHOLE = Set.of("required", "nullable");

  private Alternatives() {}

  static boolean areIn(Element schema) {
    return schema.fact(FACT) != null;
  }

  /** Returns what people call the alternatives. */
  static JsonNode names(Element schema) {
    ArrayNode names = JsonNodeFactory.instance.arrayNode();
    alternatives(schema).forEach(alternative -> names.add(alternative.name()));
    return names;
  }

  /**
   * Returns the schema as it would be with each of its alternatives alone. {@code oneOf} refuses a
   * value that two alternatives allow, so that those of one simple type aren't among them.
   */
  static List<Element> eachAlone(Element schema) {
    JsonNode keyword = schema.fact(FACT);
    boolean exclusive = keyword != null && keyword.asText().equals("oneOf");
    List<Element> all = alternatives(schema);
    List<Element> alone = new ArrayList<>();
    for (Element one : all) {
      if (!exclusive
          || all.stream().noneMatch(other -> !other.equals(one) && overlap(one, other))) {
        alone.add(alone(schema, one));
      }
    }
    return alone;
  }

  private static Element alone(Element schema, Element alternative) {
    Map<String, JsonNode> facts = new LinkedHashMap<>(schema.facts());
    facts.keySet().removeAll(Set.of(FACT, "discriminator"));
    alternative
        .facts()
        .forEach(
            (keyword, value) -> {
              if (!OF_THE_WHOLE.contains(keyword)) {
                facts.put(keyword, value);
              }
            });
    Map<String, Element> children = new LinkedHashMap<>(schema.children());
    children.values().removeIf(child -> child.kind() == ElementKind.ALTERNATIVE);
    children.putAll(alternative.children());
    return new Element(schema.kind(), schema.name(), facts, children);
  }

  /** Returns whether both may allow one value. Objects are told apart by their properties. */
  private static boolean overlap(Element one, Element other) {
    Set<String> common = types(one.fact("type"));
    common.retainAll(types(other.fact("type")));
    common.removeAll(Set.of("object", "array"));
    return !common.isEmpty();
  }

  private static Set<String> types(@Nullable JsonNode named) {
    if (named == null) {
      return new HashSet<>(Set.of("string", "number", "integer", "boolean"));
    }
    Set<String> types = new HashSet<>();
    named.forEach(type -> types.add(type.asText()));
    if (types.contains("number")) {
      types.add("integer");
    }
    return types;
  }

  private static List<Element> alternatives(Element schema) {
    return schema.children().values().stream()
        .filter(child -> child.kind() == ElementKind.ALTERNATIVE)
        .toList();
  }
}
