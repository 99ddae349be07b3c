package dev.ghbilling.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ghbilling.error.UnreadableReportException;
import dev.ghbilling.ledger.focus.LedgerExport;
import dev.ghbilling.ledger.store.LedgerDatabase;
import dev.ghbilling.ledger.store.ReportType;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of files that aren't what they are taken for. */
class FileImportTest {
  private static final String COLUMNS = "date,product,sku,quantity,net_amount";

  @TempDir Path folder;

  private Path file(String... lines) throws IOException {
    return Files.writeString(folder.resolve("bill.csv"), String.join("\n", lines) + "\n");
  }

  private Ledger ledger() {
    return Ledger.at(folder.resolve("store"))
        .clock(Clock.fixed(Instant.parse("2025-12-10T12:00:00Z"), ZoneOffset.UTC));
  }

  private void refused(Path file, @Nullable ReportType type, String message) {
    assertThatThrownBy(() -> ledger().importFiles(List.of(file), type, line -> {}))
        .isInstanceOf(UnreadableReportException.class)
        .hasMessage(file + message);
    assertThat(folder.resolve("store")).doesNotExist();
  }

  @Regression(
      input = "a ledger's own export as CSV, imported",
      before = "112,669 rows of premium requests, which count as nothing",
      now = "is refused; the landed files are what can be imported")
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void importFiles_exportOfALedger_isRefused(boolean users) throws Exception {
    Ledger other =
        ImportedLedger.of(folder, "2025-10-01,actions,linux,1,minutes,1,1,0,1,ann,acme,r,w,");
    Path csv = folder.resolve("export.csv");
    try (LedgerDatabase database = other.database();
        Connection connection = database.connect()) {
      new LedgerExport(null, null, users).writeCsv(connection, csv);
    }

    refused(
        csv,
        null,
        ", line 1: an export of a ledger, not a usage report: import the files in the folder landed of that ledger");
  }

  @Regression(
      input = "a detailed report imported with --types ai_credit, or summarized",
      before = "was believed; nothing of it counted",
      now = "is refused")
  @ParameterizedTest
  @CsvSource({
    "'',detailed,summarized",
    "'',premium_request,summarized",
    "',username',summarized,detailed",
    "',username',ai_credit,detailed",
    "',username,model',detailed,premium_request"
  })
  void importFiles_ofAnotherType_isRefused(String columns, String given, String type)
      throws Exception {
    refused(
        file(COLUMNS + columns, "2025-10-01,p,s,1,1" + ",x".repeat(columns.split(",").length - 1)),
        ReportType.valueOf(given.toUpperCase(Locale.ROOT)),
        " has the columns of a report of type %s, not %s".formatted(type, given));
  }

  @Test
  void importFiles_premiumRequestsCalledAiCredits_areBelieved() throws Exception {
    Path file = file(COLUMNS + ",model", "2025-10-01,copilot,request,1,0,m");

    assertThat(ledger().importFiles(List.of(file), ReportType.AI_CREDIT, line -> {}).landed())
        .extracting(each -> each.type())
        .containsExactly(ReportType.AI_CREDIT);
  }

  @Regression(
      input = "a file with a row of a day to come",
      before = "was imported; no newest day was too old any more",
      now = "is refused with the row's line")
  @Test
  void importFiles_dayToCome_isRefused() throws Exception {
    refused(
        file(COLUMNS, "2025-12-10,p,s,1,1", "2025/12/11,p,s,1,1"),
        null,
        ", line 3: 2025-12-11 is in the future, today is 2025-12-10");
  }

  @Regression(
      input = "a file with days that another file provided",
      before = "their rows were replaced without a word",
      now = "a note names the other file and the days")
  @Test
  void importFiles_daysOfAnotherFile_areNoted() throws Exception {
    Path first =
        Files.writeString(
            folder.resolve("first.csv"), COLUMNS + "\n2025-10-01,p,s,1,1\n2025-10-02,p,s,1,1\n");
    Path second = file(COLUMNS, "2025-10-02,p,s,1,2", "2025-10-03,p,s,1,2");

    assertThat(ledger().importFiles(List.of(first), null, line -> {}).notes()).isEmpty();
    assertThat(ledger().importFiles(List.of(second), null, line -> {}).notes())
        .containsExactly(
            "%s: it replaces 1 of the days that %s had, from 2025-10-02".formatted(second, first));
  }
}
