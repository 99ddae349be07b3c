package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.Grid;
import dev.ghbilling.cli.output.GridCsv;
import dev.ghbilling.cli.output.OutputFormat;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.cli.output.Rows;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The options that select the output format, and the printing of results in that format. */
public final class OutputOptions {
  private final Console console;
  private final boolean hasFile;
  private @Nullable OutputFormat format;
  private boolean csvSafe;
  private @Nullable CommandSpec command;

  private final OptionSpec file =
      OptionSpec.builder("-o", "--output")
          .type(Path.class)
          .paramLabel("FILE")
          .description(
              "Write the result to this file, which is replaced once the result is complete. Default: stdout.")
          .build();

  /** Creates the options of a command whose result may be saved to a file. */
  OutputOptions(Console console) {
    this(console, true);
  }

  /**
   * Creates the options of a command.
   *
   * @param hasFile whether its result may be saved to a file; false if the command has its own
   *     option {@code --output}
   */
  OutputOptions(Console console, boolean hasFile) {
    this.console = console;
    this.hasFile = hasFile;
  }

  @Spec(Spec.Target.MIXEE)
  void mixInto(CommandSpec mixee) {
    command = mixee;
    if (hasFile) {
      mixee.addOption(file);
    }
  }

  /** Returns the file to which the called command saves its result. */
  public static Optional<Path> file(ParseResult called) {
    return last(called).mixins().values().stream()
        .map(CommandSpec::userObject)
        .flatMap(
            mixin -> mixin instanceof OutputOptions options ? Stream.of(options) : Stream.empty())
        .flatMap(options -> Stream.ofNullable((Path) options.file.getValue()))
        .findFirst();
  }

  /** Returns the files that the other arguments of the command which is called name. */
  public static List<Path> inputs(ParseResult called) {
    return last(called).args().stream()
        .filter(
            argument ->
                !(argument instanceof OptionSpec own && own.longestName().equals("--output")))
        .map(ArgSpec::<Object>getValue)
        .flatMap(value -> value instanceof Collection<?> all ? all.stream() : Stream.of(value))
        .flatMap(value -> value instanceof Path path ? Stream.of(path) : Stream.empty())
        .toList();
  }

  private static CommandSpec last(ParseResult called) {
    ParseResult last = called;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last.commandSpec();
  }

  @Option(
      names = "--format",
      paramLabel = "table|json|jsonl|csv|markdown",
      description = {
        "The output format. Default: table.",
        "table: aligned text for people. Secrets such as signed URLs are withheld.",
        "json: the document of the API, with all pages merged and numbers as sent. Totals, downloads and changes of cost centers, for which the API has no document, have a similar format.",
        "jsonl: the rows of csv as JSON objects, one per line.",
        "csv: one line per row, with the names of the API as columns. A spreadsheet may run a value as a formula: see --csv-safe.",
        "markdown: tables for comments and summaries such as $GITHUB_STEP_SUMMARY, without secrets."
      })
  void setFormat(OutputFormat format) {
    this.format = format;
    requireCsv();
  }

  @Option(
      names = "--csv-safe",
      description = {
        "Print csv, and write an apostrophe before each value that a spreadsheet would run as a formula: one that begins with =, +, -, @, a tab or a line break. Numbers are unchanged."
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
    Supplier<Rows> rows =
        () ->
            result instanceof Record typed
                ? Rows.of(typed)
                : new Rows(ResultJson.array(ResultJson.of(result)), List.of());
    print(result, rows, () -> Grid.of(ResultJson.forPeople(result)).ordered(rows.get().columns()));
  }

  /**
   * Prints a result that is a list of rows.
   *
   * @param list the property that contains the rows
   * @param columns the columns, which are there even if there are no rows
   * @param table supplies the table for people
   */
  void print(Object result, String list, List<String> columns, Supplier<Grid> table) {
    print(result, () -> new Rows(ResultJson.of(result).path(list), columns), table);
  }

  /**
   * Prints a result as JSON, as rows or as a table.
   *
   * @param rows supplies the rows
   */
  void print(Object result, Supplier<Rows> rows, Supplier<Grid> table) {
    switch (format()) {
      case JSON -> console.json(ResultJson.of(result));
      case JSONL -> console.jsonLines(rows.get().list());
      case CSV -> {
        Grid grid = rows.get().grid();
        console.data(csvSafe ? GridCsv.safe(grid) : GridCsv.of(grid));
      }
      case TABLE -> console.table(table.get());
      case MARKDOWN -> console.markdown(table.get());
    }
  }

  /** Prints a response that has no generated class. */
  void printBody(String body) {
    if (format() == OutputFormat.JSON) {
      console.json(body.strip());
      return;
    }
    JsonNode document = ResultJson.parse(body);
    print(
        document,
        () -> Rows.of(document),
        () -> {
          JsonNode shown = ResultJson.forPeople(document);
          return shown.isArray() ? Rows.of(shown).grid() : Grid.of(shown);
        });
  }

  /** Returns whether the result is printed for people, who may be given notes as well. */
  boolean forPeople() {
    return format() == OutputFormat.TABLE || format() == OutputFormat.MARKDOWN;
  }

  private OutputFormat format() {
    return format == null ? (csvSafe ? OutputFormat.CSV : OutputFormat.TABLE) : format;
  }
}
