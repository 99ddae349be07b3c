package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.client.model.UsageReportType;
import dev.ghbilling.error.ApiException;
import dev.ghbilling.error.CallException;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.ExportInProgressException;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.sandbox.Fault;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ManualClock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An export is requested exactly once, also when the response is lost. */
class ExportRequestTest {
  private static final String CREATE = "createUsageReportExport";
  private static final LocalDate START = LocalDate.of(2025, 1, 1);
  private static final UsageReportExportRequest JANUARY =
      UsageReportExportRequest.builder()
          .reportType(UsageReportType.DETAILED)
          .startDate(START)
          .endDate(LocalDate.of(2025, 1, 31))
          .build();

  private final ManualClock time = new ManualClock();

  @AutoClose
  final Sandbox sandbox =
      Sandbox.builder().asObserved(true).exportDelay(Duration.ofHours(1)).start();

  @AutoClose
  final GitHubBilling billing =
      Clients.at(sandbox.baseUrl(), time)
          .retryPolicy(RetryPolicy.builder().maxAttempts(3).build())
          .build();

  /** Returns faults that leave it unclear whether the operation was carried out. */
  static Stream<Fault> unclear() {
    return Stream.of(
        Fault.reset(),
        Fault.status(500),
        Fault.status(502),
        Fault.status(503),
        Fault.status(504),
        Fault.status(408),
        Fault.htmlPage(502),
        Fault.htmlPage(200),
        Fault.emptyBody(),
        Fault.wrongType());
  }

  static Stream<Fault> lost() {
    return Stream.concat(
        unclear(),
        Stream.of(
            Fault.ownResponse().resetAfterHeaders(),
            Fault.ownResponse().resetWithinBody(10),
            Fault.ownResponse().truncatedAfter(10)));
  }

  @Test
  void request_created_returnsItsHandle() {
    Export export = billing.exports().request(JANUARY);

    assertThat(export.get().endDate()).isEqualTo(JANUARY.endDate());
    assertThat(matchingExports()).extracting(UsageReportExport::id).containsExactly(export.id());
  }

  @ParameterizedTest
  @MethodSource("lost")
  void request_withALostResponse_adoptsTheNewExport(Fault fault) {
    sandbox.faults().on(CREATE).call(1).inject(fault.afterOperation());

    Export export = billing.exports().request(JANUARY);

    assertThat(matchingExports()).extracting(UsageReportExport::id).containsExactly(export.id());
    assertThat(countPosts()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("unclear")
  void export_fromBefore_isNotAdopted(Fault fault) {
    try (Sandbox quick = Sandbox.builder().asObserved(true).exportDelay(Duration.ZERO).start();
        GitHubBilling client = Clients.at(quick.baseUrl(), time).build()) {
      client.exports().request(JANUARY);
      quick.faults().on(CREATE).call(2).inject(fault);

      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> client.exports().request(JANUARY));
      assertThat(countPosts(quick)).isEqualTo(2);
    }
  }

  @Test
  void request_withoutANewExport_throwsTheFirstFailure() {
    sandbox.faults().on(CREATE).call(1).respondWith(503);

    ServerException e =
        catchThrowableOfType(ServerException.class, () -> billing.exports().request(JANUARY));

    assertThat(e.operation()).isEqualTo(CREATE);
    assertThat(e.attempts()).isEqualTo(1);
    assertThat(matchingExports()).isEmpty();
    assertThat(countPosts()).isEqualTo(1);
    assertThat(time.pauses()).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500));
  }

  @Test
  void export_ofOtherDates_isNotAdopted() {
    sandbox.faults().on(CREATE).call(1).inject(Fault.reset());
    // Somebody else's export comes up meanwhile.
    sandbox
        .faults()
        .on("listUsageReportExports")
        .call(2)
        .inject(
            Fault.body(
                200,
                "application/json",
                """
                {"usage_report_exports": [{"id": "e1", "report_type": "detailed",
                 "start_date": "2025-01-02", "end_date": "2025-01-31", "status": "processing"}]}
                """));

    assertThatExceptionOfType(ConnectionException.class)
        .isThrownBy(() -> billing.exports().request(JANUARY));
  }

  @Test
  void request_withoutAnEndDate_endsTodayByTheServersClock() {
    UsageReportExportRequest untilToday =
        UsageReportExportRequest.builder()
            .reportType(UsageReportType.SUMMARIZED)
            .startDate(LocalDate.now(ZoneOffset.UTC).minusDays(3))
            .build();
    sandbox.faults().on(CREATE).call(1).inject(Fault.status(502).afterOperation());

    // The clock of this client is years off.
    assertThat(billing.exports().request(untilToday).get().startDate())
        .isEqualTo(untilToday.startDate());
  }

  @Test
  void list_failingAfterwards_throwsTheFirstFailure() {
    sandbox.faults().on(CREATE).call(1).inject(Fault.emptyBody());
    sandbox.faults().on("listUsageReportExports").calls(2, 9).respondWith(401);

    UnreadableResponseException e =
        catchThrowableOfType(
            UnreadableResponseException.class, () -> billing.exports().request(JANUARY));

    assertThat(e.getSuppressed()).hasSize(1);
  }

  @Test
  void list_failingBeforehand_requestsNothing() {
    sandbox.faults().on("listUsageReportExports").everyCall().respondWith(500);

    assertThatExceptionOfType(ServerException.class)
        .isThrownBy(() -> billing.exports().request(JANUARY));
    assertThat(countPosts()).isZero();
  }

  @Test
  void refusal_ofARequest_isNotChecked() {
    sandbox.faults().on(CREATE).call(1).respondWith(422);

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> billing.exports().request(JANUARY));
    assertThat(sandbox.requests()).hasSize(2);
  }

  @Test
  void export_matchingInProgress_isAdopted() {
    Export first = billing.exports().request(JANUARY);

    assertThat(billing.exports().request(JANUARY).id()).isEqualTo(first.id());
    assertThat(matchingExports()).hasSize(1);
  }

  @Test
  void export_otherInProgress_isNamed() {
    Export first = billing.exports().request(JANUARY);

    ExportInProgressException e =
        catchThrowableOfType(
            ExportInProgressException.class,
            () ->
                billing
                    .exports()
                    .request(JANUARY.toBuilder().reportType(UsageReportType.SUMMARIZED).build()));

    assertThat(e.exportId()).isEqualTo(first.id());
    assertThat(e.getMessage())
        .endsWith(
            "; export %s is in progress: request this one when that is completed"
                .formatted(first.id()));
    assertThat(matchingExports()).hasSize(1);
  }

  @Test
  void export_matchingCompleted_isNotAdopted() {
    try (Sandbox quick = Sandbox.builder().asObserved(true).exportDelay(Duration.ZERO).start();
        GitHubBilling client = Clients.at(quick.baseUrl()).build()) {
      Export completed = client.exports().request(JANUARY);
      quick.faults().on(CREATE).call(2).respondWith(409);

      ExportInProgressException e =
          catchThrowableOfType(
              ExportInProgressException.class, () -> client.exports().request(JANUARY));

      assertThat(e.exportId()).isNotEqualTo(completed.id());
    }
  }

  private List<UsageReportExport> matchingExports() {
    return billing.exports().list().usageReportExports().stream()
        .filter(export -> export.startDate().equals(START))
        .filter(export -> export.endDate().equals(JANUARY.endDate()))
        .toList();
  }

  private long countPosts() {
    return countPosts(sandbox);
  }

  private static long countPosts(Sandbox server) {
    return server.requests().stream().filter(r -> r.method().equals("POST")).count();
  }
}
