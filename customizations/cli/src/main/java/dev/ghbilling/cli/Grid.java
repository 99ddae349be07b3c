package dev.ghbilling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

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
  /**
   * A value in a table.
   *
   * @param text as it is printed
   * @param number whether it stands at the right
   */
  record Cell(String text, boolean number) {
    static final Cell EMPTY = new Cell("", false);

    static Cell of(JsonNode value) {
      return value.isNumber()
          ? new Cell(value.decimalValue().toPlainString(), true)
          : new Cell(value.isNull() ? "" : value.asText(), false);
    }

    static Cell of(java.math.BigDecimal number) {
      return new Cell(number.toPlainString(), true);
    }

    static Cell of(String text) {
      return new Cell(text, false);
    }
  }

  static Grid of(JsonNode document) {
    Map<String, Cell> facts = new LinkedHashMap<>();
    scalars(document, "", facts);
    List<Map<String, Cell>> rows = new ArrayList<>();
    boolean listed = false;
    for (Map.Entry<String, JsonNode> property : document.properties()) {
      if (isList(property.getValue())) {
        listed = true;
        property.getValue().forEach(element -> rows.addAll(rows(element, "")));
      }
    }
    return new Grid(facts, columns(rows), listed ? rows : List.of(facts));
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
    return new TextTable(this, terminal).toString();
  }

  /** As comma-separated values with a header. */
  String toCsv() {
    List<String> names = columns.isEmpty() ? List.copyOf(facts.keySet()) : columns;
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
    return List.copyOf(names);
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
            Cell.of(
                StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(" "))));
      } else if (value.isValueNode()) {
        into.put(name, Cell.of(value));
      }
    }
  }

  /** A list of objects; one of plain values is a value itself. */
  private static boolean isList(JsonNode value) {
    return value.isArray() && (value.isEmpty() || value.get(0).isObject());
  }
}
