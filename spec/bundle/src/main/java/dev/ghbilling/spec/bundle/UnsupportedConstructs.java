package dev.ghbilling.spec.bundle;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.bundle.Place.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
                      "name",
                      "in",
                      "required",
                      "description",
                      "schema",
                      "example",
                      "deprecated",
                      "style",
                      "explode"),
              Kind.HEADER, Set.of("description", "schema", "example", "required"),
              Kind.REQUEST_BODY, Set.of("description", "required", "content"),
              Kind.RESPONSE, Set.of("description", "headers", "content"),
              Kind.MEDIA_TYPE, Set.of("schema", "example", "examples"),
              Kind.SCHEMA,
                  Set.of(
                      "type",
                      "format",
                      "title",
                      "description",
                      "enum",
                      "allOf",
                      "anyOf",
                      "oneOf",
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
                      "minProperties",
                      "minItems",
                      "maxItems",
                      "deprecated")));

  private static final Map<String, String> REMEDIES =
      Map.ofEntries(
          entry("not", "describe what is allowed"),
          entry("const", "write an enum of one value"),
          entry("nullable", "write type: [string, 'null'], which OpenAPI 3.1 has instead"),
          entry("discriminator", "write an object with the properties of all, each optional"),
          entry("readOnly", "write one schema for requests and one for responses"),
          entry("writeOnly", "write one schema for requests and one for responses"),
          entry("head", "leave it out"),
          entry("options", "leave it out"),
          entry("trace", "leave it out"));

  private final Refusals refusals = new Refusals();
  private final OperationConstructs operations;
  private final SchemaConstructs schemas;

  private UnsupportedConstructs(JsonNode document) {
    this.operations = new OperationConstructs(document, refusals);
    this.schemas = new SchemaConstructs(document, refusals);
  }

  /**
   * Returns a line for each unsupported construct: where it is, as a JSON pointer, what it is, and
   * what to write instead.
   */
  static List<String> in(JsonNode document) {
    UnsupportedConstructs constructs = new UnsupportedConstructs(document);
    Place.in(document).forEach(constructs::check);
    return constructs.refusals.lines();
  }

  private void check(Place place) {
    JsonNode node = place.node();
    if (node.has("$ref")) {
      node.propertyStream()
          .map(Map.Entry::getKey)
          .filter(keyword -> !keyword.equals("$ref"))
          .forEach(
              keyword ->
                  refusals.add(
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
                refusals.add(
                    place,
                    "'" + keyword + "' of " + place.kind(),
                    REMEDIES.getOrDefault(keyword, "leave it out")));
    switch (place.kind()) {
      case OPERATION -> operations.checkOperation(place);
      case PARAMETER -> operations.checkParameter(place);
      case REQUEST_BODY -> operations.checkContent(place, true);
      case RESPONSE -> operations.checkContent(place, false);
      case MEDIA_TYPE -> operations.checkMediaType(place);
      case SCHEMA -> schemas.check(place);
      default -> {
        // Nothing but its keywords.
      }
    }
  }
}
