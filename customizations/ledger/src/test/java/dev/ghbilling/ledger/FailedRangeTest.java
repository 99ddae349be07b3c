package dev.ghbilling.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.error.NotFoundException;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.ledger.store.ReportType;
import dev.ghbilling.ledger.sync.SyncOptions;
import dev.ghbilling.ledger.sync.SyncResult;
import dev.ghbilling.sandbox.Fault;
import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of syncs that can't have a part of what they ask for. */
class FailedRangeTest extends SyncFixture {
  private static final String BAD_ROW =
      "date,product,sku,quantity,net_amount,username\n2025-10-21,p,s,1,9.4086E-19,ann\n";
  private static final SyncOptions SINCE_OCTOBER =
      SyncOptions.DEFAULT.since(LocalDate.parse("2025-10-20")).types(Set.of(ReportType.DETAILED));

  private SyncResult sync(SyncOptions options) {
    return sync(NOW, options);
  }

  @Regression(
      input = "a value that doesn't fit, in the oldest report",
      before = "no newer day was fetched, by no sync",
      now = "the others are fetched, and the note has the line")
  @Test
  void sync_badRow_fetchesTheOtherRanges() {
    sandbox.faults().onDownload().call(1).inject(Fault.body(200, "text/csv", BAD_ROW));

    SyncResult result = sync(SINCE_OCTOBER);

    assertThat(result.complete()).isFalse();
    assertThat(result.notes())
        .singleElement()
        .asString()
        .startsWith("detailed 2025-10-20 to 2025-10-31 can't be had: ")
        .contains("line 2: net_amount doesn't fit");
    assertThat(result.landed())
        .extracting(each -> each.from().toString())
        .containsExactly("2025-11-01", "2025-12-01");
    assertThat(sync(SINCE_OCTOBER).complete()).isTrue();
  }

  @Regression(
      input = "a completed export whose file is gone, or has a bad row",
      before = "was taken over by each sync",
      now = "another one is requested")
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sync_existingExportCannotBeUsed_requestsAnother(boolean gone) {
    SyncOptions october = SINCE_OCTOBER.since(LocalDate.parse("2025-12-01"));
    SyncProgram.sync(folder.resolve("other"), sandbox.baseUrl(), NOW, october);
    sandbox
        .faults()
        .onDownload()
        .next(gone ? 2 : 1)
        .inject(gone ? Fault.status(404) : Fault.body(200, "text/csv", BAD_ROW));

    SyncResult result = sync(october);

    assertThat(result.complete()).isTrue();
    assertThat(sandbox.requests().stream().map(RecordedRequest::method).filter("POST"::equals))
        .hasSize(2);
  }

  @Test
  void sync_done_leavesNoTemporaryFilesToTheNextRange() {
    List<Path> left = new ArrayList<>();
    SyncOptions options =
        SINCE_OCTOBER.progress(
            line -> {
              if (line.endsWith(": requested")) {
                left.addAll(filesIn(store.resolve("work")));
              }
            });

    assertThat(sync(options).landed()).hasSize(3);

    assertThat(left).isEmpty();
  }

  private static List<Path> filesIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Regression(
      input = "400 for the oldest days",
      before = "no other day of the type was fetched",
      now = "the others are fetched")
  @Test
  void sync_rangeRefused_fetchesTheOthers() {
    sandbox.faults().on("createUsageReportExport").call(1).respondWith(400);

    SyncResult result = sync(SINCE_OCTOBER);

    assertThat(result.complete()).isFalse();
    assertThat(result.landed()).hasSize(2);
  }

  @Test
  void sync_serverFailsAgainAndAgain_ends() {
    sandbox.faults().on("createUsageReportExport").everyCall().respondWith(500);

    assertThatThrownBy(() -> sync(SINCE_OCTOBER.since(LocalDate.parse("2025-06-01"))))
        .isInstanceOf(ServerException.class);

    assertThat(sandbox.requests().stream().map(RecordedRequest::method).filter("POST"::equals))
        .hasSize(3);
  }

  @Regression(
      input = "a first sync of an enterprise that doesn't exist",
      before = "the folder was that enterprise's ledger for ever",
      now = "it is nobody's until a report was landed")
  @Test
  void sync_wrongEnterprise_leavesTheFolderFree() {
    try (GitHubBilling billing =
        GitHubBilling.builder()
            .baseUrl(sandbox.baseUrl())
            .enterprise("typo")
            .token("t")
            .retryPolicy(RetryPolicy.NEVER)
            .build()) {
      assertThatThrownBy(() -> Ledger.at(store).sync(billing, SINCE_OCTOBER))
          .isInstanceOf(NotFoundException.class);
    }

    sync(SINCE_OCTOBER);

    assertThat(Ledger.at(store).account().orElseThrow().name()).isEqualTo("octo-enterprise");
  }

  @Regression(
      input = "404 for the exports of one type, of four",
      before = "the usage of all months was read besides, and the sync called complete",
      now = "the sync is incomplete, and says what is missing")
  @Test
  void sync_oneTypeRefused_doesNotReadUsage() {
    sandbox.faults().on("createUsageReportExport").call(2).respondWith(404);

    SyncResult result =
        sync(
            SINCE_OCTOBER
                .since(LocalDate.parse("2025-12-01"))
                .types(Set.of(ReportType.DETAILED, ReportType.AI_CREDIT)));

    assertThat(result.complete()).isFalse();
    assertThat(result.notes())
        .singleElement()
        .asString()
        .startsWith("ai_credit: exports are refused: ");
    assertThat(result.landed())
        .extracting(SyncResult.Landed::type)
        .containsExactly(ReportType.DETAILED);
  }

  @Test
  void sync_refusedInTheMiddle_readsUsageOfTheOtherMonthsOnly() {
    sandbox.faults().on("createUsageReportExport").calls(2, 100).respondWith(403);

    SyncResult result = sync(SINCE_OCTOBER);

    assertThat(result.landed())
        .extracting(each -> each.type() + " " + each.from())
        .containsExactly("detailed 2025-10-20", "usage 2025-11-01", "usage 2025-12-01");
  }
}
