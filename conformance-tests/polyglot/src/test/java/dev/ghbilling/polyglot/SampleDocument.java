package dev.ghbilling.polyglot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Parameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A maker of valid JSON documents that are hard to represent: every property, an unknown property
 * in each object, decimals of many digits, integers beyond 2^53, and unknown values of open
 * enumerations.
 */
final class SampleDocument {
  /** The name of the unknown property. */
  static final String UNKNOWN = "x_unknown";

  private static final String UNKNOWN_VALUE =
      """
      {"decimal":12345678901234567890.12345678901234567890,"small":9.4086E-05,"zeros":0.80,\
      "integer":123456789012345678901234567890,"negative":-0.10,"nothing":null,\
      "list":[1.10,true,"x",{"deep":9007199254740993}],"empty":{},"none":[]}""";
  private static final List<String> DECIMALS =
      List.of(
          "0.80",
          "9.4086E-05",
          "12345678901234567890.1234567890",
          "0.1000000000000000055511151231257827",
          "100",
          "-0.10",
          "98765432109876543210");
  private static final BigDecimal STEP = new BigDecimal("0.00000000000000000120");
  private static final BigDecimal BEYOND_DOUBLE = BigDecimal.valueOf((1L << 53) + 1);
  private static final String TEXT =
      "na\u00efve \u201ctext\u201d \"quoted\" \\ / \u2028 \ud83d\ude00 <&>";
  private static final Map<String, String> BY_FORMAT =
      Map.of(
          "date", "2026-02-28",
          "date-time", "2026-10-31T23:59:59.123456789+05:30",
          "uuid", "3F2504E0-4f89-11d3-9A0C-0305E82C3301",
          "uri", "https://example.com/a%20b?c=d&e=%2F#f",
          "email", "octo@example.com");

  private final Contract contract;
  private int turn;

  /** The objects that are being made: a schema that contains itself is filled once. */
  private final Set<JsonNode> open = Collections.newSetFromMap(new IdentityHashMap<>());

  SampleDocument(Contract contract) {
    this.contract = contract;
  }

  /**
   * Returns a document for a schema.
   *
   * @param example a document of the schema, the source of texts with a pattern; may be missing
   */
  String of(JsonNode schema, JsonNode example) {
    return fill(schema, example, 0).toString();
  }

  /** Returns a value of a path or query parameter. */
  JsonNode value(Parameter parameter) {
    return tree(fill(parameter.schema(), parameter.node().path("example"), 0).toString());
  }

  private static JsonNode tree(String json) {
    try {
      return ContractJson.MAPPER.readTree(json);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * Returns a value.
   *
   * @param variant the number of the value where several must differ; two variants may be equal
   *     when the schema allows too few values
   */
  private JsonNode fill(JsonNode reference, JsonNode example, int variant) {
    JsonNode schema = contract.resolve(reference);
    if (schema.has("anyOf") && !schema.has("properties")) {
      JsonNode unlisted =
          TextNode.valueOf("a_value_that_nobody_knows" + (variant == 0 ? "" : variant));
      return allows(schema, unlisted)
          ? unlisted
          : fill(notNull(schema.path("anyOf")), example, variant);
    }
    if (schema.has("enum")) {
      return schema.path("enum").path(variant % schema.path("enum").size());
    }
    return switch (type(schema)) {
      case "object" -> object(schema, example, variant);
      case "array" -> array(schema, example);
      case "boolean" -> BooleanNode.valueOf(variant % 2 == 0);
      case "integer" -> raw(allowed(schema, integers(schema), variant));
      case "number" -> raw(allowed(schema, numbers(schema), variant));
      default -> text(schema, example, variant);
    };
  }

  /** Returns the type other than null. */
  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.valueStream()
        .map(JsonNode::asText)
        .filter(name -> !name.equals("null"))
        .findFirst()
        .orElseGet(type::asText);
  }

  private JsonNode notNull(JsonNode schemas) {
    return schemas
        .valueStream()
        .filter(schema -> !type(contract.resolve(schema)).equals("null"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nothing but null in " + schemas));
  }

  private boolean allows(JsonNode schema, JsonNode value) {
    return contract.violations(schema, value).isEmpty();
  }

  private ObjectNode object(JsonNode schema, JsonNode example, int variant) {
    ObjectNode object = ContractJson.MAPPER.createObjectNode();
    open.add(schema);
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (!open.contains(contract.resolve(property.getValue()))) {
        object.set(
            property.getKey(), fill(property.getValue(), example.path(property.getKey()), variant));
      }
    }
    open.remove(schema);
    if (!schema.has("additionalProperties")) {
      object.set(UNKNOWN, raw(UNKNOWN_VALUE));
    }
    return object;
  }

  /** Returns two items, or the nearest number that the schema allows. */
  private ArrayNode array(JsonNode schema, JsonNode example) {
    int least = schema.path("minItems").asInt(0);
    int most = open.contains(contract.resolve(schema.path("items"))) ? 0 : 2;
    int size = Math.max(least, Math.min(most, schema.path("maxItems").asInt(most)));
    boolean unique = schema.path("uniqueItems").asBoolean();
    Set<String> seen = new HashSet<>();
    ArrayNode array = ContractJson.MAPPER.createArrayNode();
    // The next variant may be equal to an earlier one, which uniqueItems forbids.
    for (int i = 0; i < size * 2 && array.size() < size; i++) {
      JsonNode item =
          fill(schema.path("items"), example.path(example.has(i) ? i : 0), unique ? i : 0);
      if (seen.add(item.toString()) || !unique) {
        array.add(item);
      }
    }
    if (array.size() < least) {
      throw new IllegalStateException("no " + least + " items are known for " + schema);
    }
    return array;
  }

  private static Stream<String> integers(JsonNode schema) {
    BigDecimal most =
        schema.path("format").asText().equals("int32")
            ? BigDecimal.valueOf(Integer.MAX_VALUE)
            : BEYOND_DOUBLE;
    return Stream.concat(Stream.of(most), nearBounds(schema, BigDecimal.ONE))
        .map(BigDecimal::toPlainString);
  }

  /** Rotates through the values so that variants start with different ones. */
  private Stream<String> numbers(JsonNode schema) {
    List<String> rotated = new ArrayList<>(DECIMALS);
    Collections.rotate(rotated, -turn++);
    return Stream.concat(rotated.stream(), nearBounds(schema, STEP).map(BigDecimal::toPlainString));
  }

  private static Stream<BigDecimal> nearBounds(JsonNode schema, BigDecimal step) {
    BigDecimal multiple = schema.path("multipleOf").decimalValue();
    return Stream.of("maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum")
        .filter(schema::has)
        .map(bound -> schema.path(bound).decimalValue())
        .flatMap(
            bound ->
                IntStream.of(0, -1, 1, -2, 2)
                    .mapToObj(steps -> bound.add(step.multiply(BigDecimal.valueOf(steps)))))
        .flatMap(
            near ->
                multiple.signum() == 0
                    ? Stream.of(near)
                    : Stream.of(
                        near.subtract(near.remainder(multiple)),
                        near.subtract(near.remainder(multiple)).add(multiple)));
  }

  private String allowed(JsonNode schema, Stream<String> candidates, int variant) {
    List<String> allowed =
        candidates.filter(candidate -> allows(schema, tree(candidate))).distinct().toList();
    if (allowed.isEmpty()) {
      throw new IllegalStateException("no number is known for " + schema);
    }
    return allowed.get(Math.min(variant, allowed.size() - 1));
  }

  private static JsonNode text(JsonNode schema, JsonNode example, int variant) {
    String format = schema.path("format").asText();
    if (schema.has("pattern") || (!format.isEmpty() && !BY_FORMAT.containsKey(format))) {
      if (!example.isTextual()) {
        throw new IllegalStateException(
            "no documented example has a text for the schema " + schema);
      }
      return example;
    }
    if (!format.isEmpty()) {
      return TextNode.valueOf(BY_FORMAT.get(format));
    }
    String text = (variant == 0 ? "" : variant) + TEXT;
    int missing = schema.path("minLength").asInt(0) - text.codePointCount(0, text.length());
    String longEnough = text + "-".repeat(Math.max(missing, 0));
    int length = longEnough.codePointCount(0, longEnough.length());
    int longest = Math.min(length, schema.path("maxLength").asInt(length));
    return TextNode.valueOf(longEnough.substring(0, longEnough.offsetByCodePoints(0, longest)));
  }

  private static JsonNode raw(String json) {
    return new POJONode(new RawValue(json));
  }
}
