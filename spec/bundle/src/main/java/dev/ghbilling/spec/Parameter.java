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
 * @param name the name in a request
 * @param in where it is in a request
 * @param required whether a request without it is malformed
 * @param schema the schema of its value
 * @param node the parameter as it stands in the document, for its descriptions and extensions
 */
public record Parameter(
    String name, Location in, boolean required, JsonNode schema, JsonNode node) {
  /** A part of a request that has parameters. */
  public enum Location {
    PATH,
    QUERY,
    HEADER,
    COOKIE;

    static Location of(String in) {
      return valueOf(in.toUpperCase(Locale.ROOT));
    }
  }

  /** Returns the documented example as it stands in a request, before encoding. */
  public Optional<String> example() {
    return Optional.ofNullable(node.get("example")).map(JsonNode::asText);
  }

  /**
   * Parses a text in a path, query or header to the JSON value that it stands for. A text that
   * isn't of the parameter's type becomes a JSON string, and so contradicts the schema.
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
