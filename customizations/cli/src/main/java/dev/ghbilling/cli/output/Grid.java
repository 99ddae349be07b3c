package dev.ghbilling.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.text.TextTable.Cell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A JSON document as rows and columns, derived from whatever properties it has.
 *
 * <p>The document's scalars become facts, and each element of its list becomes a row. An element
 * that contains a list becomes one row for each element of that list, with its own scalars
 * repeated. For example, a cost center with two resources becomes two rows with the same id.
 *
 * @param facts the values that apply to the whole document
 * @param columns the names of the columns, nested names joined by a dot
 * @param rows the cells of each row by column name; an absent cell is empty
 * @param verbatim whether the names are shown as they are, and not as words of a language
 */
public record Grid(
    Map<String, Cell> facts, List<String> columns, List<Map<String, Cell>> rows, boolean verbatim) {
  /** A million rows of usage have 12 million; a small document may stand for any number. */
  private static final int MAX_CELLS = 20_000_000;

  /** Requires that the grid isn't too large to be written. */
  public Grid {
    requireWritable((long) columns.size() * rows.size());
  }

  /** Returns a grid of all properties of a document. */
  public static Grid of(JsonNode document) {
    if (document.valueStream().allMatch(value -> value.isArray() && value.isEmpty())) {
      return new Grid(Map.of(), List.of(), List.of(), false);
    }
    Map<String, Cell> facts = new LinkedHashMap<>();
    scalars(document, "", facts);
    List<Map<String, Cell>> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : document.properties()) {
      if (isList(property.getValue())) {
        rows.addAll(rows(property.getValue()));
      }
    }
    return new Grid(facts, columns(rows), rows, false);
  }

  /**
   * Returns the same grid with these columns first, as far as it has them, so that their order
   * doesn't depend on the rows.
   */
  public Grid ordered(List<String> first) {
    Set<String> ordered = new LinkedHashSet<>(first);
    ordered.retainAll(columns);
    ordered.addAll(columns);
    return new Grid(facts, List.copyOf(ordered), rows, verbatim);
  }

  /** Returns the same grid with the names as they are: somebody may have chosen them. */
  public Grid named() {
    return new Grid(facts, columns, rows, true);
  }

  /**
   * Returns the rows of one list.
   *
   * @param columns the first columns, present even if no row has them; others follow
   */
  public static Grid ofRows(JsonNode list, List<String> columns) {
    List<Map<String, Cell>> rows = rows(list);
    Set<String> names = new LinkedHashSet<>(columns);
    rows.forEach(row -> names.addAll(row.keySet()));
    return new Grid(Map.of(), withoutLists(names), rows, false);
  }

  /** Returns a grid with the given columns and rows of as many cells. */
  public static Grid of(List<String> columns, List<List<Cell>> rows) {
    List<Map<String, Cell>> named = new ArrayList<>();
    for (List<Cell> row : rows) {
      Map<String, Cell> cells = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        cells.put(columns.get(i), row.get(i));
      }
      named.add(cells);
    }
    return new Grid(Map.of(), columns, named, false);
  }

  private static List<String> columns(List<Map<String, Cell>> rows) {
    Set<String> names = new LinkedHashSet<>();
    rows.forEach(row -> names.addAll(row.keySet()));
    return withoutLists(names);
  }

  private static List<String> withoutLists(Set<String> names) {
    NavigableSet<String> sorted = new TreeSet<>(names);
    // A list may be empty in one row and not in another, whose elements then name the columns.
    return names.stream().filter(name -> !hasNested(sorted, name + ".")).toList();
  }

  private static boolean hasNested(NavigableSet<String> names, String prefix) {
    String next = names.ceiling(prefix);
    return next != null && next.startsWith(prefix);
  }

  private static List<Map<String, Cell>> rows(JsonNode list) {
    List<Map<String, Cell>> rows = new ArrayList<>();
    long cells = 0;
    for (JsonNode element : list) {
      for (Map<String, Cell> row : rows(element, "")) {
        rows.add(row);
        cells += row.size();
      }
      requireWritable(cells);
    }
    return rows;
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
            requireWritable((long) common.size() * rows.size());
          }
        }
      }
    }
    return rows.isEmpty() ? List.of(common) : rows;
  }

  private static void requireWritable(long cells) {
    if (cells > MAX_CELLS) {
      throw new UncheckedIOException(
          "the result has more than %d cells as a table: use --format json".formatted(MAX_CELLS),
          new IOException("too many cells"));
    }
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
      return PlainDecimal.cell(value.decimalValue());
    }
    return Cell.text(value.isNull() ? "" : value.asText());
  }

  /** Formats an element of a list of values; objects and arrays stay JSON. */
  private static String element(JsonNode value) {
    return value.isContainerNode()
        ? ResultJson.compact(value)
        : value.isNull() ? "null" : cell(value).text();
  }

  /** Returns whether the value is a list of objects only. Any other list is a value itself. */
  private static boolean isList(JsonNode value) {
    return value.isArray()
        && !value.isEmpty()
        && value.valueStream().allMatch(element -> element.isObject());
  }
}
