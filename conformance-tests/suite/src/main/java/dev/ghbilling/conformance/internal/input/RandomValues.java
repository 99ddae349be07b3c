package dev.ghbilling.conformance.internal.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.SampleValues;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Random values of schemas: mostly valid ones, bounds more often than others, and texts that
 * programs are known to trip over. The same numbers from {@code random} give the same values.
 */
record RandomValues(Contract contract, Random random) {
  private static final List<String> TEXTS =
      List.of(
          "a",
          "octocat",
          "none",
          "null",
          "0",
          "-1",
          "true",
          "two words",
          "Zo\u00eb",
          "\u6f22\u5b57",
          "\ud83d\ude80",
          "O'Hara",
          "\"quoted\"",
          "50%",
          "a&b=c",
          "a+b",
          "a/b",
          "../..",
          "a;b",
          "<b>",
          "\\",
          "%00",
          "*",
          "x".repeat(255));

  /** Returns a value that the schema allows, unless its keywords contradict each other. */
  JsonNode valid(JsonNode schema) {
    JsonNode resolved = contract.resolve(schema);
    List<JsonNode> words = contract.enumerated(resolved);
    if (!words.isEmpty() && (resolved.has("enum") || !oneIn(5))) {
      return words.get(random.nextInt(words.size()));
    }
    return switch (SampleValues.type(resolved)) {
      case "integer", "number" -> LongNode.valueOf(number(resolved));
      case "boolean" -> BooleanNode.valueOf(random.nextBoolean());
      case "array" -> array(resolved);
      case "object" -> object(resolved);
      default -> TextNode.valueOf(text(resolved));
    };
  }

  /** Returns a value that the schema refuses; a valid one if it refuses none that is tried. */
  JsonNode invalid(JsonNode schema) {
    List<JsonNode> values =
        new SampleValues(contract)
            .invalid(schema).values().stream()
                .filter(value -> !contract.violations(schema, value).isEmpty())
                .toList();
    return values.isEmpty() ? valid(schema) : values.get(random.nextInt(values.size()));
  }

  private long number(JsonNode schema) {
    long least = schema.path("minimum").asLong(0);
    long most = schema.path("maximum").asLong(Integer.MAX_VALUE);
    return switch (random.nextInt(4)) {
      case 0 -> least;
      case 1 -> most;
      case 2 -> least + random.nextInt((int) Math.min(100, most - least) + 1);
      default -> least + (long) (random.nextDouble() * (most - least));
    };
  }

  private String text(JsonNode schema) {
    return switch (schema.path("format").asText()) {
      case "date" -> LocalDate.of(2020, 1, 1).plusDays(random.nextInt(3000)).toString();
      case "date-time" -> LocalDate.of(2020, 1, 1).plusDays(random.nextInt(3000)) + "T12:00:00Z";
      case "uuid", "uri" -> new SampleValues(contract).valid(schema, "").asText();
      default -> {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        int most = schema.path("maxLength").asInt(text.length());
        yield text.substring(0, Math.min(most, text.length()));
      }
    };
  }

  private ArrayNode array(JsonNode schema) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    int size = Math.max(schema.path("minItems").asInt(), random.nextInt(4));
    for (int i = 0; i < size; i++) {
      array.add(valid(schema.path("items")));
    }
    return array;
  }

  private ObjectNode object(JsonNode schema) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (required.contains(property.getKey()) || random.nextBoolean()) {
        object.set(property.getKey(), valid(property.getValue()));
      }
    }
    return object;
  }

  /** Makes a decision that is yes once in so many times. */
  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }
}
