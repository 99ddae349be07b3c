package dev.ghbilling.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.http.BillingJson;
import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** In which form the answer is printed. */
final class OutputOptions {
  enum Format {
    TABLE,
    JSON,
    CSV
  }

  private final Console console;

  @Option(
      names = "--format",
      paramLabel = "table|json|csv",
      description =
          "table: for people (the default). json: the API's own document, with all pages, numbers as sent; one of ours for usage --group-by and exports download, for which the API has none. csv: the rows, with the API's names.")
  private Format format = Format.TABLE;

  OutputOptions(Console console) {
    this.console = console;
  }

  /** Prints an answer, as a table made from its properties. */
  void print(Object answer) {
    print(answer, Grid::of, () -> Grid.of(json(answer)));
  }

  /**
   * Prints an answer that is a list of rows, whose table for people is made by hand.
   *
   * @param list the property that the rows are in
   * @param row what a row is, which says the columns even where there are no rows
   */
  void print(Object answer, String list, Class<? extends Record> row, Supplier<Grid> forPeople) {
    print(answer, document -> Grid.ofRows(document.path(list), Columns.of(row)), forPeople);
  }

  private void print(Object answer, Function<JsonNode, Grid> csv, Supplier<Grid> forPeople) {
    switch (format) {
      case JSON -> console.out().println(text(json(answer)));
      case CSV -> console.out().print(csv.apply(json(answer)).toCsv());
      case TABLE -> console.out().print(forPeople.get().toText(console.columns()));
    }
  }

  /** Whether the answer goes to a person, who may be told more than the answer. */
  boolean forPeople() {
    return format == Format.TABLE;
  }

  private static JsonNode json(Object answer) {
    return BillingJson.mapper().valueToTree(answer);
  }

  private static String text(JsonNode document) {
    try {
      return BillingJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      // Of what can be read, only a number that would have tens of thousands of digits.
      throw new UncheckedIOException("the answer can't be written: " + e.getOriginalMessage(), e);
    }
  }
}
