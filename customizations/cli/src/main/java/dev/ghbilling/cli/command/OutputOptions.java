package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.Grid;
import dev.ghbilling.cli.output.GridCsv;
import dev.ghbilling.cli.output.OutputFormat;
import dev.ghbilling.cli.output.ResultJson;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that select the output format, and the printing of results in that format. */
final class OutputOptions {
  private final Console console;
  private @Nullable OutputFormat format;
  private boolean csvSafe;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  OutputOptions(Console console) {
    this.console = console;
  }

  @Option(
      names = "--format",
      paramLabel = "table|json|csv|markdown",
      description = {
        "The output format. Default: table.",
        "table: aligned text for people. Secrets such as signed URLs are withheld.",
        "json: the document of the API, with all pages merged and numbers as sent. Totals, downloads and changes of cost centers, for which the API has no document, are printed in a similar one.",
        "csv: one line per row, with the names of the API. A spreadsheet may run its values: see --csv-safe.",
        "markdown: tables for comments and summaries such as $GITHUB_STEP_SUMMARY, without secrets."
      })
  void setFormat(OutputFormat format) {
    this.format = format;
    requireCsv();
  }

  @Option(
      names = "--csv-safe",
      description = {
        "Print csv, and write an apostrophe before each value that a spreadsheet would run, which is one that begins with =, +, -, @, a tab or a line break. Numbers stay as they are."
      })
  void setCsvSafe(boolean csvSafe) {
    this.csvSafe = csvSafe;
    requireCsv();
  }

  /** Is called for each option, in any order, before anything is sent. */
  private void requireCsv() {
    if (csvSafe && format != null && format != OutputFormat.CSV && command != null) {
      throw new ParameterException(command.commandLine(), "--csv-safe requires --format csv");
    }
  }

  /** Prints a result. Its table is derived from its properties, and its CSV from its class. */
  void print(Object result) {
    print(
        result,
        document -> result instanceof Record typed ? Grid.ofRecord(typed) : Grid.of(document),
        () -> Grid.of(ResultJson.forPeople(result)));
  }

  /**
   * Prints a result that is a list of rows.
   *
   * @param list the property that contains the rows
   * @param columns the columns, which are there even if there are no rows
   * @param table supplies the table for people
   */
  void print(Object result, String list, List<String> columns, Supplier<Grid> table) {
    print(result, document -> Grid.ofRows(document.path(list), columns), table);
  }

  /**
   * Prints a result as JSON, as rows of CSV or as a table.
   *
   * @param rows derives the rows from the JSON document
   */
  void print(Object result, Function<JsonNode, Grid> rows, Supplier<Grid> table) {
    switch (format()) {
      case JSON -> console.json(ResultJson.of(result));
      case CSV -> {
        Grid grid = rows.apply(ResultJson.of(result));
        console.data(csvSafe ? GridCsv.safe(grid) : GridCsv.of(grid));
      }
      case TABLE -> console.table(table.get());
      case MARKDOWN -> console.markdown(table.get());
    }
  }

  /** Returns whether the result is printed for people, who may be given notes as well. */
  boolean forPeople() {
    return format() == OutputFormat.TABLE || format() == OutputFormat.MARKDOWN;
  }

  private OutputFormat format() {
    return format == null ? (csvSafe ? OutputFormat.CSV : OutputFormat.TABLE) : format;
  }
}
