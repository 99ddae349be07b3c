package dev.ghbilling.spec.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The contract as the templates of the Java client need it, because Mustache can neither convert a
 * text nor compare two values: descriptions are Javadoc, and each operation says whether it is
 * idempotent and whether its query may be left out.
 */
public final class GeneratorInput {
  private static final Set<String> TEXTS = Set.of("description", "summary", "unclear");

  /** The methods that RFC 9110 calls idempotent, of those that a path can have. */
  private static final Set<String> IDEMPOTENT =
      Set.of("get", "put", "delete", "head", "options", "trace");

  private static final Set<String> OTHERS = Set.of("post", "patch");

  private GeneratorInput() {}

  /**
   * Writes the generator's input.
   *
   * @param args the self-contained contract in JSON, and the file to write, in JSON as well
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("expected: CONTRACT.json OUTPUT.json");
    }
    ObjectNode document =
        (ObjectNode) ContractJson.MAPPER.readTree(Files.readString(Path.of(args[0])));
    Path output = Path.of(args[1]);
    Files.createDirectories(output.toAbsolutePath().getParent());
    Files.writeString(output, of(document).toPrettyString() + "\n");
  }

  /** Returns a copy of the document for the generator. */
  static ObjectNode of(ObjectNode document) {
    ObjectNode input = document.deepCopy();
    describe(input, false);
    for (JsonNode path : input.path("paths")) {
      for (Map.Entry<String, JsonNode> entry : path.properties()) {
        if (IDEMPOTENT.contains(entry.getKey()) || OTHERS.contains(entry.getKey())) {
          describe(input, path, entry.getKey(), (ObjectNode) entry.getValue());
        }
      }
    }
    return input;
  }

  private static void describe(
      ObjectNode document, JsonNode path, String method, ObjectNode operation) {
    operation.put("summary", inThirdPerson(operation.path("summary").asText()));
    if (IDEMPOTENT.contains(method)) {
      operation.put("x-idempotent", true);
    }
    boolean query = false;
    boolean required = false;
    for (JsonNode parameters :
        new JsonNode[] {path.path("parameters"), operation.path("parameters")}) {
      for (JsonNode parameter : parameters) {
        JsonNode resolved =
            parameter.has("$ref")
                ? document.at(parameter.path("$ref").asText().substring(1))
                : parameter;
        if (resolved.path("in").asText().equals("query")) {
          query = true;
          required |= resolved.path("required").asBoolean();
        }
      }
    }
    operation.put("x-optional-query", query && !required);
  }

  /**
   * Turns {@code Get a report}, which a person does, into {@code Gets a report}, which a method
   * does.
   */
  static String inThirdPerson(String summary) {
    String verb = summary.split(" ", 2)[0];
    String inflected =
        verb.matches(".*[^aeiou]y")
            ? verb.substring(0, verb.length() - 1) + "ies"
            : verb.matches(".*(s|x|z|ch|sh|o)") ? verb + "es" : verb + "s";
    return inflected + summary.substring(verb.length());
  }

  /**
   * Converts the texts of a node and of all below it.
   *
   * @param names whether the node's keys are names of the contract's own, such as those of
   *     properties
   */
  private static void describe(JsonNode node, boolean names) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        String key = entry.getKey();
        if (!names && TEXTS.contains(key) && entry.getValue().isTextual()) {
          entry.setValue(TextNode.valueOf(Javadoc.of(entry.getValue().asText())));
        } else if (names
            || !(key.equals("example") || key.equals("examples") || key.equals("default"))) {
          describe(entry.getValue(), !names && key.equals("properties"));
        }
      }
    } else {
      node.forEach(element -> describe(element, false));
    }
  }
}
