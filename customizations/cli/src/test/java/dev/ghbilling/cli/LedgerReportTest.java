package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.Regression;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports the bill of a month on the command line. */
class LedgerReportTest {
  private static final Clock TODAY =
      Clock.fixed(Instant.parse("2023-09-20T12:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;

  private static CliRun run(Sandbox sandbox, String... arguments) {
    return CliRun.at(TODAY, CliRun.environment(sandbox), arguments);
  }

  @Test
  void report_withoutAStore_writesThePageOfTheApisUsage() throws Exception {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      Path page = folder.resolve("bill.html");

      CliRun run =
          run(sandbox, "ledger", "report", "--month", "2023-08", "--output", page.toString());

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("Saved " + page);
      assertThat(Files.readString(page))
          .startsWith("<!doctype html>")
          .contains(
              "August 2023", "octo-enterprise", "31 of 31 days are known.", "usage for 31 days");
    }
  }

  @Test
  void report_markdown_isPrinted() {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      CliRun run =
          run(
              sandbox,
              "ledger",
              "report",
              "--month",
              "2023-08",
              "--format",
              "markdown",
              "--budget",
              "500");

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.out())
          .startsWith("## August 2023: GitHub bill of octo-enterprise\n")
          .contains("| Budget used |");
    }
  }

  @Test
  void report_csv_isPrinted() {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      CliRun run = run(sandbox, "ledger", "report", "--month", "2023-08", "--format", "csv");

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.out())
          .startsWith("section,name,date,gross,discount,net,change,state\ntotal,,,");
    }
  }

  @Test
  @Regression(
      input = "--billing-day 25 on the 20th",
      before = "the cycle of the month that the day is in, refused because it is in the future",
      now = "the running cycle, which began in the month before")
  void report_billingDayLaterThanToday_isOfTheRunningCycle() {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      CliRun run = run(sandbox, "ledger", "report", "--billing-day", "25", "--format", "markdown");

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.out()).startsWith("## Aug 25 to Sep 24, 2023: ");
    }
  }

  @Test
  @Regression(
      input = "--month, the first that GitHub still has",
      before = "an increase over $0.00 in the month before",
      now = "the month before is unknown, and isn't requested")
  void report_monthBefore_thatGitHubHasDeleted_isUnknown() {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      String command = "ledger report --format csv --month ";

      CliRun run = run(sandbox, (command + "2021-10").split(" "));

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.out()).contains("31 days known").doesNotContain("\ncompared");
      assertThat(sandbox.requests())
          .map(request -> String.valueOf(request.query()))
          .anyMatch(query -> query.contains("month=10"))
          .noneMatch(query -> query.contains("month=9"));
      assertThat(run(sandbox, (command + "2021-11").split(" ")).out()).contains("\ncompared");
    }
  }

  @ParameterizedTest
  @Regression(
      input = "--month that GitHub has deleted, without --store",
      before = "a final bill of $0.00",
      now = "status 2, and what to do")
  @CsvSource({"2021-09", "2020-01", "2021-08 --billing-day 31"})
  void report_monthThatGitHubHasDeleted_isRefused(String month) {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      CliRun run = run(sandbox, ("ledger report --format csv --month " + month).split(" "));

      assertThat(run.errorLines())
          .singleElement()
          .asString()
          .contains(
              "GitHub keeps 24 months: a cycle that ends before 2021-10-01 requires --store, the folder of a ledger that has its days");
      assertThat(run.status()).isEqualTo(2);
      assertThat(sandbox.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--month 2023-13 --format csv | must be a month such as 2026-10, this or last, was 2023-13",
        "--month 2023-10 --format csv | --month must not be in the future: the cycle begins on 2023-10-01",
        "--month 2023-09 --billing-day 21 --format csv | --month must not be in the future: the cycle begins on 2023-09-21",
        "--billing-day 32 --format csv | the billing day must be 1 to 31, was 32",
        "--budget 0 --format csv | the budget must be more than 0, was 0",
        "--budget 5k --format csv | must be an amount such as 5000, was 5k",
        "--month 2023-08 | --format html requires --output",
        "--format pdf | must be one of html, markdown, csv, was pdf"
      })
  void report_wrongUsage_isRefusedBeforeAnythingIsSent(String options, String message) {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      CliRun run = run(sandbox, ("ledger report " + options).split(" "));

      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err()).contains(message);
      assertThat(sandbox.requests()).isEmpty();
    }
  }

  @Test
  void report_folderWithoutALedger_fails() {
    CliRun run =
        CliRun.at(
            TODAY, Map.of(), "ledger", "report", "--store", folder.toString(), "--format", "csv");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("there is no ledger in " + folder);
  }

  @Test
  void report_fileThatCannotBeWritten_sendsNothing() {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      CliRun run =
          run(sandbox, "ledger", "report", "--month", "2023-08", "--output", folder.toString());

      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err())
          .contains("--output must be a file, but %s is a folder".formatted(folder));
      assertThat(sandbox.requests()).isEmpty();
    }
  }
}
