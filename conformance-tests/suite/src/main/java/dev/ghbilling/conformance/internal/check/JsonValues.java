package dev.ghbilling.conformance.internal.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds and compares values in JSON documents. */
public final class JsonValues {
  /** Adding 1 to a number with a larger exponent may take gigabytes of zeros. */
  private static final int MAX_SCALE = 1_000;

  private static final BigDecimal LESS_THAN_HALF_A_CENT = new BigDecimal("0.0049");

  private JsonValues() {}

  /**
   * Returns the values at a JSON pointer in which {@code *} matches every element or property.
   *
   * @param except keys that {@code *} doesn't match
   */
  public static List<JsonNode> find(JsonNode document, String pattern, Set<String> except) {
    return List.copyOf(valuesByPath(document, pattern, except).values());
  }

  /**
   * Returns the values at a JSON pointer in which {@code *} matches every element or property, each
   * by its path, for example {@code usageItems[279].quantity}. The path of the document is empty.
   *
   * @param except keys that {@code *} doesn't match
   */
  public static Map<String, JsonNode> valuesByPath(
      JsonNode document, String pattern, Set<String> except) {
    Map<String, JsonNode> found = Map.of("", document);
    for (String segment : segments(pattern)) {
      Map<String, JsonNode> next = new LinkedHashMap<>();
      found.forEach(
          (path, node) -> {
            if (segment.equals("*")) {
              for (int i = 0; i < node.size() && node.isArray(); i++) {
                next.put(element(path, i), node.path(i));
              }
              for (Map.Entry<String, JsonNode> property : node.properties()) {
                if (!except.contains(property.getKey())) {
                  next.put(property(path, property.getKey()), property.getValue());
                }
              }
            } else if (node.has(segment)) {
              next.put(property(path, segment), node.path(segment));
            }
          });
      found = next;
    }
    return found;
  }

  /** Returns the path that a JSON pointer stands for, for example {@code usageItems[279]}. */
  public static String path(JsonNode document, String pointer) {
    String path = "";
    JsonNode node = document;
    for (String segment : segments(pointer)) {
      String key = segment.replace("~1", "/").replace("~0", "~");
      boolean element = node.isArray() && key.matches("\\d{1,9}");
      path = element ? element(path, Integer.parseInt(key)) : property(path, key);
      node = element ? node.path(Integer.parseInt(key)) : node.path(key);
    }
    return path;
  }

  /** Returns the path of an element of a list. */
  public static String element(String list, int index) {
    return "%s[%d]".formatted(list, index);
  }

  /** Returns the path of a property of an object. */
  public static String property(String object, String key) {
    return object.isEmpty() ? key : object + "." + key;
  }

  private static List<String> segments(String pointer) {
    return pointer.isEmpty() ? List.of() : List.of(pointer.substring(1).split("/", -1));
  }

  /** Returns the sum of those that are numbers. */
  public static BigDecimal sum(List<JsonNode> values) {
    return values.stream()
        .filter(JsonNode::isNumber)
        .map(JsonNode::decimalValue)
        .filter(number -> Math.abs((long) number.scale()) <= MAX_SCALE)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /**
   * Tells whether a number is the sum of others. It may differ by a billionth of what they add up
   * to without their signs, as sums in binary floating point do, and never by half a cent.
   */
  public static boolean isSum(BigDecimal total, List<JsonNode> parts) {
    BigDecimal size = sum(parts.stream().map(JsonValues::absolute).toList());
    BigDecimal allowed = size.movePointLeft(9).min(LESS_THAN_HALF_A_CENT);
    return total.subtract(sum(parts)).abs().compareTo(allowed) <= 0;
  }

  private static JsonNode absolute(JsonNode number) {
    return number.isNumber() ? DecimalNode.valueOf(number.decimalValue().abs()) : number;
  }

  /** Returns a copy in which equal numbers are equal nodes: 0.80 becomes 0.8. */
  public static JsonNode normalized(JsonNode node) {
    if (node.isNumber()) {
      return DecimalNode.valueOf(node.decimalValue().stripTrailingZeros());
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = array.arrayNode();
      array.forEach(element -> copy.add(normalized(element)));
      return copy;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = object.objectNode();
      object.properties().forEach(entry -> copy.set(entry.getKey(), normalized(entry.getValue())));
      return copy;
    }
    return node;
  }

  /** Returns the elements of {@code part} that {@code whole} lacks, counting duplicates. */
  public static List<JsonNode> missing(List<JsonNode> part, List<JsonNode> whole) {
    Map<JsonNode, Integer> left = new HashMap<>();
    whole.forEach(node -> left.merge(normalized(node), 1, Integer::sum));
    List<JsonNode> missing = new ArrayList<>();
    for (JsonNode node : part) {
      if (left.merge(normalized(node), -1, Integer::sum) < 0) {
        missing.add(node);
      }
    }
    return missing;
  }
}
