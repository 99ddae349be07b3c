package dev.ghbilling.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The schemas of one contract, compiled on first use. */
final class Schemas {
  private static final String HOME = "contract:/openapi.json";

  private final boolean closed;
  private final SchemaRegistry registry;
  private final Map<JsonNode, Schema> compiled =
      Collections.synchronizedMap(new IdentityHashMap<>());

  /**
   * Compiles the schemas of a document.
   *
   * @param closed whether an open enumeration has the values only that it lists
   */
  Schemas(JsonNode document, boolean closed) {
    this.closed = closed;
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .formatAssertionsEnabled(true)
            .pathType(PathType.JSON_POINTER)
            .locale(Locale.ENGLISH)
            .build();
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemaRegistryConfig(config)
                    .schemas(Map.of(HOME, complete(document).toString())));
  }

  List<Violation> violations(JsonNode schema, JsonNode value) {
    return compiled
        .computeIfAbsent(schema, node -> registry.getSchema(complete(node)))
        .validate(value)
        .stream()
        .map(Schemas::violation)
        .toList();
  }

  private static Violation violation(Error error) {
    String pointer = error.getInstanceLocation().toString();
    String field =
        error.getProperty() != null
            ? error.getProperty()
            : pointer.replaceFirst("(/[0-9]+)*$", "").replaceFirst("^.*/", "");
    // Of a format, the validator says twice what is wrong.
    String reason =
        error.getMessage().replaceFirst("^does not match the \\S+ pattern (?=must )", "");
    return new Violation(pointer, field, reason);
  }

  /**
   * Returns a copy with absolute references, which can be compiled on its own, and with the bounds
   * that the formats of integers stand for, which validators leave out.
   */
  private JsonNode complete(JsonNode schema) {
    JsonNode copy = schema.deepCopy();
    completeAll(copy);
    return copy;
  }

  private void completeAll(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.path("$ref").asText().startsWith("#")) {
        object.put("$ref", HOME + object.path("$ref").asText());
      }
      switch (object.path("format").asText()) {
        case "int32" -> bound(object, Integer.MIN_VALUE, Integer.MAX_VALUE);
        case "int64" -> bound(object, Long.MIN_VALUE, Long.MAX_VALUE);
        default -> {
          // The other formats are of texts, which validators know.
        }
      }
    }
    if (closed && node.path("anyOf") instanceof ArrayNode alternatives) {
      List<JsonNode> listed =
          alternatives.valueStream().filter(values -> values.has("enum")).toList();
      if (!listed.isEmpty()) {
        alternatives.removeAll().addAll(listed);
      }
    }
    node.forEach(this::completeAll);
  }

  private static void bound(ObjectNode schema, long least, long most) {
    schema.putIfAbsent("minimum", LongNode.valueOf(least));
    schema.putIfAbsent("maximum", LongNode.valueOf(most));
  }
}
