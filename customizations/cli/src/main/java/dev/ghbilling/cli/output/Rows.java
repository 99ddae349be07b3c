package dev.ghbilling.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.util.List;

/**
 * The rows of a result, for CSV and JSON Lines.
 *
 * @param list a JSON object for each row, or for several if it has a list itself
 * @param columns the first columns, which are there even if there are no rows; others follow
 */
public record Rows(JsonNode list, List<String> columns) {
  /**
   * Returns a result as rows whose columns don't depend on its values: those of its class first, in
   * its order, then those of properties that the class doesn't have. The elements of its list are
   * the rows, or the result itself is one.
   */
  public static Rows of(Record result) {
    JsonNode document = ResultJson.of(result);
    RecordComponent list = Columns.list(result.getClass());
    Class<?> row = list == null ? null : Columns.element(list);
    return list == null || row == null
        ? new Rows(ResultJson.array(document), Columns.of(result.getClass()))
        : new Rows(document.path(Columns.name(list)), Columns.of(row));
  }

  /**
   * Returns the rows of a document that has no generated class: its elements, those of its list, or
   * itself.
   */
  public static Rows of(JsonNode document) {
    List<JsonNode> lists =
        document
            .valueStream()
            .filter(value -> value.isArray() && value.path(0).isObject())
            .toList();
    JsonNode list =
        document.isArray()
            ? document
            : lists.size() == 1 ? lists.get(0) : ResultJson.array(document);
    return new Rows(list, List.of());
  }

  /** Returns the rows as a table with all properties. */
  public Grid grid() {
    return Grid.ofRows(list, columns);
  }
}
