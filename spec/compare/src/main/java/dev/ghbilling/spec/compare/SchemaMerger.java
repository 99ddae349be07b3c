package dev.ghbilling.spec.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts a schema together from what it refers to, in the notation of 3.1.
 *
 * <p>{@code allOf} is merged into one schema. {@code anyOf} and {@code oneOf} become a type, a
 * nullable schema or an open enumeration where they are nothing else.
 */
final class SchemaMerger {
  /** Where the name of the component stands that a schema was referred to by. */
  static final String COMPONENT = "$component";

  /** Where a schema begins that contains itself. */
  private static final String RECURSION = "recursion";

  /** Before a keyword of which several values hold. */
  private static final String ALSO = "also ";

  private static final String SCHEMAS = "#/components/schemas/";

  /**
   * How many schemas an operation's document may unfold into; more are no description for people.
   */
  private static final int MOST = 300_000;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Description description;
  private final Map<String, Boolean> recursive = new HashMap<>();
  private int merges;

  SchemaMerger(Description description) {
    this.description = description;
  }

  /**
   * The schema in one object, apart from its parts.
   *
   * @param outer the references that the schemas around it were referred to by
   * @param used takes the references that are followed
   */
  ObjectNode merge(JsonNode schema, Set<String> outer, Set<String> used) {
    return collapse(merge(schema, outer, Set.of(), used), outer, used);
  }

  /** The same where {@code chain} are the references that led here from this schema. */
  private ObjectNode merge(
      JsonNode schema, Set<String> outer, Set<String> chain, Set<String> used) {
    if (++merges > MOST) {
      throw new InvalidDocumentException(
          "has schemas that refer to one another in more ways than can be compared");
    }
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
      if (!longer.add(reference) || (outer.contains(reference) && isRecursive(reference))) {
        return JSON.objectNode().put(RECURSION, name(reference));
      }
      used.add(reference);
      if (description.is30()) {
        merged.removeAll();
      }
      keywords(merged);
      combine(merged, merge(target(reference), outer, longer, used));
      if (reference.startsWith(SCHEMAS)) {
        merged.put(COMPONENT, reference.substring(SCHEMAS.length()));
      }
    }
    keywords(merged);
    JsonNode all = merged.remove("allOf");
    if (all != null) {
      for (JsonNode part : all) {
        combine(merged, merge(part, outer, longer, used));
      }
    }
    nullability(merged);
    return merged;
  }

  private static String name(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  private JsonNode target(String reference) {
    JsonNode target = description.document().at(Description.pointer(reference));
    if (target.isMissingNode() || !reference.startsWith("#/")) {
      throw new InvalidDocumentException("refers to " + reference + ", which isn't there");
    }
    return target;
  }

  /** Whether what is referred to refers to itself, by however many others. */
  private boolean isRecursive(String reference) {
    Boolean known = recursive.get(reference);
    if (known == null) {
      Set<String> reached = new LinkedHashSet<>();
      List<String> open = new ArrayList<>(List.of(reference));
      while (!open.isEmpty()) {
        for (JsonNode one : target(open.remove(open.size() - 1)).findValues("$ref")) {
          // What stands in an example and dangles is data.
          if (one.asText().startsWith("#/")
              && !description.document().at(Description.pointer(one.asText())).isMissingNode()
              && reached.add(one.asText())) {
            open.add(one.asText());
          }
        }
      }
      known = reached.contains(reference);
      recursive.put(reference, known);
    }
    return known;
  }

  /** What stands at a keyword, with what it refers to, once each, and without words. */
  JsonNode inlined(JsonNode value) {
    return inlined(value, new LinkedHashSet<>());
  }

  private JsonNode inlined(JsonNode value, Set<String> followed) {
    if (value.isArray()) {
      ArrayNode array = JSON.arrayNode();
      value.forEach(item -> array.add(inlined(item, followed)));
      return array;
    }
    if (!value.isObject()) {
      return value;
    }
    ObjectNode object = JSON.objectNode();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      String key = entry.getKey();
      boolean reference = key.equals("$ref") && entry.getValue().isTextual();
      if (reference && followed.add(entry.getValue().asText())) {
        JsonNode target = inlined(target(entry.getValue().asText()), followed);
        if (target.isObject()) {
          object.setAll((ObjectNode) target);
        }
      } else if (reference || !(Keyword.isWords(key) && entry.getValue().isValueNode())) {
        object.set(key, inlined(entry.getValue(), followed));
      }
    }
    return object;
  }

  /** The notation of 3.1 for bounds; {@code const} as the enum that it is. */
  private static void keywords(ObjectNode schema) {
    if (schema.has("const")) {
      schema.set("enum", JSON.arrayNode().add(schema.remove("const")));
    }
    exclusive("minimum", "exclusiveMinimum", schema);
    exclusive("maximum", "exclusiveMaximum", schema);
  }

  private static void exclusive(String inclusive, String exclusive, ObjectNode schema) {
    if (schema.path(exclusive).isBoolean()) {
      boolean holds = schema.remove(exclusive).booleanValue();
      if (holds && schema.has(inclusive)) {
        schema.set(exclusive, schema.remove(inclusive));
      }
    }
  }

  /** The notation of 3.1 for whether null is admitted. */
  private void nullability(ObjectNode schema) {
    if (description.is30()) {
      JsonNode nullable = schema.remove("nullable");
      if (nullable != null && nullable.asBoolean()) {
        admitNull(schema);
      }
    }
    if (schema.has("enum") && types(schema).contains("null") && !hasNull(schema.get("enum"))) {
      Set<String> types = types(schema);
      types.remove("null");
      schema.set("type", texts(types));
    }
  }

  /** Makes everything that could refuse null admit it. */
  private void admitNull(ObjectNode schema) {
    if (schema.has("type")) {
      Set<String> types = types(schema);
      types.add("null");
      schema.set("type", texts(types));
    }
    if (schema.has("enum") && !hasNull(schema.get("enum"))) {
      schema.set("enum", schema.get("enum").<ArrayNode>deepCopy().addNull());
    }
    for (String key : List.of("anyOf", "oneOf")) {
      if (schema.has(key) && !alternativeAdmitsNull(key, schema, 0)) {
        ArrayNode more = schema.get(key).deepCopy();
        more.addObject().put("type", "null");
        schema.set(key, more);
      }
    }
  }

  /** Whether null is one of the values that a merged schema admits. */
  boolean admitsNull(ObjectNode schema) {
    return admitsNull(schema, 0);
  }

  private boolean admitsNull(ObjectNode schema, int depth) {
    return (!schema.has("type") || types(schema).contains("null"))
        && (!schema.has("enum") || schema.has("openEnum") || hasNull(schema.get("enum")))
        && alternativeAdmitsNull("anyOf", schema, depth)
        && alternativeAdmitsNull("oneOf", schema, depth);
  }

  private boolean alternativeAdmitsNull(String key, ObjectNode schema, int depth) {
    // Alternatives that are alternatives of one another end nowhere, and admit nothing by that.
    if (!schema.has(key) || depth > 20) {
      return depth <= 20;
    }
    int admitting = 0;
    for (JsonNode alternative : schema.get(key)) {
      ObjectNode merged = merge(alternative, Set.of(), Set.of(), new LinkedHashSet<>());
      admitting += admitsNull(merged, depth + 1) ? 1 : 0;
    }
    return key.equals("oneOf") ? admitting == 1 : admitting > 0;
  }

  /** Whether the schema admits null and nothing else. */
  boolean isNull(JsonNode schema) {
    return isNull(merge(schema, Set.of(), Set.of(), new LinkedHashSet<>()));
  }

  private static boolean isNull(ObjectNode merged) {
    return types(merged).equals(Set.of("null"))
        || (merged.path("enum").size() == 1 && hasNull(merged.get("enum")));
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
          ObjectNode all = mine.deepCopy();
          theirs
              .properties()
              .forEach(
                  property ->
                      all.set(
                          property.getKey(),
                          both(all.get(property.getKey()), property.getValue())));
          schema.set(key, all);
        }
        case "items" -> schema.set(key, both(mine, theirs));
        case "additionalProperties" ->
            schema.set(
                key,
                mine.equals(BooleanNode.FALSE) || theirs.equals(BooleanNode.FALSE)
                    ? BooleanNode.FALSE
                    : both(mine, theirs));
        case "required" -> {
          Set<JsonNode> names = new LinkedHashSet<>();
          mine.forEach(names::add);
          theirs.forEach(names::add);
          schema.set(key, JSON.arrayNode().addAll(names));
        }
        case "enum" -> {
          Set<JsonNode> values = new LinkedHashSet<>();
          theirs.forEach(value -> values.add(SchemaReader.plain(value)));
          ArrayNode common = JSON.arrayNode();
          mine.forEach(
              value -> {
                if (values.contains(SchemaReader.plain(value))) {
                  common.add(value);
                }
              });
          schema.set(key, common);
        }
        case "type" -> {
          Set<String> types = types(schema);
          types.retainAll(types(other));
          schema.set(key, texts(types));
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
          // The words that stand nearest hold; of anything else both hold.
          if (key.startsWith(ALSO)) {
            schema.set(key, mine.<ArrayNode>deepCopy().addAll((ArrayNode) theirs));
          } else if (!Keyword.isWords(key) && !key.equals(COMPONENT)) {
            schema.set(ALSO + key, also(schema.get(ALSO + key), theirs));
          }
        }
      }
    }
  }

  private static ArrayNode also(@Nullable JsonNode others, JsonNode value) {
    return (others == null ? JSON.arrayNode() : others.<ArrayNode>deepCopy()).add(value);
  }

  private static JsonNode both(@Nullable JsonNode mine, JsonNode theirs) {
    return mine == null || mine.equals(theirs)
        ? theirs
        : JSON.objectNode().set("allOf", JSON.arrayNode().add(mine).add(theirs));
  }

  /** The schema without {@code anyOf} and {@code oneOf} where they only say what a schema can. */
  private ObjectNode collapse(ObjectNode schema, Set<String> outer, Set<String> used) {
    for (String key : List.of("anyOf", "oneOf")) {
      if (schema.has(key)) {
        collapse(key, schema, outer, used);
      }
    }
    return schema;
  }

  private void collapse(String key, ObjectNode schema, Set<String> outer, Set<String> used) {
    boolean any = key.equals("anyOf");
    List<JsonNode> alternatives = new ArrayList<>();
    List<ObjectNode> merged = new ArrayList<>();
    schema.get(key).forEach(alternatives::add);
    alternatives.removeIf(this::isNull);
    for (JsonNode alternative : alternatives) {
      merged.add(merge(alternative, outer, Set.of(), new LinkedHashSet<>()));
    }
    boolean nullable = alternatives.size() < schema.get(key).size();
    ObjectNode one;
    if (merged.size() == 1 && (any || !nullable || !admitsNull(merged.get(0)))) {
      one = merge(alternatives.get(0), outer, Set.of(), used);
    } else if (any && isOpenOrClosedEnumeration(merged)) {
      one = JSON.objectNode().put("type", "string");
      ArrayNode values = one.putArray("enum");
      merged.forEach(alternative -> alternative.path("enum").forEach(values::add));
      if (!merged.stream().allMatch(alternative -> alternative.has("enum"))) {
        one.put("openEnum", true);
      }
    } else if (!merged.isEmpty()
        && (any || areDisjoint(merged))
        && merged.stream().allMatch(each -> each.has("type") && saysOnly(each, "type"))) {
      Set<String> types = new TreeSet<>();
      merged.forEach(alternative -> types.addAll(types(alternative)));
      one = JSON.objectNode().set("type", texts(types));
    } else {
      return;
    }
    schema.remove(key);
    if (nullable) {
      admitNull(one);
    }
    if (one.has("openEnum") && schema.has("enum")) {
      // An open enumeration admits any value, and here only some are admitted.
      one.remove(List.of("enum", "openEnum"));
    }
    combine(schema, one);
  }

  private static boolean isOpenOrClosedEnumeration(List<ObjectNode> alternatives) {
    return alternatives.stream()
            .allMatch(one -> types(one).equals(Set.of("string")) && saysOnly(one, "type", "enum"))
        && alternatives.stream().anyMatch(one -> one.has("enum"));
  }

  /** Whether no value has the type of two of them. */
  private static boolean areDisjoint(List<ObjectNode> alternatives) {
    Set<String> seen = new TreeSet<>();
    for (ObjectNode alternative : alternatives) {
      Set<String> types = types(alternative);
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

  private static boolean saysOnly(ObjectNode schema, String... keywords) {
    Set<String> known = Set.of(keywords);
    return schema.properties().stream()
        .map(Map.Entry::getKey)
        .allMatch(key -> known.contains(key) || key.equals(COMPONENT) || Keyword.isWords(key));
  }

  /** The types that a schema names, sorted. */
  static Set<String> types(ObjectNode schema) {
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

  static ArrayNode texts(Collection<String> texts) {
    ArrayNode array = JSON.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
