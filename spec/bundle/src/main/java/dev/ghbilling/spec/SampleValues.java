package dev.ghbilling.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A maker of sample values for the parameters, bodies and schemas of a contract.
 *
 * <p>It gives four kinds of values:
 *
 * <ul>
 *   <li>documented ones: what the contract's examples show ({@link #documented}, {@link #of});
 *   <li>valid ones: what a schema allows where no example shows it ({@link #valid});
 *   <li>invalid ones: of another type ({@link #ofWrongType}), or with one named fault each ({@link
 *       #invalid}), and texts that no value of a parameter reads like ({@link #malformed});
 *   <li>the values on either side of a bound ({@link #boundaries}).
 * </ul>
 *
 * <p>The same contract gives the same values every time. Schemas may be references; {@code anyOf}
 * stands for an open enumeration, as the contract uses it. Immutable and safe for use by several
 * threads.
 */
public final class SampleValues {
  /** A UUID that identifies nothing anywhere. */
  public static final String UNKNOWN_ID = "00000000-0000-4000-8000-00000000dead";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final JsonNode TEXT_OF_A_NUMBER = TextNode.valueOf("7");

  private final Contract contract;

  /**
   * The two values next to a bound of a number.
   *
   * @param keyword the schema's keyword, {@code minimum} or {@code maximum}
   * @param allowed the bound itself, which the schema allows
   * @param refused the nearest whole number beyond it, which the schema doesn't allow
   */
  public record Boundary(String keyword, BigDecimal allowed, BigDecimal refused) {}

  /** Makes values for the schemas of this contract. */
  public SampleValues(Contract contract) {
    this.contract = contract;
  }

  /**
   * Returns the values of a path parameter that the contract shows: the parameter's own example,
   * the ids in the documented response of the operation that lists what it names, and the id in the
   * operation's own response if the path ends with the parameter. For example, {@code
   * cost_center_id} has the ids in the example of {@code listCostCenters}.
   *
   * @param operation the operation that has the parameter
   * @param parameter a parameter in the operation's path
   * @return the different values, as they stand in a path before encoding; empty if the contract
   *     shows none
   */
  public List<String> documented(Operation operation, Parameter parameter) {
    Stream<String> listed =
        contract
            .list(operation, parameter)
            .flatMap(list -> list.success().body())
            .flatMap(Body::example)
            .stream()
            .flatMap(example -> Contract.ids(example.value()).stream());
    Stream<String> own =
        operation.path().endsWith("/{" + parameter.name() + "}") && operation.resource().isEmpty()
            ? text(operation, example -> example.path("id")).stream()
            : Stream.empty();
    return Stream.of(parameter.example().stream(), listed, own)
        .flatMap(values -> values)
        .distinct()
        .toList();
  }

  /**
   * Returns the value of a path parameter that the operation's documented response is about: the id
   * of the resource that it shows, or else the first of the {@link #documented} ones. An
   * operation's example may be about a resource that the example of the list doesn't have.
   *
   * @param operation the operation that has the parameter
   * @param parameter a parameter in the operation's path
   */
  public Optional<String> exemplified(Operation operation, Parameter parameter) {
    return operation
        .resource()
        .filter(resource -> resource.parameter().equals(Optional.of(parameter.name())))
        .flatMap(resource -> shownId(operation, resource))
        .or(() -> documented(operation, parameter).stream().findFirst());
  }

  private static Optional<String> shownId(Operation operation, ResourceOperation resource) {
    return text(operation, example -> example.at(resource.item()).at(resource.id()));
  }

  /** Returns the text at a place in the documented response of an operation. */
  private static Optional<String> text(Operation operation, UnaryOperator<JsonNode> place) {
    return operation
        .success()
        .body()
        .flatMap(Body::example)
        .map(example -> place.apply(example.value()))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText);
  }

  /** Returns the parameter's documented example, or a valid value if it has none. */
  public JsonNode of(Parameter parameter) {
    JsonNode example = parameter.node().get("example");
    return example != null ? example : valid(parameter.schema(), parameter.name());
  }

  /** Returns the body's documented example, or a valid document if it has none. */
  public JsonNode of(Body body) {
    return body.example().map(Example::value).orElseGet(() -> valid(body.schema(), "value"));
  }

  /**
   * Returns a value that the schema allows: its example or default, or else the smallest value that
   * says something. An object has the properties that it needs only, and an array one element, or
   * {@code minItems} equal ones. Keywords that would need a search ({@code pattern}, {@code
   * uniqueItems}, {@code multipleOf}) are not considered: a schema with one of them needs an
   * example.
   *
   * @param schema a schema of the contract, or a reference to one
   * @param text the text to use where the schema allows any; a property of an object gets its name
   */
  public JsonNode valid(JsonNode schema, String text) {
    JsonNode resolved = contract.resolve(schema);
    for (String keyword : List.of("example", "default", "const", "minimum")) {
      if (resolved.has(keyword)) {
        return resolved.get(keyword);
      }
    }
    if (resolved.has("enum")) {
      return resolved.get("enum").get(0);
    }
    if (resolved.has("anyOf") && !resolved.has("properties")) {
      return valid(resolved.get("anyOf").get(0), text);
    }
    return switch (type(resolved)) {
      case "integer", "number" -> number(resolved);
      case "boolean" -> BooleanNode.TRUE;
      case "array" -> array(resolved, text);
      case "object" -> object(resolved);
      default -> TextNode.valueOf(text(resolved, text));
    };
  }

  /**
   * Returns a value whose JSON type the schema doesn't allow: an empty object, or an empty array
   * where the schema is for objects.
   */
  public JsonNode ofWrongType(JsonNode schema) {
    return type(contract.resolve(schema)).equals("object") ? JSON.arrayNode() : JSON.objectNode();
  }

  /**
   * Returns values with one fault each, by the name of the fault, such as {@code "number as
   * string"} or {@code "below its minimum"}. The schema refuses all of them but {@code "integer
   * written as 2.0"}: JSON Schema takes that for an integer, and readers of integers don't.
   *
   * @return the values in a fixed order; at least one
   */
  public Map<String, JsonNode> invalid(JsonNode schema) {
    JsonNode resolved = contract.resolve(schema);
    Map<String, JsonNode> values = new LinkedHashMap<>();
    switch (type(resolved)) {
      case "integer" -> {
        values.put("number as string", TEXT_OF_A_NUMBER);
        values.put("fraction", DecimalNode.valueOf(new BigDecimal("1.5")));
        values.put("integer written as 2.0", DecimalNode.valueOf(new BigDecimal("2.0")));
      }
      case "number" -> {
        values.put("number as string", TEXT_OF_A_NUMBER);
        values.put("boolean", BooleanNode.TRUE);
      }
      case "boolean" -> values.put("string for a boolean", TextNode.valueOf("true"));
      case "array" -> values.put("object for an array", JSON.objectNode());
      case "object" -> values.put("array for an object", JSON.arrayNode());
      default -> values.put("number for a string", IntNode.valueOf(7));
    }
    for (Boundary boundary : boundaries(resolved)) {
      String side = boundary.keyword().equals("minimum") ? "below" : "above";
      values.put(side + " its " + boundary.keyword(), DecimalNode.valueOf(boundary.refused()));
    }
    switch (resolved.path("format").asText()) {
      case "date" -> {
        values.put("date in another order", TextNode.valueOf("01/31/2024"));
        values.put("no date", TextNode.valueOf("2024-02-30"));
      }
      case "date-time" -> values.put("time without a zone", TextNode.valueOf("2024-01-15 10:30"));
      case "uuid" -> values.put("no UUID", TextNode.valueOf("1234"));
      case "uri" -> values.put("no address", TextNode.valueOf("not an address"));
      default -> {
        // The other formats are of numbers, or not asserted.
      }
    }
    if (resolved.has("pattern")) {
      values.put("against its pattern", TextNode.valueOf("yesterday"));
    }
    if (contract.resolve(resolved.path("items")).path("format").asText().equals("uri")) {
      values.put("no address", JSON.arrayNode().add("not an address"));
    }
    return values;
  }

  /**
   * Returns a text that stands for no value of the parameter, because the parameter is a number or
   * a boolean, or because its text has a format; empty if the parameter takes any text.
   */
  public Optional<String> malformed(Parameter parameter) {
    return switch (type(parameter.schema())) {
      case "integer", "number" -> Optional.of("not-a-number");
      case "boolean" -> Optional.of("not-a-boolean");
      default ->
          parameter.schema().has("format") ? Optional.of("not-one") : Optional.<String>empty();
    };
  }

  /**
   * Returns the bounds of a number with the values on either side of them; empty for a schema
   * without {@code minimum} and {@code maximum}.
   */
  public List<Boundary> boundaries(JsonNode schema) {
    JsonNode resolved = contract.resolve(schema);
    List<Boundary> boundaries = new ArrayList<>();
    if (resolved.has("minimum")) {
      BigDecimal bound = resolved.get("minimum").decimalValue();
      boundaries.add(new Boundary("minimum", bound, bound.subtract(BigDecimal.ONE)));
    }
    if (resolved.has("maximum")) {
      BigDecimal bound = resolved.get("maximum").decimalValue();
      boundaries.add(new Boundary("maximum", bound, bound.add(BigDecimal.ONE)));
    }
    return boundaries;
  }

  /** Returns the type of a schema that may allow null beside it; empty if it has none. */
  public static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.valueStream()
        .map(JsonNode::asText)
        .filter(name -> !name.equals("null"))
        .findFirst()
        .orElseGet(type::asText);
  }

  private static JsonNode number(JsonNode schema) {
    if (schema.has("exclusiveMinimum")) {
      return DecimalNode.valueOf(schema.get("exclusiveMinimum").decimalValue().add(BigDecimal.ONE));
    }
    BigDecimal most = schema.path("maximum").decimalValue();
    return schema.has("maximum") && most.compareTo(BigDecimal.ONE) < 0
        ? DecimalNode.valueOf(most)
        : IntNode.valueOf(1);
  }

  private ArrayNode array(JsonNode schema, String text) {
    ArrayNode array = JSON.arrayNode();
    for (int i = 0; i < Math.max(1, schema.path("minItems").asInt()); i++) {
      array.add(valid(schema.path("items"), text));
    }
    return array;
  }

  private ObjectNode object(JsonNode schema) {
    Set<String> given = new HashSet<>();
    schema.path("required").forEach(name -> given.add(name.asText()));
    schema.path("anyOf").path(0).path("required").forEach(name -> given.add(name.asText()));
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (given.size() < schema.path("minProperties").asInt()) {
        given.add(property.getKey());
      }
    }
    ObjectNode object = JSON.objectNode();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (given.contains(property.getKey())) {
        object.set(property.getKey(), valid(property.getValue(), property.getKey()));
      }
    }
    return object;
  }

  private static String text(JsonNode schema, String any) {
    String text =
        switch (schema.path("format").asText()) {
          case "date" -> "2026-01-31";
          case "date-time" -> "2026-01-31T12:00:00Z";
          case "uuid" -> "123e4567-e89b-12d3-a456-426614174000";
          case "uri" -> "https://example.com/";
          default -> any;
        };
    int missing = schema.path("minLength").asInt() - text.length();
    String longEnough = text + "-".repeat(Math.max(0, missing));
    int most = schema.path("maxLength").asInt(longEnough.length());
    return longEnough.substring(0, Math.min(most, longEnough.length()));
  }
}
