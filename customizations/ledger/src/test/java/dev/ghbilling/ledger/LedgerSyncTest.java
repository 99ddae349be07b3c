package dev.ghbilling.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.ledger.store.LedgerException;
import dev.ghbilling.ledger.store.LedgerStore;
import dev.ghbilling.ledger.store.ReportType;
import dev.ghbilling.ledger.sync.SyncOptions;
import dev.ghbilling.ledger.sync.SyncResult;
import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.Regression;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerSyncTest extends SyncFixture {
  private static final SyncOptions SINCE_OCTOBER =
      SyncOptions.DEFAULT.since(LocalDate.parse("2025-10-20"));

  @Test
  void sync_all_asksInTheLargestWindowsAndHasEveryRow() throws Exception {
    SyncResult result = sync(NOW, SINCE_OCTOBER);

    assertThat(result.complete()).isTrue();
    assertThat(result.landed())
        .extracting(each -> "%s %s %s".formatted(each.type(), each.from(), each.to()))
        .containsExactly(
            "detailed 2025-10-20 2025-10-31",
            "detailed 2025-11-01 2025-11-30",
            "detailed 2025-12-01 2025-12-10",
            "summarized 2025-10-20 2025-12-10",
            "premium_request 2025-10-20 2025-10-31",
            "premium_request 2025-11-01 2025-11-30",
            "premium_request 2025-12-01 2025-12-10",
            "ai_credit 2025-10-20 2025-10-31",
            "ai_credit 2025-11-01 2025-11-30",
            "ai_credit 2025-12-01 2025-12-10");
    assertThat(select("SELECT type, count(*) FROM rows GROUP BY type ORDER BY type"))
        .contains("detailed|1040", "summarized|1040");
    assertThat(select("SELECT DISTINCT type FROM bill")).containsExactly("detailed");
    assertThat(select("SELECT count(*), count(other_columns) FROM bill"))
        .containsExactly("1040|1040");
  }

  @Test
  void status_afterSync_agreesWithGitHubsOwnSummary() {
    sync(NOW, SyncOptions.DEFAULT.since(LocalDate.parse("2025-11-01")));

    LedgerStatus status = Ledger.at(store).clock(Clock.fixed(NOW, ZoneOffset.UTC)).status();

    assertThat(status.totals().get(0)).matches(LedgerStatus.Total::agrees);
    assertThat(status.totals().get(1).netDifference())
        .as("the sandbox's summary has the days to come as well")
        .isNegative();
    assertThat(status.months().get(0))
        .returns(30, LedgerStatus.Month::days)
        .returns(30, LedgerStatus.Month::settled)
        .returns(0, LedgerStatus.Month::missing)
        .returns(0, LedgerStatus.Month::changed)
        .returns(600L, LedgerStatus.Month::rows);
    assertThat(
            status.months().stream()
                .filter(each -> each.type() == ReportType.DETAILED)
                .toList()
                .get(1))
        .returns(10, LedgerStatus.Month::days)
        .returns(5, LedgerStatus.Month::settled);
  }

  @Test
  void importFiles_afterAKilledProcess_removesWhatItPlaced() throws Exception {
    sync(NOW, SINCE_OCTOBER.types(Set.of(ReportType.DETAILED)));
    List<String> before = StoreContent.of(store);
    Path parquet = store.resolve("parquet/type=detailed/billing_month=2025-11/0123.parquet");
    Path landed = store.resolve("landed/detailed/2025-11-01_2025-11-30_0123.csv.gz");
    Files.writeString(parquet, "unfinished");
    Files.writeString(landed, "unfinished");
    Files.createDirectory(store.resolve("work"));
    Files.writeString(
        store.resolve("work/placed.txt"), store.relativize(landed) + "\nlanded/detail");

    Ledger.at(store).importFiles(List.of(), null, line -> {});

    assertThat(StoreContent.of(store)).isEqualTo(before);
  }

  @Test
  void sync_again_fetchesOnlyDaysThatMayChange() throws Exception {
    sync(NOW, SINCE_OCTOBER.types(Set.of(ReportType.DETAILED)));
    Instant later = NOW.plus(Duration.ofDays(2));
    restartSandbox(later);

    SyncResult result = sync(later, SINCE_OCTOBER.types(Set.of(ReportType.DETAILED)));

    assertThat(result.landed())
        .extracting(each -> "%s %s".formatted(each.from(), each.to()))
        .containsExactly("2025-12-06 2025-12-12");
    assertThat(select("SELECT count(*), count(DISTINCT date) FROM rows"))
        .containsExactly("1080|54");
    assertThat(
            select(
                "SELECT count(*) FROM (SELECT source, source_row FROM rows GROUP BY ALL HAVING count(*) > 1)"))
        .containsExactly("0");
  }

  @Test
  void sync_sameMoment_takesOverTheExportsThatExist() {
    sync(NOW, SINCE_OCTOBER);
    long before = posts();

    sync(NOW, SINCE_OCTOBER);

    assertThat(before).isEqualTo(10);
    assertThat(posts()).as("the newest windows are shorter now, and are asked for").isEqualTo(14);
    sync(NOW, SINCE_OCTOBER);
    assertThat(posts()).isEqualTo(14);
    sync(NOW.plusSeconds(1), SINCE_OCTOBER);
    assertThat(posts()).as("an export from before may lack what came since").isEqualTo(18);
  }

  private long posts() {
    return sandbox.requests().stream().map(RecordedRequest::method).filter("POST"::equals).count();
  }

  @Test
  void sync_gap_isFilled() throws Exception {
    sync(NOW, SyncOptions.DEFAULT.since(LocalDate.parse("2025-12-01")));
    sync(NOW, SINCE_OCTOBER);
    Path straight = folder.resolve("straight");

    SyncProgram.sync(straight, sandbox.baseUrl(), NOW, SINCE_OCTOBER);

    assertThat(select("SELECT * EXCLUDE (source, source_row) FROM rows ORDER BY ALL"))
        .isEqualTo(
            StoreContent.select(
                straight, "SELECT * EXCLUDE (source, source_row) FROM rows ORDER BY ALL"));
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 410})
  void sync_exportsRefused_readsTheUsageReport(int status) throws Exception {
    sandbox.faults().on("createUsageReportExport").everyCall().respondWith(status);

    SyncResult result = sync(NOW, SINCE_OCTOBER);

    assertThat(result.notes()).anyMatch(note -> note.startsWith("exports are refused"));
    assertThat(select("SELECT DISTINCT type FROM bill")).containsExactly("usage");
    assertThat(select("SELECT count(*) FROM bill")).containsExactly("1840");
    assertThat(Ledger.at(store).status().totals()).hasSize(3).allMatch(LedgerStatus.Total::agrees);
  }

  @Test
  void sync_otherAccount_isRefused() {
    sync(NOW, SINCE_OCTOBER);
    sandbox.close();
    sandbox = Sandbox.builder().enterprise("other").clock(Clock.fixed(NOW, ZoneOffset.UTC)).start();
    Ledger ledger = Ledger.at(store);

    try (GitHubBilling billing =
        GitHubBilling.builder().baseUrl(sandbox.baseUrl()).enterprise("other").token("t").build()) {
      assertThatThrownBy(() -> ledger.sync(billing, SINCE_OCTOBER))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining(
              "is the ledger of enterprise octo-enterprise at 127.0.0.1, not of enterprise other");
    }
  }

  @Regression(
      input = "a month whose sync failed after it was landed, and the next sync on the day after",
      before = "the month was never compared with GitHub's own sum",
      now = "the next sync asks for it")
  @Test
  void sync_afterARunThatDidNotEnd_comparesItsMonths() {
    SyncOptions options = SINCE_OCTOBER.types(Set.of(ReportType.DETAILED));
    sandbox.faults().on("getUsageSummary").everyCall().respondWith(500);
    assertThatThrownBy(() -> sync(NOW, options)).isInstanceOf(ServerException.class);
    Instant later = NOW.plus(Duration.ofDays(1));
    restartSandbox(later);

    sync(later, options);

    assertThat(Ledger.at(store).status().totals())
        .hasSize(3)
        .allMatch(total -> total.githubNet() != null);
  }

  @Test
  void sync_whileAnotherRuns_saysSoAndStops() throws Exception {
    try (LedgerStore running = LedgerStore.lock(store, NOW)) {
      assertThat(running.manifest().landings()).isEmpty();
      assertThatThrownBy(() -> sync(NOW, SINCE_OCTOBER))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("another sync of " + store + " is running (process ")
          .hasMessageEndingWith("since 2025-12-10T12:00:00Z); nothing was done");
    }
    assertThat(sandbox.requests()).isEmpty();
  }

  @Test
  void sync_changedLandedFile_fetchesItsDaysAgain() throws Exception {
    sync(NOW, SINCE_OCTOBER);
    String november =
        "SELECT * FROM rows WHERE type = 'detailed' AND billing_month = '2025-11' ORDER BY source_row";
    List<String> before = select(november);
    Path landed = store.resolve(StoreContent.manifest(store).landing(2).files().get(0).path());
    Files.writeString(landed, "changed");
    Ledger ledger = Ledger.at(store).clock(Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(ledger.status().months()).anyMatch(month -> month.changed() == 30);

    sync(NOW, SINCE_OCTOBER);

    assertThat(ledger.status().months()).allMatch(month -> month.changed() == 0);
    assertThat(select(november).equals(before)).isTrue();
  }

  @Test
  void sync_withoutParquet_rebuildsItFromLandedFiles() throws Exception {
    sync(NOW, SINCE_OCTOBER);
    List<String> before = StoreContent.of(store);
    try (Stream<Path> files = Files.walk(store.resolve("parquet"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    Files.delete(store.resolve("ledger.duckdb"));

    Ledger.at(store)
        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
        .importFiles(List.of(), null, line -> {});

    assertThat(StoreContent.of(store).equals(before)).isTrue();
  }

  @Test
  void sync_dayThatHasNotArrived_staysUnknown() throws Exception {
    Instant newYear = Instant.parse("2026-01-03T12:00:00Z");
    restartSandbox(newYear);

    sync(newYear, SyncOptions.DEFAULT.since(LocalDate.parse("2025-12-20")));

    assertThat(select("SELECT max(date) FROM days WHERE type = 'detailed'"))
        .containsExactly("2025-12-31");
    assertThat(
            Ledger.at(store).clock(Clock.fixed(newYear, ZoneOffset.UTC)).status().months().stream()
                .filter(month -> month.type() == ReportType.DETAILED)
                .map(LedgerStatus.Month::missing))
        .containsExactly(0, 3);
  }

  @Regression(
      input = "a sync with --settling-days 0 at noon",
      before = "today was settled, and what is used later was never requested",
      now = "a day that isn't over isn't settled")
  @Test
  void sync_withoutSettlingTime_requestsTodayAgain() {
    SyncOptions options = SINCE_OCTOBER.types(Set.of(ReportType.DETAILED)).settlingDays(0);
    sync(NOW, options);

    SyncResult again = sync(NOW.plusSeconds(60), options);

    assertThat(again.landed())
        .extracting(each -> "%s %s".formatted(each.from(), each.to()))
        .containsExactly("2025-12-10 2025-12-10");
  }

  @Test
  void importFiles_thatPeopleHave_fillDaysThatGitHubForgot() throws Exception {
    Path file =
        Files.write(
            folder.resolve("old.csv"),
            """
            date;product;sku;quantity;net_amount;username
            2023/8/7;actions;actions_linux;2;0.5;ann
            2023/8/7;actions;actions_linux;2;0.5;ann
            """
                .getBytes(StandardCharsets.UTF_16));
    Ledger ledger = Ledger.at(store).clock(Clock.fixed(NOW, ZoneOffset.UTC));

    assertThat(ledger.importFiles(List.of(file, file), null, line -> {}).landed())
        .extracting(SyncResult.Landed::rows)
        .containsExactly(2L);
    assertThat(ledger.importFiles(List.of(file), null, line -> {}).notes())
        .containsExactly(file + ": the store has its days already");
    sync(NOW, SINCE_OCTOBER);

    assertThat(
            select(
                "SELECT billing_month, sum(net_amount) FROM monthly GROUP BY ALL ORDER BY 1 LIMIT 1"))
        .containsExactly("2023-08|1.000000000000000000");
    assertThat(StoreContent.manifest(store).account()).isNotNull();
  }

  @Test
  void importFiles_differentRowsOfADay_areRefused() throws Exception {
    String header = "date,product,sku,quantity,net_amount,username\n";
    Path one = Files.writeString(folder.resolve("one.csv"), header + "2023-08-07,p,s,1,1,a\n");
    Path same =
        Files.writeString(
            folder.resolve("same.csv"), header + "2023-08-07,p,s,1,1,a\n2023-08-08,p,s,1,1,a\n");
    Path other = Files.writeString(folder.resolve("other.csv"), header + "2023-08-07,p,s,1,2,a\n");
    Ledger ledger = Ledger.at(store).clock(Clock.fixed(NOW, ZoneOffset.UTC));

    assertThatThrownBy(() -> ledger.importFiles(List.of(one, other), null, line -> {}))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("have different rows of 2023-08-07");
    ledger.importFiles(List.of(one, same), null, line -> {});
    assertThat(select("SELECT sum(net_amount) FROM bill")).containsExactly("2.000000000000000000");
    ledger.importFiles(List.of(other), null, line -> {});

    assertThat(select("SELECT sum(net_amount) FROM bill")).containsExactly("3.000000000000000000");
  }

  @Test
  void importFiles_oneWrong_importsNone() throws Exception {
    String header = "date,product,sku,quantity,net_amount\n";
    Path good = Files.writeString(folder.resolve("good.csv"), header + "2023-08-07,p,s,1,1\n");
    Path bad =
        Files.writeString(
            folder.resolve("bad.csv"), header + "2023-08-08,p,s,1,1\n2023-08-08,p,s,1,x\n");

    assertThatThrownBy(() -> Ledger.at(store).importFiles(List.of(good, bad), null, line -> {}))
        .hasMessage(bad + ", line 3: net_amount is not a number: x");
    assertThat(StoreContent.manifest(store).landings()).isEmpty();
    assertThat(store.resolve("landed")).doesNotExist();
  }
}
