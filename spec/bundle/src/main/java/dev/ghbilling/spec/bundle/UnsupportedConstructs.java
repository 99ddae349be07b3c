package dev.ghbilling.spec.bundle;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.bundle.Place.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds what a contract has and this project can't generate, serve or check. What isn't known to
 * work is refused, so a construct that nobody thought of is refused, too.
 *
 * <p>To support another construct, implement it in the templates, the sandbox and the suite, and
 * then allow it here.
 */
final class UnsupportedConstructs {
  private static final Map<Kind, Set<String>> KEYWORDS =
      new EnumMap<>(
          Map.of(
              Kind.PATH_ITEM, Set.of("parameters", "get", "put", "post", "delete", "patch"),
              Kind.OPERATION,
                  Set.of(
                      "operationId",
                      "tags",
                      "summary",
                      "description",
                      "parameters",
                      "requestBody",
                      "responses",
                      "deprecated"),
              Kind.PARAMETER,
                  Set.of(
                      "name", "in", "required", "description", "schema", "example", "deprecated"),
              Kind.HEADER, Set.of("description", "schema", "example", "required"),
              Kind.REQUEST_BODY, Set.of("description", "required", "content"),
              Kind.RESPONSE, Set.of("description", "headers", "content"),
              Kind.MEDIA_TYPE, Set.of("schema", "examples"),
              Kind.SCHEMA,
                  Set.of(
                      "type",
                      "format",
                      "title",
                      "description",
                      "enum",
                      "anyOf",
                      "items",
                      "properties",
                      "required",
                      "additionalProperties",
                      "example",
                      "default",
                      "minimum",
                      "maximum",
                      "exclusiveMinimum",
                      "exclusiveMaximum",
                      "minLength",
                      "maxLength",
                      "pattern",
                      "minItems",
                      "maxItems",
                      "deprecated")));

  private static final Map<String, String> REMEDIES =
      Map.ofEntries(
          entry("allOf", "write one object with the properties of all"),
          entry("oneOf", "write an object with the properties of all, each optional"),
          entry("not", "describe what is allowed"),
          entry("const", "write an enum of one value"),
          entry("nullable", "write type: [string, 'null'], which OpenAPI 3.1 has instead"),
          entry("discriminator", "write an object with the properties of all, each optional"),
          entry("readOnly", "write one schema for requests and one for responses"),
          entry("writeOnly", "write one schema for requests and one for responses"),
          entry("style", "use the default, one value a parameter"),
          entry("explode", "use the default, one value a parameter"),
          entry("head", "leave it out"),
          entry("options", "leave it out"),
          entry("trace", "leave it out"));

  private static final Set<String> FORMATS =
      Set.of("int32", "int64", "date", "date-time", "uuid", "uri", "email", "hostname");

  private final JsonNode document;
  private final List<String> faults = new ArrayList<>();

  private UnsupportedConstructs(JsonNode document) {
    this.document = document;
  }

  /**
   * Returns a line for each unsupported construct: where it is, as a JSON pointer, what it is, and
   * what to write instead.
   */
  static List<String> in(JsonNode document) {
    UnsupportedConstructs constructs = new UnsupportedConstructs(document);
    Place.in(document).forEach(constructs::check);
    return List.copyOf(constructs.faults);
  }

  private void check(Place place) {
    JsonNode node = place.node();
    if (node.has("$ref")) {
      node.propertyStream()
          .map(Map.Entry::getKey)
          .filter(keyword -> !keyword.equals("$ref"))
          .forEach(
              keyword ->
                  refuse(
                      place,
                      "'" + keyword + "' beside a $ref",
                      "move it to what the reference leads to"));
      return;
    }
    node.propertyStream()
        .map(Map.Entry::getKey)
        .filter(keyword -> !keyword.startsWith("x-"))
        .filter(keyword -> !KEYWORDS.getOrDefault(place.kind(), Set.of()).contains(keyword))
        .forEach(
            keyword ->
                refuse(
                    place,
                    "'" + keyword + "' of " + place.kind(),
                    REMEDIES.getOrDefault(keyword, "leave it out")));
    switch (place.kind()) {
      case OPERATION -> checkOperation(place);
      case PARAMETER -> checkParameter(place);
      case REQUEST_BODY -> checkContent(place, true);
      case RESPONSE -> checkContent(place, false);
      case MEDIA_TYPE -> checkMediaType(place);
      case SCHEMA -> checkSchema(place);
      default -> {
        // Nothing but its keywords.
      }
    }
  }

  private void checkOperation(Place place) {
    JsonNode operation = place.node();
    for (String required : List.of("operationId", "summary")) {
      if (operation.path(required).asText().isBlank()) {
        refuse(place, "an operation without '" + required + "'", "write one");
      }
    }
    if (operation.path("tags").size() != 1) {
      refuse(
          place,
          "an operation with " + operation.path("tags").size() + " tags",
          "write one tag; it names the interface");
    }
    List<String> successes =
        operation
            .path("responses")
            .propertyStream()
            .map(Map.Entry::getKey)
            .filter(status -> status.startsWith("2"))
            .toList();
    if (successes.size() != 1) {
      refuse(
          place,
          "an operation with the successful responses " + successes,
          "describe exactly one response from 200 to 299");
    }
    for (Map.Entry<String, JsonNode> response : operation.path("responses").properties()) {
      if (!response.getKey().matches("[1-5][0-9][0-9]")) {
        refuse(
            place,
            "the response '" + response.getKey() + "'",
            "write a response for each status, such as 404");
      }
    }
  }

  private void checkParameter(Place place) {
    JsonNode parameter = place.node();
    String in = parameter.path("in").asText();
    JsonNode schema = resolve(parameter.path("schema"));
    String type = schema.path("type").asText();
    if (in.equals("cookie")) {
      refuse(place, "a parameter in a cookie", "leave it out: the API reads no cookies");
    }
    if (in.equals("header") && !schema.has("default")) {
      refuse(place, "a header parameter without a default", "give its schema the default to send");
    }
    if (type.equals("array") || type.equals("object") || schema.path("type").isArray()) {
      refuse(
          place,
          "a parameter whose type is " + schema.path("type"),
          "write a string, an integer, a number or a boolean");
    }
  }

  private void checkContent(Place place, boolean request) {
    List<String> types =
        place.node().path("content").propertyStream().map(Map.Entry::getKey).toList();
    if (types.size() > 1 || types.stream().anyMatch(type -> !type.equals("application/json"))) {
      refuse(place, "the content " + types, "write application/json alone");
    }
    if (request && types.isEmpty()) {
      refuse(place, "a request body without content", "write application/json");
    }
  }

  private void checkMediaType(Place place) {
    if (!place.node().has("schema")) {
      refuse(place, "a body without a schema", "write its schema");
    }
    List<String> names =
        place.node().path("examples").propertyStream().map(Map.Entry::getKey).toList();
    if (!names.isEmpty() && !names.equals(List.of("documented"))) {
      refuse(place, "the examples " + names, "write one example by the name of 'documented'");
    }
  }

  private void checkSchema(Place place) {
    JsonNode schema = place.node();
    if (schema.has("anyOf")) {
      if (!isOpenEnumeration(schema)) {
        refuse(
            place,
            "anyOf of " + alternatives(schema.path("anyOf")),
            "write an object with the properties of all, each optional");
      }
      return;
    }
    if (schema.has("allOf") || schema.has("oneOf")) {
      return;
    }
    List<String> types = types(schema);
    if (types.isEmpty()) {
      refuse(place, "a schema without a type", "write its type");
      return;
    }
    if (types.size() > 1) {
      refuse(place, "a schema of the types " + types, "write one type, beside 'null' if need be");
      return;
    }
    checkFormat(place, types.get(0));
    checkValues(place, types.get(0));
    switch (types.get(0)) {
      case "object" -> checkObject(place);
      case "array" -> checkArray(place);
      default -> {
        // Nothing that it could lack.
      }
    }
  }

  private void checkFormat(Place place, String type) {
    String format = place.node().path("format").asText("");
    if (type.equals("number") && !format.isEmpty()) {
      refuse(place, "a number with the format " + format, "write no format: numbers are exact");
    } else if (type.equals("integer") && !Set.of("int32", "int64").contains(format)) {
      refuse(place, "an integer without a width", "write the format int32 or int64");
    } else if (!format.isEmpty() && !FORMATS.contains(format)) {
      refuse(place, "the format " + format, "leave the format out");
    }
  }

  private void checkValues(Place place, String type) {
    JsonNode values = place.node().path("enum");
    boolean fitting =
        values
            .valueStream()
            .allMatch(
                value ->
                    switch (type) {
                      case "string" -> value.isTextual() && !value.asText().isEmpty();
                      case "integer" -> value.isIntegralNumber();
                      default -> false;
                    });
    if (!fitting) {
      refuse(
          place,
          "an enumeration of " + type + " with " + values,
          "list texts that aren't empty, or integers");
    }
    Map<String, String> constants = new TreeMap<>();
    values.forEach(value -> refuseTwin(place, "the values", value.asText(), constants));
  }

  private void checkObject(Place place) {
    JsonNode schema = place.node();
    JsonNode rest = schema.path("additionalProperties");
    if (schema.has("properties") && schema.has("additionalProperties")) {
      refuse(
          place,
          "an object with properties and additionalProperties",
          "leave additionalProperties out: unknown properties are kept");
    } else if (!schema.has("properties") && !rest.isObject()) {
      refuse(
          place,
          "an object of unknown properties",
          "write its properties, or the schema of its values as additionalProperties");
    }
    Map<String, String> names = new TreeMap<>();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String name = property.getKey();
      if (!name.matches(".*[A-Za-z].*") || name.equals("additionalProperties")) {
        refuse(
            place,
            "the property '" + name + "'",
            "use a name that contains a letter and isn't additionalProperties");
      }
      refuseTwin(place, "the properties", name, names);
    }
    for (JsonNode required : schema.path("required")) {
      if (!schema.path("properties").has(required.asText())) {
        refuse(
            place,
            "the required property '" + required.asText() + "', which isn't described",
            "describe it among the properties");
      }
    }
  }

  /** Two names of which Java makes one. */
  private void refuseTwin(Place place, String kind, String name, Map<String, String> others) {
    String plain = name.replaceAll("[^\\p{Alnum}]", "").toLowerCase(Locale.ROOT);
    String other = others.putIfAbsent(plain, name);
    if (other != null) {
      refuse(
          place,
          "%s '%s' and '%s', which become the same name in Java".formatted(kind, other, name),
          "leave one out");
    }
  }

  private void checkArray(Place place) {
    JsonNode items = resolve(place.node().path("items"));
    if (!items.isObject()) {
      refuse(place, "an array without items", "write the schema of its items");
    } else if (types(items).contains("array") || nullable(items)) {
      refuse(place, "an array whose items are " + items.path("type"), "write plain items");
    }
  }

  private boolean isOpenEnumeration(JsonNode schema) {
    return !schema.has("type")
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

  private static boolean nullable(JsonNode schema) {
    return schema.path("type").valueStream().anyMatch(name -> name.asText().equals("null"));
  }

  private JsonNode resolve(JsonNode node) {
    JsonNode reference = node.get("$ref");
    return reference == null ? node : document.at(reference.asText().substring(1));
  }

  private void refuse(Place place, String construct, String remedy) {
    faults.add("%s: %s is not supported; %s".formatted(place.pointer(), construct, remedy));
  }
}
