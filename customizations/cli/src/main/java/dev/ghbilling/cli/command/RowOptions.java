package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.cli.output.RowOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that sort the rows of a result and limit their number. */
final class RowOptions {
  private final Console console;

  @Option(
      names = "--sort",
      paramLabel = "COLUMN[:desc]",
      description =
          "Sort the rows by this column of the csv or the table, or by several, separated by commas. With :desc, the largest value is first.")
  private @Nullable String sort;

  @Option(
      names = "--top",
      paramLabel = "N",
      description =
          "Show only the first N rows in the order of --sort. Without it, the rows with the largest net amounts or, in lists, the first rows.")
  private @Nullable Integer top;

  RowOptions(Console console) {
    this.console = console;
  }

  /** Returns whether one of the options was given. */
  boolean areGiven() {
    return sort != null || top != null;
  }

  /**
   * Checks the options before anything is sent.
   *
   * @param columns the columns that there are
   * @throws WrongUsageException if there is no such column, or the number of rows isn't positive
   */
  void requireValid(List<String> columns) {
    if (top != null && top < 1) {
      throw new WrongUsageException("--top must be at least 1, was " + top);
    }
    order(columns);
  }

  /** Returns how many rows are shown; empty for all. */
  Optional<Integer> top() {
    return Optional.ofNullable(top);
  }

  /**
   * Returns the order that was asked for.
   *
   * @param columns the columns that there are
   * @throws WrongUsageException if there is no such column
   */
  Optional<Comparator<JsonNode>> order(List<String> columns) {
    try {
      return Optional.ofNullable(sort).map(text -> RowOrder.of(text, columns));
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException(String.valueOf(e.getMessage()));
    }
  }

  /** Returns the rows to show, in their order; without an order, as they are. */
  <T> List<T> of(List<T> rows, List<String> columns) {
    return of(rows, order(columns));
  }

  /** Returns the rows to show; without an order, those with the largest net amounts are first. */
  <T> List<T> largestOf(List<T> rows, List<String> columns) {
    return of(
        rows, order(columns).or(() -> top().map(number -> RowOrder.of("netAmount:desc", columns))));
  }

  private <T> List<T> of(List<T> rows, Optional<Comparator<JsonNode>> order) {
    Stream<T> ordered =
        order
            .map(
                by ->
                    rows.stream()
                        .map(row -> Map.entry(ResultJson.of(row), row))
                        .sorted(Map.Entry.comparingByKey(by))
                        .map(Map.Entry::getValue))
            .orElseGet(rows::stream);
    if (top().orElse(rows.size()) >= rows.size()) {
      return ordered.toList();
    }
    console.note("Showing %d of %d rows.".formatted(top().orElseThrow(), rows.size()));
    return ordered.limit(top().orElseThrow()).toList();
  }
}
