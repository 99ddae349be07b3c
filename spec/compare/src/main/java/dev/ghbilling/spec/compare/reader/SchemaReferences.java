package dev.ghbilling.spec.compare.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A follower of the references between the schemas of a document. */
final class SchemaReferences {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final OpenApiDocument document;
  private final Map<String, Boolean> recursive = new HashMap<>();

  SchemaReferences(OpenApiDocument document) {
    this.document = document;
  }

  /** Returns whether what a reference points at refers to itself, directly or through others. */
  boolean isRecursive(String reference) {
    Boolean known = recursive.get(reference);
    if (known == null) {
      known = reachableFrom(reference).contains(reference);
      recursive.put(reference, known);
    }
    return known;
  }

  private Set<String> reachableFrom(String reference) {
    Set<String> reached = new LinkedHashSet<>();
    List<String> open = new ArrayList<>(List.of(reference));
    while (!open.isEmpty()) {
      JsonNode target = document.target(open.remove(open.size() - 1));
      for (JsonNode one : target.findValues("$ref")) {
        // A reference in an example is data and may dangle.
        if (document.hasTarget(one.asText()) && reached.add(one.asText())) {
          open.add(one.asText());
        }
      }
    }
    return reached;
  }

  /** Replaces each reference in a keyword's value by its target, once, and drops annotations. */
  JsonNode inlined(JsonNode value) {
    return inlined(value, new LinkedHashSet<>());
  }

  private JsonNode inlined(JsonNode value, Set<String> followed) {
    if (value.isArray()) {
      ArrayNode array = JSON.arrayNode();
      value.forEach(item -> array.add(inlined(item, followed)));
      return array;
    }
    if (!value.isObject()) {
      return value;
    }
    ObjectNode object = JSON.objectNode();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      String key = entry.getKey();
      boolean reference = key.equals("$ref") && entry.getValue().isTextual();
      if (reference && followed.add(entry.getValue().asText())) {
        JsonNode target = inlined(document.target(entry.getValue().asText()), followed);
        if (target.isObject()) {
          object.setAll((ObjectNode) target);
        }
      } else if (reference || !(Keywords.isAnnotation(key) && entry.getValue().isValueNode())) {
        object.set(key, inlined(entry.getValue(), followed));
      }
    }
    return object;
  }
}
