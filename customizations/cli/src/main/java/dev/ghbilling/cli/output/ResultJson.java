package dev.ghbilling.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.internal.text.Redaction;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Converts results to JSON and back. Numbers keep all their digits. */
public final class ResultJson {
  private static final ObjectMapper FOR_PEOPLE = withholding(ApiJson.mapper().copy());

  private ResultJson() {}

  /** Converts a result to a JSON document. */
  public static JsonNode of(Object result) {
    return ApiJson.mapper().valueToTree(result);
  }

  /**
   * Converts a result to a JSON document without the values that the contract calls secret, and
   * without the texts of properties that are named like a secret.
   */
  public static JsonNode forPeople(Object result) {
    JsonNode document = FOR_PEOPLE.valueToTree(result);
    withhold(document, new HashMap<>());
    return document;
  }

  private static void withhold(JsonNode node, Map<String, Boolean> secretNames) {
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      JsonNode value = property.getValue();
      boolean isText = value.isTextual() || value.path(0).isTextual();
      if (isText
          && secretNames.computeIfAbsent(
              property.getKey(), name -> !Redaction.of(name + "=x").endsWith("=x"))) {
        property.setValue(TextNode.valueOf(WithheldSecrets.NOTE));
      }
    }
    node.forEach(child -> withhold(child, secretNames));
  }

  private static ObjectMapper withholding(ObjectMapper mapper) {
    AnnotationIntrospector usual = mapper.getSerializationConfig().getAnnotationIntrospector();
    return mapper.setAnnotationIntrospector(
        AnnotationIntrospector.pair(new WithheldSecrets(), usual));
  }

  /**
   * Reads a JSON document.
   *
   * @throws UncheckedIOException if it isn't one
   */
  public static JsonNode parse(String text) {
    try {
      return ApiJson.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(
          "the response isn't JSON: print it as it is with --format json", e);
    }
  }

  /** Returns an empty JSON object. */
  public static ObjectNode object() {
    return ApiJson.mapper().createObjectNode();
  }

  /** Returns a JSON array of one element. */
  public static JsonNode array(JsonNode element) {
    return ApiJson.mapper().createArrayNode().add(element);
  }

  /** Converts a JSON document to a record. */
  public static <T> T to(Class<T> type, JsonNode document) {
    return ApiJson.mapper().convertValue(document, type);
  }

  /**
   * Formats a document with indentation.
   *
   * @throws UncheckedIOException if the document contains a number that is too long to be written
   *     without an exponent
   */
  public static String pretty(JsonNode document) {
    try {
      return ApiJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(
          "the result can't be written as JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Returns a text as it is, and any other value as JSON on one line. */
  public static String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : compact(value);
  }

  /** Formats a value on one line. Numbers that are too long for plain notation keep an exponent. */
  static String compact(JsonNode value) {
    try {
      return ApiJson.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      return value.toString();
    }
  }
}
