package dev.ghbilling.sandbox.internal.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.ContractJson;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A way to sum up rows of usage: one row for each combination of some properties.
 *
 * @param properties the properties of a summed row, in their order
 * @param by those that rows are grouped by; any other one is a number that is summed up
 * @param as the properties of single rows that have another name
 */
public record UsageSums(List<String> properties, List<String> by, Map<String, String> as) {

  /** Returns the sums of the rows that a filter takes, in the order of the first row of each. */
  public ArrayNode of(UsageData data, UsageFilter filter) {
    Map<List<Object>, ObjectNode> groups = new LinkedHashMap<>();
    for (long number = 0; number < data.size(); number++) {
      if (filter.takes(data, number)) {
        UsageRow row = data.row(number);
        add(
            row,
            groups.computeIfAbsent(key(row), unknown -> ContractJson.MAPPER.createObjectNode()));
      }
    }
    return ContractJson.MAPPER.createArrayNode().addAll(groups.values());
  }

  private List<Object> key(UsageRow row) {
    return by.stream().map(name -> normal(value(row, name).orElse(""))).toList();
  }

  private void add(UsageRow row, ObjectNode sums) {
    for (String name : properties) {
      Object value = value(row, name).orElse(null);
      if (value instanceof BigDecimal number && !by.contains(name)) {
        JsonNode sum = sums.path(name);
        sums.put(name, sum.isMissingNode() ? number : sum.decimalValue().add(number));
      } else if (value instanceof BigDecimal number) {
        sums.put(name, number);
      } else if (value != null) {
        sums.put(name, value.toString());
      }
    }
  }

  private Optional<Object> value(UsageRow row, String name) {
    return Optional.ofNullable(row.property(as.getOrDefault(name, name)));
  }

  private static Object normal(Object value) {
    return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
  }
}
