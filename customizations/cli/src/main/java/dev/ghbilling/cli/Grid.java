package dev.ghbilling.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.http.BillingJson;
import dev.ghbilling.spec.text.TextTable.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An answer as rows and columns, made from whatever properties it has: the scalars of the document
 * stand above, and each element of its list is a row. A list within an element gives a row for each
 * of its own elements, with what they have in common repeated.
 *
 * @param facts what is said of the whole
 * @param columns the names of the columns
 * @param rows the values of each row, by column
 */
record Grid(Map<String, Cell> facts, List<String> columns, List<Map<String, Cell>> rows) {
  static Grid of(JsonNode document) {
    if (document.valueStream().allMatch(value -> value.isArray() && value.isEmpty())) {
      return new Grid(Map.of(), List.of(), List.of());
    }
    Map<String, Cell> facts = new LinkedHashMap<>();
    scalars(document, "", facts);
    List<Map<String, Cell>> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : document.properties()) {
      if (isList(property.getValue())) {
        property.getValue().forEach(element -> rows.addAll(rows(element, "")));
      }
    }
    return new Grid(facts, columns(rows), rows);
  }

  /**
   * The rows of one list, under columns that are there whatever the rows have; what else the rows
   * have follows.
   *
   * @param columns the columns that come first
   */
  static Grid ofRows(JsonNode list, List<String> columns) {
    List<Map<String, Cell>> rows = new ArrayList<>();
    list.forEach(element -> rows.addAll(rows(element, "")));
    Set<String> names = new LinkedHashSet<>(columns);
    names.addAll(columns(rows));
    return new Grid(Map.of(), List.copyOf(names), rows);
  }

  /** A grid whose columns are chosen by hand. */
  static Grid of(List<String> columns, List<List<Cell>> rows) {
    List<Map<String, Cell>> named = new ArrayList<>();
    for (List<Cell> row : rows) {
      Map<String, Cell> cells = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        cells.put(columns.get(i), row.get(i));
      }
      named.add(cells);
    }
    return new Grid(Map.of(), columns, named);
  }

  /** As a table that fits a terminal of so many columns, or of its natural width. */
  String toText(OptionalInt terminal) {
    return new GridText(this, terminal).toString();
  }

  /** As comma-separated values with a header; what is said of the whole if there are no rows. */
  String toCsv() {
    if (columns.isEmpty() && facts.isEmpty()) {
      return "";
    }
    return columns.isEmpty()
        ? csv(List.copyOf(facts.keySet()), List.of(facts))
        : csv(columns, rows);
  }

  private static String csv(List<String> names, List<Map<String, Cell>> rows) {
    StringBuilder csv = new StringBuilder();
    csv.append(names.stream().map(Grid::quoted).collect(Collectors.joining(","))).append('\n');
    for (Map<String, Cell> row : rows) {
      csv.append(
              names.stream()
                  .map(name -> quoted(row.getOrDefault(name, Cell.EMPTY).text()))
                  .collect(Collectors.joining(",")))
          .append('\n');
    }
    return csv.toString();
  }

  private static String quoted(String value) {
    return value.matches("(?s).*[\",\r\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }

  private static List<String> columns(List<Map<String, Cell>> rows) {
    Set<String> names = new LinkedHashSet<>();
    rows.forEach(row -> names.addAll(row.keySet()));
    // A list that is empty in one row and not in another has its columns from the other.
    return names.stream()
        .filter(name -> names.stream().noneMatch(other -> other.startsWith(name + ".")))
        .toList();
  }

  private static List<Map<String, Cell>> rows(JsonNode element, String prefix) {
    Map<String, Cell> common = new LinkedHashMap<>();
    scalars(element, prefix, common);
    List<Map<String, Cell>> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : element.properties()) {
      if (isList(property.getValue())) {
        for (JsonNode inner : property.getValue()) {
          for (Map<String, Cell> row : rows(inner, prefix + property.getKey() + ".")) {
            Map<String, Cell> joined = new LinkedHashMap<>(common);
            joined.putAll(row);
            rows.add(joined);
          }
        }
      }
    }
    return rows.isEmpty() ? List.of(common) : rows;
  }

  private static void scalars(JsonNode object, String prefix, Map<String, Cell> into) {
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      JsonNode value = property.getValue();
      String name = prefix + property.getKey();
      if (value.isObject()) {
        scalars(value, name + ".", into);
      } else if (value.isArray() && !isList(value)) {
        into.put(
            name,
            Cell.text(value.valueStream().map(Grid::element).collect(Collectors.joining(" "))));
      } else if (value.isValueNode()) {
        into.put(name, cell(value));
      }
    }
  }

  static Cell cell(JsonNode value) {
    if (value.isNumber()) {
      return Digits.cell(value.decimalValue());
    }
    return Cell.text(value.isNull() ? "" : value.asText());
  }

  /** An element of a list of values; one that has an inside is shown as it came. */
  private static String element(JsonNode value) {
    return value.isContainerNode() ? json(value) : value.isNull() ? "null" : cell(value).text();
  }

  private static String json(JsonNode value) {
    try {
      return BillingJson.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      // A number too long to be written in full.
      return value.toString();
    }
  }

  /** A list of objects, and of nothing else; any other one is a value itself. */
  private static boolean isList(JsonNode value) {
    return value.isArray()
        && !value.isEmpty()
        && value.valueStream().allMatch(element -> element.isObject());
  }
}
