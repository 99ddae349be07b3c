package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.cli.output.ResultJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Adds up the summaries of several months, exactly. Items whose properties are equal but for their
 * amounts and quantities become one; the case of texts makes no difference.
 */
final class SummedUsage {
  private static final Set<String> SUMMED =
      Set.of(
          "grossQuantity",
          "grossAmount",
          "discountQuantity",
          "discountAmount",
          "netQuantity",
          "netAmount");

  private final Map<Map<String, Object>, ObjectNode> items = new LinkedHashMap<>();

  private SummedUsage() {}

  /** Returns the first document, whose items are those of all. */
  static ObjectNode of(List<ObjectNode> months) {
    if (months.size() == 1) {
      return months.get(0);
    }
    SummedUsage sums = new SummedUsage();
    months.forEach(month -> month.path("usageItems").forEach(sums::add));
    ArrayNode items = ResultJson.object().arrayNode().addAll(sums.items.values());
    return months.get(0).deepCopy().set("usageItems", items);
  }

  private void add(JsonNode item) {
    Map<String, Object> key = new TreeMap<>();
    for (Map.Entry<String, JsonNode> property : item.properties()) {
      if (!SUMMED.contains(property.getKey())) {
        key.put(property.getKey(), comparable(property.getValue()));
      }
    }
    ObjectNode known = items.putIfAbsent(key, item.deepCopy());
    if (known != null) {
      for (String name : SUMMED) {
        known.put(name, known.path(name).decimalValue().add(item.path(name).decimalValue()));
      }
    }
  }

  private static Object comparable(JsonNode value) {
    return value.isNumber()
        ? value.decimalValue().stripTrailingZeros()
        : value.toString().toLowerCase(Locale.ROOT);
  }
}
