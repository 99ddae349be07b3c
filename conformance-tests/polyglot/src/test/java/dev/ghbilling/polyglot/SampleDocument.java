package dev.ghbilling.polyglot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * JSON that a schema allows and that is hard to carry: every property, one that nobody knows in
 * each object, decimals of many digits, integers beyond 2^53, values that an open enumeration
 * doesn't list.
 */
final class SampleDocument {
  /** The property that no schema knows. */
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
  private static final BigInteger BEYOND_DOUBLE = BigInteger.valueOf((1L << 53) + 1);
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
  private final Iterator<String> decimals =
      Stream.generate(DECIMALS::stream).flatMap(each -> each).iterator();

  SampleDocument(Contract contract) {
    this.contract = contract;
  }

  /**
   * The document's text.
   *
   * @param example a document of that schema, which shows what a text with a pattern looks like;
   *     perhaps missing
   */
  String of(JsonNode schema, JsonNode example) {
    return fill(schema, example).toString();
  }

  /** A value of a schema without properties, as a path or query holds it. */
  JsonNode value(JsonNode schema) {
    return ContractJson.MAPPER.valueToTree(
        tree(fill(schema, MissingNode.getInstance()).toString()));
  }

  private static JsonNode tree(String json) {
    try {
      return ContractJson.MAPPER.readTree(json);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private JsonNode fill(JsonNode reference, JsonNode example) {
    JsonNode schema = contract.resolve(reference);
    if (schema.has("anyOf")) {
      return TextNode.valueOf("a_value_that_nobody_knows");
    }
    if (schema.has("enum")) {
      return schema.path("enum").path(0);
    }
    return switch (schema.path("type").asText()) {
      case "object" -> object(schema, example);
      case "array" -> {
        ArrayNode array = ContractJson.MAPPER.createArrayNode();
        array.add(fill(schema.path("items"), example.path(0)));
        array.add(fill(schema.path("items"), example.path(0)));
        yield array;
      }
      case "boolean" -> BooleanNode.TRUE;
      case "integer" -> raw(integer(schema).toString());
      case "number" -> raw(decimals.next());
      default -> text(schema, example);
    };
  }

  private ObjectNode object(JsonNode schema, JsonNode example) {
    ObjectNode object = ContractJson.MAPPER.createObjectNode();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      object.set(property.getKey(), fill(property.getValue(), example.path(property.getKey())));
    }
    if (!schema.has("additionalProperties")) {
      object.set(UNKNOWN, raw(UNKNOWN_VALUE));
    }
    return object;
  }

  private static BigInteger integer(JsonNode schema) {
    BigInteger most =
        schema.path("format").asText().equals("int32")
            ? BigInteger.valueOf(Integer.MAX_VALUE)
            : BEYOND_DOUBLE;
    return schema.has("maximum") ? most.min(schema.path("maximum").bigIntegerValue()) : most;
  }

  private static JsonNode text(JsonNode schema, JsonNode example) {
    String format = schema.path("format").asText();
    if (schema.has("pattern") || (!format.isEmpty() && !BY_FORMAT.containsKey(format))) {
      if (!example.isTextual()) {
        throw new IllegalStateException(
            "no documented example shows what a text of " + schema + " looks like");
      }
      return example;
    }
    String text = BY_FORMAT.getOrDefault(format, TEXT);
    int longest = schema.path("maxLength").asInt(Integer.MAX_VALUE);
    return TextNode.valueOf(text.length() > longest ? text.substring(0, longest) : text);
  }

  private static JsonNode raw(String json) {
    return new POJONode(new RawValue(json));
  }
}
