package dev.ghbilling.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/**
 * A parameter of an operation.
 *
 * @param name the name on the wire
 * @param in where it stands in a request
 * @param required whether a request without it is malformed
 * @param schema the schema of its value
 * @param node the parameter as it stands in the document, for its descriptions and extensions
 */
public record Parameter(
    String name, Location in, boolean required, JsonNode schema, JsonNode node) {
  /** Where a parameter stands in a request. */
  public enum Location {
    PATH,
    QUERY,
    HEADER,
    COOKIE;

    static Location of(String in) {
      return valueOf(in.toUpperCase(Locale.ROOT));
    }
  }

  /** The value that the documents show, as it stands on the wire. */
  public Optional<String> example() {
    return Optional.ofNullable(node.get("example")).map(JsonNode::asText);
  }

  /**
   * The JSON value that a text in a path, query or header stands for. A text that is no value of
   * the parameter's type stays a text, and so contradicts the schema.
   */
  public JsonNode parse(String text) {
    try {
      return switch (schema.path("type").asText()) {
        case "integer" -> BigIntegerNode.valueOf(new BigInteger(text));
        case "number" -> DecimalNode.valueOf(new BigDecimal(text));
        case "boolean" ->
            switch (text) {
              case "true" -> BooleanNode.TRUE;
              case "false" -> BooleanNode.FALSE;
              default -> TextNode.valueOf(text);
            };
        default -> TextNode.valueOf(text);
      };
    } catch (NumberFormatException notANumber) {
      return TextNode.valueOf(text);
    }
  }
}
