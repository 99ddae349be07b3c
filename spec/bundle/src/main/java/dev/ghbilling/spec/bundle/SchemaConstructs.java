package dev.ghbilling.spec.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.JavaNames;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The check of schemas for what isn't supported. */
final class SchemaConstructs {
  private static final Set<String> FORMATS =
      Set.of("int32", "int64", "date", "date-time", "uuid", "uri", "email", "hostname");

  private final JsonNode document;
  private final Refusals refusals;
  private final Map<String, String> names = new HashMap<>();

  SchemaConstructs(JsonNode document, Refusals refusals) {
    this.document = document;
    this.refusals = refusals;
  }

  void check(Place place) {
    JsonNode schema = place.node();
    if (place.isPartOfAnother()) {
      return;
    }
    if (place.pointer().matches("/components/schemas/[^/]+")) {
      checkName(place);
    }
    if (schema.has("anyOf") && schema.has("properties")) {
      checkAnyRequired(place);
    } else if (Stream.of("allOf", "anyOf", "oneOf").anyMatch(schema::has)) {
      checkComposition(place);
      return;
    }
    List<String> types = types(schema);
    if (types.isEmpty()) {
      refusals.add(place, "a schema without a type", "write its type");
      return;
    }
    if (types.size() > 1) {
      refusals.add(
          place, "a schema of the types " + types, "write one type, beside 'null' if need be");
      return;
    }
    checkFormat(place, types.get(0));
    checkPattern(place);
    checkValues(place, types.get(0));
    checkBounds(place, types.get(0).equals("integer"));
    switch (types.get(0)) {
      case "object" -> checkObject(place);
      case "array" -> checkArray(place);
      default -> {
        // Nothing that it could lack.
      }
    }
  }

  /** The generated client has a type for each schema of the contract. */
  private void checkName(Place place) {
    String name = place.pointer().substring("/components/schemas/".length());
    if (!name.matches("[A-Z][A-Za-z0-9]*") || JavaNames.isTaken(name)) {
      refusals.add(
          place,
          "the name '" + name + "' of a schema",
          "write a name in CamelCase that java.lang, java.util and the generated sources don't have");
    }
    String other = names.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
    if (other != null) {
      refusals.add(place, "the name '" + name + "' beside '" + other + "'", "rename one of them");
    }
  }

  /** The bundle has joined the compositions that are supported; all that it leaves isn't. */
  private void checkComposition(Place place) {
    for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
      JsonNode parts = place.node().path(keyword);
      if (parts.isMissingNode() || (keyword.equals("anyOf") && isOpenEnumeration(place.node()))) {
        continue;
      }
      String construct = keyword + " of " + alternatives(parts);
      if (construct.contains("\"null\"")) {
        refusals.add(place, construct, "write one schema whose type is a list: [string, 'null']");
      } else if (keyword.equals("allOf") && Composition.leadsBack(document, place.node())) {
        refusals.add(
            place,
            "an allOf that leads back to a schema that contains it",
            "write the $ref without allOf, or a schema of its own");
      } else if (keyword.equals("allOf")) {
        refusals.add(place, construct, "write one schema that says what all of them say");
      } else {
        refusals.add(place, construct, "write an object with the properties of all, each optional");
      }
    }
  }

  private void checkAnyRequired(Place place) {
    for (JsonNode alternative : place.node().path("anyOf")) {
      boolean described =
          alternative
              .path("required")
              .valueStream()
              .allMatch(name -> place.node().path("properties").has(name.asText()));
      if (alternative.size() != 1 || alternative.path("required").isEmpty() || !described) {
        refusals.add(
            place,
            "an object with anyOf of " + alternative,
            "write alternatives of 'required' alone, with names of the object's properties");
      }
    }
  }

  private void checkFormat(Place place, String type) {
    String format = place.node().path("format").asText("");
    if (type.equals("number") && !format.isEmpty()) {
      refusals.add(
          place, "a number with the format " + format, "write no format: numbers are exact");
    } else if (type.equals("integer") && !Set.of("int32", "int64").contains(format)) {
      refusals.add(place, "an integer without a width", "write the format int32 or int64");
    } else if (!format.isEmpty() && !FORMATS.contains(format)) {
      refusals.add(place, "the format " + format, "leave the format out");
    }
  }

  /** The suite sends texts, and can't find one that matches. */
  private void checkPattern(Place place) {
    JsonNode pattern = place.node().path("pattern");
    if (!pattern.isMissingNode() && !isRegularExpression(pattern.asText())) {
      refusals.add(
          place,
          "the pattern " + pattern + ", which isn't a regular expression,",
          "write one that Java and ECMAScript read");
    } else if (!pattern.isMissingNode() && !place.node().has("example")) {
      refusals.add(place, "a pattern without an example", "write an example beside it");
    }
  }

  private static boolean isRegularExpression(String pattern) {
    try {
      Pattern.compile(pattern);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private void checkValues(Place place, String type) {
    JsonNode values = place.node().path("enum");
    boolean nullable = nullable(place.node());
    if (!values.isMissingNode() && nullable && values.valueStream().noneMatch(JsonNode::isNull)) {
      refusals.add(
          place,
          "an enumeration without null of a type that may be null",
          "list null as well, or write the type without 'null'");
    }
    boolean fitting =
        values
            .valueStream()
            .allMatch(
                value ->
                    switch (type) {
                      case "string" -> value.isTextual() || (nullable && value.isNull());
                      case "integer" -> value.isIntegralNumber() || (nullable && value.isNull());
                      default -> false;
                    });
    if (!fitting) {
      refusals.add(
          place,
          "an enumeration of " + type + " with " + values,
          "list texts or integers, and null only if the type may be null");
    }
  }

  /** Refuses bounds that no value is within, which nobody could send or respond with. */
  private void checkBounds(Place place, boolean whole) {
    checkBounds(place, "minLength", "maxLength", BigDecimal.ZERO);
    checkBounds(place, "minItems", "maxItems", BigDecimal.ZERO);
    // The least distance between exclusive bounds of integers is 1; that of other numbers only has
    // to be positive, for which any step will do that is smaller than all that people write.
    BigDecimal step = whole ? BigDecimal.ONE : new BigDecimal("1e-30");
    checkBounds(place, "minimum", "maximum", BigDecimal.ZERO);
    checkBounds(place, "minimum", "exclusiveMaximum", step);
    checkBounds(place, "exclusiveMinimum", "maximum", step);
    checkBounds(
        place, "exclusiveMinimum", "exclusiveMaximum", whole ? BigDecimal.valueOf(2) : step);
  }

  private void checkBounds(Place place, String least, String most, BigDecimal distance) {
    JsonNode lower = place.node().path(least);
    JsonNode upper = place.node().path(most);
    if (lower.isNumber()
        && upper.isNumber()
        && upper.decimalValue().subtract(lower.decimalValue()).compareTo(distance) < 0) {
      refusals.add(
          place,
          "the %s %s with the %s %s".formatted(least, lower, most, upper),
          "write bounds that a value is within");
    }
  }

  private void checkObject(Place place) {
    JsonNode schema = place.node();
    JsonNode rest = schema.path("additionalProperties");
    if (schema.has("minProperties") && !schema.has("properties")) {
      refusals.add(place, "'minProperties' of a map", "leave it out");
    }
    if (rest.isBoolean() && !rest.asBoolean() && !schema.has("properties")) {
      refusals.add(place, "an object that is always empty", "write its properties");
    } else if (schema.has("properties") && schema.has("additionalProperties")) {
      refusals.add(
          place,
          "an object with properties and additionalProperties",
          "leave additionalProperties out: unknown properties are kept");
    } else if (isFreeMap(schema) && !place.isProperty()) {
      refusals.add(
          place,
          "an object of any properties that isn't itself a property",
          "write its properties, or the schema of its values as additionalProperties");
    } else if (nullable(resolve(rest))) {
      refusals.add(place, "a map with values that may be null", "write plain values");
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String name = property.getKey();
      if (!property.getValue().isObject()) {
        refusals.add(
            place,
            "the schema " + property.getValue() + " of the property '" + name + "'",
            "write its type");
      }
      if (name.equals("additionalProperties") || !name.matches("[^\"\\\\\\p{Cntrl}]+")) {
        refusals.add(
            place,
            "the property '" + name + "'",
            "leave it out: unknown properties are kept under their names in additionalProperties");
      }
    }
    if (requires(schema, "#" + place.pointer(), new HashSet<>())) {
      refusals.add(
          place,
          "an object that requires one of its own kind, which requires the next one,",
          "leave the property that leads back out of 'required'");
    }
    for (JsonNode required : schema.path("required")) {
      if (!schema.path("properties").has(required.asText())) {
        refusals.add(
            place,
            "the required property '" + required.asText() + "', which isn't described,",
            "describe it among the properties");
      }
    }
  }

  /** Tells whether a value of the schema can't be without one of what a reference leads to. */
  private boolean requires(JsonNode schema, String reference, Set<String> seen) {
    if (schema.has("$ref")) {
      String next = schema.path("$ref").asText();
      return next.equals(reference)
          || (seen.add(next) && requires(resolve(schema), reference, seen));
    }
    return schema.has("items")
        ? requires(schema.path("items"), reference, seen)
        : schema
            .path("required")
            .valueStream()
            .map(name -> schema.path("properties").path(name.asText()))
            .anyMatch(property -> requires(property, reference, seen));
  }

  private void checkArray(Place place) {
    JsonNode items = resolve(place.node().path("items"));
    if (!items.isObject()) {
      refusals.add(place, "an array without items", "write the schema of its items");
    } else if (types(items).contains("array") || nullable(items)) {
      refusals.add(place, "an array whose items are " + items.path("type"), "write plain items");
    }
  }

  static boolean isFreeMap(JsonNode schema) {
    return schema.path("type").asText().equals("object")
        && !schema.has("properties")
        && (!schema.path("additionalProperties").isObject()
            || schema.path("additionalProperties").isEmpty())
        && schema.path("additionalProperties").asBoolean(true);
  }

  static boolean isOpenEnumeration(JsonNode schema) {
    return !schema.has("type")
        && !schema.path("anyOf").isEmpty()
        && schema
            .path("anyOf")
            .valueStream()
            .allMatch(one -> one.path("type").asText().equals("string"));
  }

  private String alternatives(JsonNode list) {
    return String.join(
        " and ",
        list.valueStream()
            .map(this::resolve)
            .map(one -> one.has("type") ? one.path("type").toString() : one.toString())
            .toList());
  }

  private static List<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    return (type.isArray() ? type.valueStream() : Stream.of(type).filter(JsonNode::isTextual))
        .map(JsonNode::asText)
        .filter(name -> !name.equals("null"))
        .toList();
  }

  static boolean nullable(JsonNode schema) {
    return schema.path("type").valueStream().anyMatch(name -> name.asText().equals("null"));
  }

  private JsonNode resolve(JsonNode node) {
    JsonNode reference = node.get("$ref");
    return reference == null ? node : document.at(reference.asText().substring(1));
  }
}
