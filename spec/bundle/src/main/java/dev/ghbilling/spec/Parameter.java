package dev.ghbilling.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    private static Location of(String in) {
      return valueOf(in.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * Reads a parameter.
   *
   * @param node the parameter as it stands in the document
   * @param schema the schema of its value, not a reference
   */
  public static Parameter of(JsonNode node, JsonNode schema) {
    return new Parameter(
        node.path("name").asText(),
        Location.of(node.path("in").asText()),
        node.path("required").asBoolean(),
        schema,
        node);
  }

  /** Tells whether the contract calls the parameter deprecated: a server may not have it. */
  public boolean isDeprecated() {
    return node.path("deprecated").asBoolean();
  }

  /** Returns the documented example as it stands in a request, before encoding. */
  public Optional<String> example() {
    return examples().map(texts -> texts.get(0));
  }

  /**
   * Returns the documented example as it stands in a request, before encoding: a text for each time
   * that the parameter is repeated.
   */
  public Optional<List<String>> examples() {
    return Optional.ofNullable(node.get("example")).map(this::texts);
  }

  /** Returns the texts that stand for a value in a request, one for each repetition. */
  public List<String> texts(JsonNode value) {
    List<String> elements =
        value.isArray()
            ? value.valueStream().map(JsonNode::asText).toList()
            : List.of(value.asText());
    return separator().map(between -> List.of(String.join(between, elements))).orElse(elements);
  }

  /** Tells whether the parameter takes a list of values. */
  public boolean isList() {
    return schema.path("type").asText().equals("array");
  }

  /**
   * Returns what separates the elements of a list that is sent as one text; empty where the
   * parameter is repeated for each element, which is OpenAPI's default, or isn't a list.
   */
  public Optional<String> separator() {
    if (!isList()) {
      return Optional.empty();
    }
    return switch (node.path("style").asText("form")) {
      case "spaceDelimited" -> Optional.of(" ");
      case "pipeDelimited" -> Optional.of("|");
      default -> node.path("explode").asBoolean(true) ? Optional.empty() : Optional.of(",");
    };
  }

  /**
   * Parses the texts of a parameter in a request to the JSON value that they stand for. Of a
   * parameter that isn't a list, the last text counts.
   *
   * @param texts one text for each time that the parameter is repeated; at least one
   */
  public JsonNode parse(List<String> texts) {
    if (!isList()) {
      return parse(texts.get(texts.size() - 1));
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    String type = schema.at("/items/type").asText();
    for (String text : texts) {
      Stream.of(
              separator().map(by -> text.split(Pattern.quote(by), -1)).orElse(new String[] {text}))
          .forEach(element -> list.add(parse(element, type)));
    }
    return list;
  }

  /**
   * Parses a text in a path, query or header to the JSON value that it stands for. A text that
   * isn't of the parameter's type becomes a JSON string, and so contradicts the schema.
   */
  public JsonNode parse(String text) {
    return isList() ? parse(List.of(text)) : parse(text, schema.path("type").asText());
  }

  private static JsonNode parse(String text, String type) {
    try {
      return switch (type) {
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
