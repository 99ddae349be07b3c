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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--month 2023-13 --format csv | must be a month such as 2024-01, was 2023-13",
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
  void report_fileThatCannotBeWritten_fails() {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      CliRun run =
          run(sandbox, "ledger", "report", "--month", "2023-08", "--output", folder.toString());

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).contains("--output can't be written: " + folder);
    }
  }
}
