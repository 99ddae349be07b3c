package dev.ghbilling.spec.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.spec.JavaNames;
import dev.ghbilling.spec.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The contract as the templates of the Java client need it, because Mustache can neither convert a
 * text nor compare two values: descriptions are Javadoc, each operation says whether it is
 * idempotent and whether its query may be left out, and everything has its name in Java.
 */
public final class GeneratorInput {
  private static final Set<String> TEXTS = Set.of("description", "summary", "unclear");

  /** The methods that RFC 9110 calls idempotent, of those that a path can have. */
  private static final Set<String> IDEMPOTENT =
      Set.of("get", "put", "delete", "head", "options", "trace");

  /** What Feign calls lists with these separators. */
  private static final Map<String, String> COLLECTION_FORMATS =
      Map.of(",", "CSV", " ", "SSV", "|", "PIPES");

  private static final Set<String> OTHERS = Set.of("post", "patch");

  private GeneratorInput() {}

  /**
   * Writes the generator's input.
   *
   * @param args the self-contained contract in JSON or YAML, and the file to write, in JSON
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("expected: CONTRACT OUTPUT.json");
    }
    ObjectNode document = (ObjectNode) OpenApiFile.read(Path.of(args[0]));
    Path output = Path.of(args[1]);
    Files.createDirectories(output.toAbsolutePath().getParent());
    Files.writeString(output, of(document).toPrettyString() + "\n");
  }

  /** Returns a copy of the document for the generator. */
  static ObjectNode of(ObjectNode document) {
    ObjectNode input = document.deepCopy();
    describe(input, false);
    TemplateExtensions.addTo(input);
    ObjectNode paths = input.objectNode();
    for (Map.Entry<String, JsonNode> path : input.path("paths").properties()) {
      ObjectNode item = (ObjectNode) path.getValue();
      JsonNode shared = item.path("parameters");
      String renamed = path.getKey();
      for (Map.Entry<String, JsonNode> entry : item.properties()) {
        if (IDEMPOTENT.contains(entry.getKey()) || OTHERS.contains(entry.getKey())) {
          ObjectNode operation = (ObjectNode) entry.getValue();
          operation.set("parameters", parameters(input, shared, operation));
          describe(input, entry.getKey(), operation);
          renamed = nameParameters(path.getKey(), operation);
        }
      }
      item.remove("parameters");
      paths.set(renamed, item);
    }
    input.set("paths", paths);
    return input;
  }

  /** Returns a copy of each of an operation's parameters, those of its path included. */
  private static ArrayNode parameters(ObjectNode document, JsonNode shared, ObjectNode operation) {
    ArrayNode parameters = document.arrayNode();
    for (JsonNode list : new JsonNode[] {shared, operation.path("parameters")}) {
      for (JsonNode parameter : list) {
        ObjectNode copy = resolve(document, parameter).deepCopy();
        JsonNode schema = resolve(document, copy.path("schema"));
        if (isTime(schema) || isTime(resolve(document, schema.path("items")))) {
          copy.set("schema", inUtc(schema));
        }
        parameters.add(copy);
      }
    }
    return parameters;
  }

  private static boolean isTime(JsonNode schema) {
    return schema.path("format").asText().equals("date-time");
  }

  /**
   * Gives the times of a parameter the format that stands for {@code Instant}. Feign sends what
   * {@code toString()} returns, which of an {@code OffsetDateTime} may lack the seconds.
   */
  private static JsonNode inUtc(JsonNode schema) {
    ObjectNode copy = schema.deepCopy();
    ObjectNode time = isTime(schema) ? copy : copy.putObject("items").put("type", "string");
    time.put("format", "instant");
    return copy;
  }

  private static JsonNode resolve(ObjectNode document, JsonNode node) {
    JsonNode reference = node.get("$ref");
    return reference == null ? node : document.at(reference.asText().substring(1));
  }

  private static void describe(ObjectNode document, String method, ObjectNode operation) {
    operation.put("summary", inThirdPerson(operation.path("summary").asText()));
    if (IDEMPOTENT.contains(method)) {
      operation.put("x-idempotent", true);
    }
    List<ObjectNode> query = parameters(operation, "query");
    operation.put(
        "x-optional-query",
        !query.isEmpty()
            && query.stream().noneMatch(parameter -> parameter.path("required").asBoolean()));
    query.forEach(
        parameter ->
            Parameter.of(parameter, resolve(document, parameter.path("schema")))
                .separator()
                .ifPresent(separator -> separate(operation, parameter, separator)));
  }

  /** Says what separates the elements of a list that is sent as one text. */
  private static void separate(ObjectNode operation, ObjectNode parameter, String separator) {
    parameter.put("x-separator", separator);
    operation.put("x-collection-format", COLLECTION_FORMATS.get(separator));
  }

  /**
   * Gives an operation's parameters their names in Java, and returns its path with them: what is in
   * a path isn't named in a request.
   */
  private static String nameParameters(String path, ObjectNode operation) {
    List<ObjectNode> query = parameters(operation, "query");
    Map<String, String> components = JavaNames.query(names(query));
    query.forEach(one -> one.put("x-java-name", components.get(one.path("name").asText())));
    List<ObjectNode> inPath = parameters(operation, "path");
    Map<String, String> arguments = JavaNames.path(names(inPath));
    inPath.forEach(one -> one.put("name", arguments.get(one.path("name").asText())));
    String renamed = path;
    for (Map.Entry<String, String> argument : arguments.entrySet()) {
      renamed = renamed.replace("{" + argument.getKey() + "}", "{" + argument.getValue() + "}");
    }
    return renamed;
  }

  private static List<String> names(List<ObjectNode> parameters) {
    return parameters.stream().map(parameter -> parameter.path("name").asText()).toList();
  }

  private static List<ObjectNode> parameters(ObjectNode operation, String in) {
    return operation
        .path("parameters")
        .valueStream()
        .filter(parameter -> parameter.path("in").asText().equals(in))
        .map(ObjectNode.class::cast)
        .toList();
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
