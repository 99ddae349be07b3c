package dev.ghbilling.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An order of rows by one or several columns, such as {@code product,netAmount:desc}. A column is
 * named as in CSV and JSON, or by its heading in the table: {@code net} is netAmount, also of a
 * list within the row. Numbers are compared as numbers, texts in any case, and rows without a value
 * come last.
 */
public final class RowOrder implements Comparator<JsonNode> {
  private final Comparator<JsonNode> order;

  private RowOrder(Comparator<JsonNode> order) {
    this.order = order;
  }

  /**
   * Returns an order.
   *
   * @param text columns with commas between them, each with {@code :asc}, {@code :desc} or nothing
   * @param columns the columns that there are
   * @throws IllegalArgumentException if there is no such column; the message names those that there
   *     are
   */
  public static RowOrder of(String text, List<String> columns) {
    List<Comparator<JsonNode>> orders = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String[] words = part.split(":", 2);
      String direction = words.length == 1 ? "asc" : words[1].toLowerCase(Locale.ROOT);
      if (!direction.equals("asc") && !direction.equals("desc")) {
        throw new IllegalArgumentException(
            "--sort must be a column such as netAmount, or a column with :asc or :desc, was "
                + part);
      }
      String column =
          column(words[0], columns)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "--sort must be one of %s, was %s"
                              .formatted(String.join(", ", columns), words[0])));
      orders.add(by(List.of(column.split("\\.", -1)), direction.equals("desc")));
    }
    return new RowOrder(orders.stream().reduce(Comparator::thenComparing).orElseThrow());
  }

  /** Finds a column by its name, or by the part of it that tables for people have. */
  private static Optional<String> column(String name, List<String> columns) {
    String wanted = plain(name);
    List<Predicate<String>> tests =
        List.of(
            wanted::equals,
            (wanted + "amount")::equals,
            ("gross" + wanted)::equals,
            column -> column.endsWith(wanted + "name"),
            column -> !wanted.isEmpty() && column.startsWith(wanted));
    return Stream.<UnaryOperator<String>>of(
            column -> column, column -> column.substring(column.lastIndexOf('.') + 1))
        .flatMap(
            part ->
                tests.stream()
                    .map(
                        is ->
                            columns.stream()
                                .filter(column -> is.test(plain(part.apply(column))))
                                .toList()))
        .filter(found -> found.size() == 1)
        .findFirst()
        .map(found -> found.get(0));
  }

  private static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9.]", "").toLowerCase(Locale.ROOT);
  }

  private static Comparator<JsonNode> by(List<String> path, boolean descending) {
    Comparator<JsonNode> values = RowOrder::compareValues;
    Comparator<JsonNode> directed = descending ? values.reversed() : values;
    return (one, other) -> {
      JsonNode a = value(one, path);
      JsonNode b = value(other, path);
      return isEmpty(a) || isEmpty(b)
          ? Boolean.compare(isEmpty(a), isEmpty(b))
          : directed.compare(a, b);
    };
  }

  private static JsonNode value(JsonNode row, List<String> path) {
    JsonNode value = row;
    for (String name : path) {
      value = value.path(name);
    }
    return value;
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isMissingNode() || value.isNull() || value.asText("x").isEmpty();
  }

  private static int compareValues(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? one.decimalValue().compareTo(other.decimalValue())
        : ResultJson.text(one).compareToIgnoreCase(ResultJson.text(other));
  }

  @Override
  public int compare(JsonNode one, JsonNode other) {
    return order.compare(one, other);
  }
}
