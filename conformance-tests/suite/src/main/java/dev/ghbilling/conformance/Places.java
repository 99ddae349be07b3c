package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds values in a JSON document. */
final class Places {
  private Places() {}

  /**
   * The values at a JSON pointer in which {@code *} stands for every element or property.
   *
   * @param except keys that {@code *} doesn't stand for
   */
  static List<JsonNode> find(JsonNode document, String pattern, Set<String> except) {
    List<JsonNode> found = List.of(document);
    for (String segment : pattern.substring(1).split("/", -1)) {
      List<JsonNode> next = new ArrayList<>();
      for (JsonNode node : found) {
        if (segment.equals("*")) {
          if (node.isArray()) {
            node.forEach(next::add);
          }
          for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (!except.contains(property.getKey())) {
              next.add(property.getValue());
            }
          }
        } else if (node.has(segment)) {
          next.add(node.path(segment));
        }
      }
      found = next;
    }
    return found;
  }

  /** A copy in which numbers of the same value are the same: 0.80 is 0.8. */
  static JsonNode byValue(JsonNode node) {
    if (node.isNumber()) {
      return DecimalNode.valueOf(node.decimalValue().stripTrailingZeros());
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = array.arrayNode();
      array.forEach(element -> copy.add(byValue(element)));
      return copy;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = object.objectNode();
      object.properties().forEach(entry -> copy.set(entry.getKey(), byValue(entry.getValue())));
      return copy;
    }
    return node;
  }

  /** Those of {@code part} that {@code whole} doesn't have, or not as many times. */
  static List<JsonNode> missing(List<JsonNode> part, List<JsonNode> whole) {
    List<JsonNode> left = new ArrayList<>(whole.stream().map(Places::byValue).toList());
    List<JsonNode> missing = new ArrayList<>();
    for (JsonNode node : part) {
      if (!left.remove(byValue(node))) {
        missing.add(node);
      }
    }
    return missing;
  }
}
