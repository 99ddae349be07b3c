package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the comma-separated values of each command to what a spreadsheet may open. */
class CsvSafeTest {
  private static final String MONTH = "usage --year 2023 --month 8";

  @TempDir private Path folder;

  /**
   * The listed member, who proves that a change with unknown properties in its response is made.
   */
  private static final Set<String> MEMBER = Set.of("User", "Monalisa");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "actions",
        "packages",
        "storage",
        "committers",
        MONTH,
        MONTH + " --all-cost-centers",
        MONTH + " --group-by product",
        MONTH + " --group-by cost-center",
        "cost-centers list",
        "cost-centers add-users -- ID Monalisa",
        "cost-centers remove-users -- ID mona",
        "cost-centers sync --users-file FILE -- ID",
        "exports list",
        "exports create --type=TYPE --start 2024-01-01 --end 2024-01-31"
      })
  @Regression(
      input = "names and values such as =HYPERLINK(...) in csv output",
      before = "a spreadsheet ran them",
      now = "with --csv-safe, an apostrophe keeps them a text; numbers stay numbers")
  void csvSafe_formulas_areText(String command) throws IOException {
    Path users = Files.writeString(folder.resolve("users"), "octocat\n");
    for (String start : List.of("=", "+", "-", "@", "\t", "\r", " =", "\n+")) {
      String id = start + "2eeb8ffe-6903-11ee-8c99-0242ac120002";
      String[] arguments =
          Stream.of(withOptions(command).split(" "))
              .map(argument -> argument.equals("FILE") ? users.toString() : argument)
              .map(argument -> argument.equals("ID") ? id : argument)
              .map(argument -> argument.replace("TYPE", start + "detailed"))
              .toArray(String[]::new);
      try (HostileServer server =
          HostileServer.ofExamples(text -> MEMBER.contains(text) ? text : start + text)) {
        CliRun run = CliRun.with(server.environment(), arguments);

        List<List<String>> rows = rows(run.out());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(rows).flatExtracting(row -> row).isNotEmpty().noneMatch(CsvSafeTest::isRun);
      }
    }
  }

  /** Inserts the options before {@code --}, after which nothing is an option. */
  private static String withOptions(String command) {
    String options = " --format csv --csv-safe";
    return command.contains(" -- ") ? command.replace(" -- ", options + " -- ") : command + options;
  }

  @Test
  void csvSafe_otherFormat_isWrongUsage() {
    for (String options : List.of("--csv-safe --format json", "--format table --csv-safe")) {
      CliRun run = CliRun.with(Map.of(), ("cost-centers list " + options).split(" "));

      assertThat(run.status()).isEqualTo(2);
      assertThat(run.errorLines())
          .singleElement()
          .asString()
          .contains("--csv-safe requires --format csv");
    }
  }

  @Test
  void csvSafe_alone_printsCsv() {
    try (HostileServer server = HostileServer.ofExamples(text -> text)) {
      assertThat(CliRun.with(server.environment(), "actions", "--csv-safe").out())
          .isEqualTo(CliRun.with(server.environment(), "actions", "--format", "csv").out());
    }
  }

  @Test
  void help_csvSafe_saysWhatASpreadsheetRuns() {
    assertThat(CliRun.with(Map.of(), "usage", "--help").out())
        .contains("--csv-safe", "apostrophe", "spreadsheet");
  }

  private static boolean isRun(String cell) {
    return cell.matches("(?s)[\\s]*[=+\\-@].*|[\t\r\n].*") && !cell.matches("[+-]?\\d+(\\.\\d+)?");
  }

  private static List<List<String>> rows(String csv) throws IOException {
    return new CsvMapper()
        .readerForListOf(String.class)
        .with(CsvParser.Feature.WRAP_AS_ARRAY)
        .<List<String>>readValues(csv)
        .readAll();
  }
}
