package dev.ghbilling.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.http.BillingJson;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** In which form the answer is printed. */
final class OutputOptions {
  private enum Format {
    TABLE,
    JSON,
    CSV
  }

  private final Console console;

  @Option(
      names = "--format",
      paramLabel = "table|json|csv",
      defaultValue = "table",
      description =
          "table: for people (the default). json: the API's own document, with all pages, numbers as sent. csv: the rows, with the API's names.")
  private Format format = Format.TABLE;

  OutputOptions(Console console) {
    this.console = console;
  }

  /** Prints an answer, as a table made from its properties. */
  void print(Object answer) {
    print(answer, () -> Grid.of(json(answer)));
  }

  /** Prints an answer, whose table for people is made by hand. */
  void print(Object answer, Supplier<Grid> forPeople) {
    switch (format) {
      case JSON -> console.out().println(text(json(answer)));
      case CSV -> console.out().print(Grid.of(json(answer)).toCsv());
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
      throw new IllegalStateException("an answer that was read can't be written", e);
    }
  }
}
