package dev.ghbilling.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.ledger.store.ReportType;
import dev.ghbilling.ledger.sync.SyncOptions;
import dev.ghbilling.ledger.sync.SyncResult;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of which report counts for a day that several have. */
class BestReportTest extends SyncFixture {
  private static final Set<ReportType> DETAILED = Set.of(ReportType.DETAILED);

  @Regression(
      input = "a detailed report with a part of the newest days, then exports refused",
      before = "the detailed report counted for ever",
      now = "the newer usage report counts, whole")
  @Test
  void bill_partOfADayThenTheUsageReport_isTheNewerOne() throws Exception {
    sync(NOW, "2025-12-09", DETAILED, "2025-12-09", "2025-12-10");
    assertThat(bill()).containsExactly("2025-12-09|detailed|1", "2025-12-10|detailed|1");
    Instant later = NOW.plus(Duration.ofDays(1));
    restartSandbox(later);
    sandbox.faults().on("createUsageReportExport").everyCall().respondWith(403);

    sync(later, "2025-12-09", DETAILED);

    assertThat(bill()).contains("2025-12-09|usage|20", "2025-12-10|usage|20");
  }

  @Test
  void bill_reportsOfTheSameHour_isTheDetailedOne() throws Exception {
    sync(NOW, "2025-12-09", DETAILED);

    restartAndSync(NOW.plus(Duration.ofMinutes(50)));
    assertThat(bill()).contains("2025-12-09|detailed|20", "2025-12-10|detailed|20");
    restartAndSync(NOW.plus(Duration.ofMinutes(70)));

    assertThat(bill()).contains("2025-12-09|summarized|20", "2025-12-10|summarized|20");
  }

  private void restartAndSync(Instant now) {
    restartSandbox(now);
    sync(now, "2025-12-09", Set.of(ReportType.SUMMARIZED));
  }

  @Regression(
      input = "a detailed report of one organization, imported; then a sync",
      before = "the file counted, and its days were never requested",
      now = "GitHub's report counts, of whatever type")
  @Test
  void bill_fileThenSync_isGitHubs() throws Exception {
    importFile("filtered.csv", "2025-11-03", "2025-11-04");
    sync(NOW, "2025-11-03", Set.of(ReportType.SUMMARIZED));
    assertThat(bill()).contains("2025-11-03|summarized|20", "2025-11-04|summarized|20");

    sync(NOW, "2025-11-03", DETAILED);

    assertThat(bill()).contains("2025-11-03|detailed|20", "2025-11-04|detailed|20");
  }

  @Regression(
      input = "a file with rows of a day of which GitHub has none",
      before = "the file's rows counted, and stayed",
      now = "the day is free of charge, unless GitHub's history begins later")
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bill_dayThatGitHubHasEmpty_isEmpty(boolean fileFirst) throws Exception {
    serve("2025-12-02", "2025-12-04");
    if (fileFirst) {
      importFile("own.csv", "2025-12-01", "2025-12-03");
    }
    sync(NOW, "2025-12-01", DETAILED);
    SyncResult imported = importFile("own.csv", "2025-12-01", "2025-12-03");
    sync(NOW.plusSeconds(1), "2025-12-01", DETAILED);

    assertThat(imported.notes()).hasSize(1);
    assertThat(bill())
        .containsExactly("2025-12-01|detailed|1", "2025-12-02|detailed|1", "2025-12-04|detailed|1");
  }

  @Regression(
      input = "a report without rows of the day before yesterday, and with rows of yesterday",
      before = "the day was free of charge",
      now = "it is unknown, or as an earlier report had it, until it is settled")
  @Test
  void days_emptyOneThatMayChange_isUnknown() throws Exception {
    sync(NOW, "2025-12-08", DETAILED, "2025-12-08", "2025-12-10");
    assertThat(days()).containsExactly("2025-12-08", "2025-12-10");

    sync(NOW.plusSeconds(1), "2025-12-08", DETAILED, "2025-12-09");
    assertThat(days()).containsExactly("2025-12-08", "2025-12-09", "2025-12-10");

    Instant later = NOW.plus(Duration.ofDays(4));
    restartSandbox(later);
    sync(later, "2025-12-08", DETAILED, "2025-12-10");
    assertThat(days()).containsExactly("2025-12-08", "2025-12-09", "2025-12-10");
    assertThat(bill()).containsExactly("2025-12-10|detailed|1");
  }

  @Regression(
      input = "a day without rows, settled by --settling-days 1, then a sync with 5",
      before = "the day stayed free of charge",
      now = "it is unknown again")
  @Test
  void days_emptyOneThatIsNotSettledAnyMore_isUnknown() throws Exception {
    serve("2025-12-10");
    SyncOptions options = SyncOptions.DEFAULT.since(LocalDate.parse("2025-12-09")).types(DETAILED);
    sync(NOW, options.settlingDays(1));
    assertThat(days()).containsExactly("2025-12-09", "2025-12-10");

    sync(NOW.plusSeconds(1), options);

    assertThat(days()).containsExactly("2025-12-10");
  }

  private void sync(Instant now, String since, Set<ReportType> types, String... days) {
    serve(days);
    sync(now, since, types);
  }

  private List<String> days() throws Exception {
    return select("SELECT date FROM days ORDER BY date");
  }

  @Regression(
      input = "a corrected file in which a day isn't any more",
      before = "the day stayed as the first file had it",
      now = "its rows don't count any more")
  @Test
  void importFiles_newerVersion_withdrawsDays() throws Exception {
    importFile("v1.csv", "2024-09-01", "2024-09-02", "2024-09-03");
    importFile("other.csv", "2024-08-31", "2024-09-04");

    SyncResult imported = importFile("v2.csv", "2024-09-01", "2024-09-03");

    assertThat(imported.notes())
        .anySatisfy(note -> assertThat(note).contains("rows of 1 more days, from 2024-09-02"));
    assertThat(bill())
        .extracting(day -> day.substring(0, 10))
        .containsExactly("2024-08-31", "2024-09-01", "2024-09-03", "2024-09-04");
  }

  private SyncResult sync(Instant now, String since, Set<ReportType> types) {
    return sync(now, SyncOptions.DEFAULT.since(LocalDate.parse(since)).types(types));
  }

  private SyncResult importFile(String name, String... days) throws IOException {
    Path file = Files.writeString(folder.resolve(name), detailed(days).replace("0.5", "999"));
    return Ledger.at(store)
        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
        .importFiles(List.of(file), null, line -> {});
  }

  private List<String> bill() throws Exception {
    return select("SELECT date, type, count(*) FROM bill GROUP BY ALL ORDER BY ALL");
  }
}
