package dev.ghbilling.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The columns that tell the rows of a table apart. A table for people has few columns: the usual
 * ones, and each other one in which two rows differ that would look equal without it. Amounts don't
 * tell rows apart.
 */
public final class KeyColumns {
  private KeyColumns() {}

  /**
   * Returns the usual columns, then what other columns the rows need, in their order.
   *
   * @param text returns what a row shows in a column
   */
  public static List<String> of(
      List<JsonNode> rows,
      List<String> usual,
      List<String> others,
      BiFunction<JsonNode, String, String> text) {
    List<String> columns = new ArrayList<>(usual);
    for (String other : others) {
      Map<List<String>, String> firstByKey = new HashMap<>();
      boolean differs = false;
      for (JsonNode row : rows) {
        List<String> key = columns.stream().map(column -> text.apply(row, column)).toList();
        String value = text.apply(row, other);
        differs = differs || !firstByKey.computeIfAbsent(key, first -> value).equals(value);
      }
      if (differs) {
        columns.add(other);
      }
    }
    return List.copyOf(columns);
  }
}
