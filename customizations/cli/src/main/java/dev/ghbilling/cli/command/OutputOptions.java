package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.cli.output.Columns;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.Grid;
import dev.ghbilling.cli.output.GridText;
import dev.ghbilling.cli.output.OutputFormat;
import dev.ghbilling.cli.output.ResultJson;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The option that selects the output format, and the printing of results in that format. */
final class OutputOptions {
  private final Console console;

  @Option(
      names = "--format",
      paramLabel = "table|json|csv",
      description = {
        "The output format. Default: table.",
        "table: aligned text for people.",
        "json: the document of the API, with all pages merged and numbers as sent. Totals, downloads and changes of cost centers, for which the API has no document, are printed in a similar one.",
        "csv: one line per row, with the names of the API."
      })
  private OutputFormat format = OutputFormat.TABLE;

  OutputOptions(Console console) {
    this.console = console;
  }

  /** Prints a result. Its table is derived from its properties. */
  void print(Object result) {
    print(result, Grid::of, () -> Grid.of(ResultJson.of(result)));
  }

  /**
   * Prints a result that is a list of rows.
   *
   * @param list the property that contains the rows
   * @param row the class of a row, which names the columns even if there are no rows
   * @param table supplies the table for people
   */
  void print(Object result, String list, Class<? extends Record> row, Supplier<Grid> table) {
    print(result, document -> Grid.ofRows(document.path(list), Columns.of(row)), table);
  }

  /**
   * Prints a result as JSON, or another form of it as table or CSV, derived from its properties.
   *
   * @param rows the other form
   */
  void print(JsonNode result, JsonNode rows) {
    print(result, document -> Grid.of(rows), () -> Grid.of(rows));
  }

  private void print(Object result, Function<JsonNode, Grid> csv, Supplier<Grid> table) {
    switch (format) {
      case JSON -> console.out().println(ResultJson.pretty(ResultJson.of(result)));
      case CSV -> console.out().print(csv.apply(ResultJson.of(result)).toCsv());
      case TABLE -> console.out().print(GridText.of(table.get(), console.columns()));
    }
  }

  /** Returns whether the result is printed for people, who may be given notes as well. */
  boolean forPeople() {
    return format == OutputFormat.TABLE;
  }
}
