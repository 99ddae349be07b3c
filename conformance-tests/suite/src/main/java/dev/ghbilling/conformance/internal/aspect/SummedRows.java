package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Sums;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rows that must be the sums of others.
 *
 * @param documented the numbers that the contract describes
 */
record SummedRows(Sums sums, Set<String> documented, List<JsonNode> rows) {
  /** Returns the rows of an operation's response. */
  static SummedRows of(Contract contract, Operation operation, List<JsonNode> rows) {
    Sums sums = operation.sums().orElseThrow();
    JsonPointer row = sums.items().append(JsonPointer.compile("/0"));
    Set<String> documented =
        operation.success().body().flatMap(body -> contract.schemaAt(body.schema(), row)).stream()
            .flatMap(schema -> schema.path("properties").propertyStream())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return new SummedRows(sums, documented, rows);
  }

  /**
   * Expects one row for each group of the others, with the group's sums.
   *
   * @param where the request whose response has the rows
   */
  Verdict sumUp(List<JsonNode> others, Object where) {
    Map<String, List<JsonNode>> groups = new LinkedHashMap<>();
    for (JsonNode other : others) {
      groups.computeIfAbsent(key(other), key -> new ArrayList<>()).add(other);
    }
    String list = JsonValues.path(MissingNode.getInstance(), sums.items().toString());
    for (int i = 0; i < rows.size(); i++) {
      JsonNode row = rows.get(i);
      String path = JsonValues.element(list, i);
      List<JsonNode> group = groups.remove(key(row));
      if (group == null) {
        return Verdict.failed(
            where,
            "one row for each group of the rows of " + others(),
            "a row for no group, or a second one, %s: %s".formatted(path, row));
      }
      for (Map.Entry<String, JsonNode> property : row.properties()) {
        sameSum(property, JsonValues.property(path, property.getKey()), group, where).orThrow();
      }
    }
    return groups.isEmpty()
        ? Verdict.passed()
        : Verdict.failed(
            where,
            "a row for each group, as %s has them".formatted(others()),
            "none for " + groups.keySet());
  }

  private String others() {
    return sums.of().orElse("the selections");
  }

  private Verdict sameSum(
      Map.Entry<String, JsonNode> property, String path, List<JsonNode> group, Object where) {
    JsonPointer name = JsonPointer.compile("/" + property.getKey());
    JsonPointer summed = sums.as().getOrDefault(name, name);
    List<JsonNode> parts =
        group.stream().map(other -> other.at(summed)).filter(JsonNode::isNumber).toList();
    if (!documented.contains(property.getKey())
        || !property.getValue().isNumber()
        || sums.by().contains(name)
        || parts.isEmpty()) {
      return Verdict.passed();
    }
    return JsonValues.isSum(property.getValue().decimalValue(), parts)
        ? Verdict.passed()
        : Verdict.failed(
            where,
            "%s %s, the sum over %d rows of %s"
                .formatted(path, JsonValues.sum(parts).toPlainString(), parts.size(), others()),
            property.getValue().toString());
  }

  /** Spelling varies, as that of products and SKUs does; numbers are compared as such. */
  private String key(JsonNode row) {
    return sums.by().stream()
        .map(row::at)
        .map(
            value ->
                value.isNumber()
                    ? JsonValues.normalized(value).toString()
                    : value.asText().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", ""))
        .collect(Collectors.joining(" "));
  }
}
