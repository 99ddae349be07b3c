package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.client.model.UsageReportType;
import dev.ghbilling.error.DownloadException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.sandbox.Fault;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupted download becomes the whole file or leaves nothing. */
class ExportResumeTest {
  private static final RetryPolicy FIVE_ATTEMPTS = RetryPolicy.builder().maxAttempts(5).build();

  private final ManualClock time = new ManualClock();

  @TempDir Path folder;

  @AutoClose
  static final Sandbox sandbox =
      Sandbox.builder().usageItems(3_000).exportFiles(3).exportDelay(Duration.ZERO).start();

  @AutoClose
  final GitHubBilling billing =
      Clients.at(sandbox.baseUrl(), time)
          .retryPolicy(FIVE_ATTEMPTS)
          .readTimeout(Duration.ofSeconds(2))
          .build();

  @AutoClose final ExportHost host = new ExportHost();
  @AutoClose final RecordingServer other = new RecordingServer();

  private static final List<byte[]> whole = new ArrayList<>();
  private static String id = "";

  private Export export = billing.exports().export("none yet");

  @BeforeAll
  static void downloadExpectedFiles(@TempDir Path elsewhere) throws IOException {
    try (GitHubBilling client = Clients.at(sandbox.baseUrl()).build()) {
      Export first =
          client
              .exports()
              .request(
                  UsageReportExportRequest.builder()
                      .reportType(UsageReportType.SUMMARIZED)
                      .startDate(LocalDate.of(2025, 1, 1))
                      .endDate(LocalDate.of(2025, 12, 31))
                      .build());
      id = first.id();
      for (Path file : first.downloadTo(elsewhere)) {
        whole.add(Files.readAllBytes(file));
      }
    }
    assertThat(whole).hasSize(3).allMatch(bytes -> bytes.length > 10_000);
  }

  @AfterEach
  void clearFaults() {
    sandbox.faults().clear();
  }

  @BeforeEach
  void createExport() {
    export = billing.exports().export(id);
  }

  /** Returns faults of some responses, which the download overcomes. */
  static Stream<Fault> passing() {
    return Stream.of(
        Fault.reset(),
        Fault.ownResponse().resetAfterHeaders(),
        Fault.ownResponse().resetWithinBody(5_000),
        Fault.ownResponse().truncatedAfter(5_000),
        Fault.ownResponse().truncatedAfter(0),
        Fault.ownResponse().partial(5_000),
        Fault.ownResponse().overlong(10),
        Fault.ownResponse().slow(2_000, Duration.ofSeconds(30)),
        Fault.ownResponse().withoutHeader("Content-Range"),
        Fault.ownResponse().header("Content-Range", "bytes 7-20/30"),
        Fault.ownResponse().header("ETag", "\"of another file\""),
        Fault.ownResponse().resetWithinBody(5_000).withoutHeader("ETag"),
        Fault.expiredDownload(),
        Fault.status(404),
        Fault.status(410),
        Fault.status(408),
        Fault.status(429),
        Fault.status(500),
        Fault.status(503));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void fault_ofOneResponse_isRetried(Fault fault) throws IOException {
    sandbox.faults().onDownload().next(1).inject(fault);

    assertWhole(export.downloadTo(folder));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void fault_ofAResumedResponse_isRetried(Fault fault) throws IOException {
    sandbox.faults().onDownload().next(2).inject(fault);
    sandbox.faults().onDownload().next(1).inject(Fault.ownResponse().truncatedAfter(3_000));

    assertWhole(export.downloadTo(folder));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void fault_ofALaterPart_isRetried(Fault fault) throws IOException {
    sandbox.faults().onDownload().next(3).inject(fault);
    sandbox.faults().onDownload().next(2).inject(Fault.ownResponse());

    assertWhole(export.downloadTo(folder));
  }

  /** Returns faults of every response, which leave no file. */
  static Stream<Fault> lasting() {
    return Stream.of(
        Fault.reset(),
        Fault.ownResponse().resetAfterHeaders(),
        Fault.ownResponse().truncatedAfter(0),
        Fault.ownResponse().overlong(10),
        Fault.ownResponse().header("Content-Range", "bytes 7-20/30"),
        Fault.expiredDownload(),
        Fault.status(401),
        Fault.status(403),
        Fault.status(500),
        Fault.redirect(302, "http://host.storage.example/f"),
        Fault.redirect(302, "ftp://127.0.0.1/f"),
        Fault.redirect(302, "http://"),
        Fault.redirect(307, "?"));
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void fault_ofEveryResponse_leavesNothing(Fault fault) throws IOException {
    sandbox.faults().onDownload().everyCall().inject(fault);

    DownloadException e =
        catchThrowableOfType(DownloadException.class, () -> export.downloadTo(folder));

    assertThat(e.exportId()).isEqualTo(export.id());
    assertThat(e.part()).isEqualTo(1);
    assertThat(e.getMessage()).doesNotContain("sig=", "signature").doesNotContain("\n");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void status_ofTheHost_isReported() {
    sandbox.faults().onDownload().everyCall().respondWith(401);

    assertThat(
            catchThrowableOfType(DownloadException.class, () -> export.downloadTo(folder)).status())
        .isEqualTo(401);
  }

  @Test
  void url_expired_isReplacedOnce() {
    sandbox.faults().onDownload().everyCall().inject(Fault.expiredDownload());
    long before = sandbox.requests().size();

    assertThatExceptionOfType(DownloadException.class).isThrownBy(() -> export.downloadTo(folder));

    // The export, an address, the export once more, its new address.
    assertThat(sandbox.requests().size() - before).isEqualTo(4);
  }

  @Test
  void pauses_betweenRetries_growAndEnd() {
    sandbox.faults().onDownload().everyCall().respondWith(503);

    assertThatExceptionOfType(DownloadException.class).isThrownBy(() -> export.downloadTo(folder));

    assertThat(time.pauses())
        .containsExactly(
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2));
  }

  @Test
  void rest_ofAVersionedFile_isRequestedWithIfRange() throws IOException {
    host.storage.respondWith(
        ScriptedResponse.withContentLength(
            10, 206, "net_a", "Content-Range: bytes 0-9/10", "ETag: \"v1\""),
        ScriptedResponse.of(206, "mount", "Content-Range: bytes 5-9/10", "ETag: \"v1\""));

    assertThat(host.content(folder)).isEqualTo("net_amount");

    ReceivedRequest rest = host.storage.requests().get(1);
    assertThat(rest.header("Range")).containsExactly("bytes=5-");
    assertThat(rest.header("If-Range")).containsExactly("\"v1\"");
    assertThat(rest.header("Authorization")).isEmpty();
  }

  @Test
  void host_withoutRanges_startsOver() throws IOException {
    host.storage.respondWith(
        ScriptedResponse.withContentLength(10, 200, "net_a"),
        ScriptedResponse.of(200, "NET_AMOUNT"));

    assertThat(host.content(folder)).isEqualTo("NET_AMOUNT");
  }

  @Test
  void rest_ofAnotherFile_isRefused() throws IOException {
    host.storage.respondWith(
        ScriptedResponse.withContentLength(
            10, 206, "net_a", "Content-Range: bytes 0-9/10", "ETag: \"v1\""),
        ScriptedResponse.of(206, "MOUNT\n", "Content-Range: bytes 5-10/11", "ETag: \"v2\""),
        ScriptedResponse.of(206, "NET_AMOUNT\n", "Content-Range: bytes 0-10/11", "ETag: \"v2\""));

    assertThat(host.content(folder)).isEqualTo("NET_AMOUNT\n");
  }

  @Test
  void file_empty_isRefused() {
    host.storage.respondWith(ScriptedResponse.of(416, "", "Content-Range: bytes */0"));

    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> host.content(folder))
        .withMessageEndingWith("the host sent an empty file, not a usage report");
  }

  @Test
  void redirect_toStorage_carriesNoCredentials() throws IOException {
    host.storage.respondWith(
        ScriptedResponse.of(302, "", "Location: " + other.baseUrl() + "/g?token=2"));
    other.respondWith(ScriptedResponse.of(200, "net_amount"));

    assertThat(host.content(folder)).isEqualTo("net_amount");
    assertThat(other.request().header("Authorization")).isEmpty();
    assertThat(other.request().header("Cookie")).isEmpty();
    assertThat(other.request().header("Referer")).isEmpty();
  }

  /** Each response takes 70 seconds, and all until the body at most two minutes. */
  @Test
  void redirects_ofOneAttempt_shareTheCallTimeout() {
    host.storage.respondWith(
        (request, connection) -> {
          host.time.advance(Duration.ofSeconds(70));
          int step =
              request.target().contains("sig")
                  ? 0
                  : Integer.parseInt(request.target().substring(3));
          ScriptedResponse next =
              step == 3
                  ? ScriptedResponse.of(200, "net_amount")
                  : ScriptedResponse.of(302, "", "Location: /f?" + (step + 1));
          next.send(request, connection);
        });

    assertThatExceptionOfType(DownloadException.class).isThrownBy(() -> host.content(folder));
  }

  @Test
  void file_ofAnotherLength_isDownloadedAgain() throws IOException {
    Files.writeString(export.downloadTo(folder).get(1), "cut");

    assertWhole(export.downloadTo(folder));
  }

  @Test
  void parts_stored_remainWhenALaterOneFails() throws IOException {
    sandbox.faults().onDownload().everyCall().respondWith(401);
    sandbox.faults().onDownload().next(2).inject(Fault.ownResponse());

    DownloadException e =
        catchThrowableOfType(DownloadException.class, () -> export.downloadTo(folder));

    assertThat(e.part()).isEqualTo(3);
    assertThat(ExportHost.files(folder)).hasSize(2);
    sandbox.faults().clear();
    assertWhole(export.downloadTo(folder));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void files_stored_haveTheDefaultMode() throws IOException {
    Path usual = Files.createFile(folder.resolve("usual"));

    assertThat(Files.getPosixFilePermissions(export.downloadTo(folder).get(0)))
        .isEqualTo(Files.getPosixFilePermissions(usual))
        .contains(PosixFilePermission.OWNER_READ);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void interrupt_duringADownload_leavesNothing(int update) throws IOException {
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () ->
                export.downloadTo(
                    folder,
                    (part, parts, bytes, total) -> {
                      if (part == update) {
                        Thread.currentThread().interrupt();
                      }
                    }));
    assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
    assertThat(ExportHost.files(folder)).hasSize(update - 1);
  }

  @Test
  void rows_ofSeveralParts_keepTheirOrder() {
    try (Stream<UsageReportRow> rows = export.rows(folder);
        Stream<UsageReportRow> first =
            new UsageReportFile(export.downloadTo(folder).get(0)).rows()) {
      List<UsageReportRow> all = rows.toList();
      assertThat(all).hasSize(3_000).startsWith(first.toArray(UsageReportRow[]::new));
    }
  }

  @Test
  void file_incomplete_isNotVisible() {
    export.downloadTo(
        folder,
        (part, parts, bytes, total) -> {
          if (bytes < total) {
            assertThat(ExportHost.files(folder))
                .filteredOn(file -> !isHidden(file))
                .hasSize(part - 1);
          }
        });
  }

  private static boolean isHidden(Path file) {
    return String.valueOf(file.getFileName()).startsWith(".");
  }

  private void assertWhole(List<Path> files) throws IOException {
    assertThat(files).hasSameSizeAs(whole);
    for (int i = 0; i < files.size(); i++) {
      assertThat(Files.readAllBytes(files.get(i))).isEqualTo(whole.get(i));
    }
    assertThat(ExportHost.files(folder)).containsExactlyInAnyOrderElementsOf(files);
  }
}
