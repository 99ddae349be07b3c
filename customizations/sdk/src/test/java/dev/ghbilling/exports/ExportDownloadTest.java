package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.DownloadException;
import dev.ghbilling.error.ExportException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportDownloadTest {
  private static final String SECRET = "SeCrEtSiGnAtUrE";
  private static final String REPORT = "net_amount\n1\n";
  private static final String QUERY = "?expires=1&signature=" + SECRET;

  @TempDir Path folder;

  @AutoClose final ExportHost host = new ExportHost();

  @Test
  void file_downloaded_equalsTheStoredOne() throws IOException {
    String content = "\uFEFF\"date\",\"net_amount\"\r\n\"2025-01-01\",\"9.4086E-05\"\r\n";
    host.storage.respondWith(ScriptedResponse.of(200, content));

    List<Path> files = download("/report.csv");

    assertThat(files).containsExactly(folder.resolve("usage-report-a1.csv"));
    assertThat(Files.readString(files.get(0))).isEqualTo(content);
    assertThat(ExportHost.files(folder)).containsExactlyElementsOf(files);
  }

  @Test
  void storage_ofTheFiles_getsNoCredential() {
    host.storage.respondWith(ScriptedResponse.of(200, REPORT));

    download("/report.csv");

    ReceivedRequest request = host.storage.request();
    assertThat(request.target()).isEqualTo("/report.csv" + QUERY);
    assertThat(request.header("Authorization")).isEmpty();
    assertThat(request.toString()).doesNotContain(Clients.TOKEN);
  }

  @Test
  void files_ofSeveralParts_keepTheirOrder() throws IOException {
    host.storage.respondWith(
        (request, connection) ->
            ScriptedResponse.of(200, "sku,net_amount\n%s,2\n".formatted(request.target()))
                .send(request, connection));

    List<Path> files = download("/b.csv", "/a.csv", "/c.csv");

    assertThat(files)
        .extracting(file -> folder.relativize(file).toString())
        .containsExactly(
            "usage-report-a1-part-01-of-03.csv",
            "usage-report-a1-part-02-of-03.csv",
            "usage-report-a1-part-03-of-03.csv");
    assertThat(Files.readString(files.get(0))).contains("/b.csv");
    assertThat(Files.readString(files.get(1))).contains("/a.csv");
    assertThat(Files.readString(files.get(2))).contains("/c.csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/../../evil.csv", "/%2e%2e%2f%2e%2e%2fevil", "/a/..%5C..%5Cevil"})
  void fileName_inTheUrl_isIgnored(String path) throws IOException {
    host.storage.respondWith(
        ScriptedResponse.of(200, REPORT, "Content-Disposition: attachment; filename=\"../evil\""));

    assertThat(download(path)).containsExactly(folder.resolve("usage-report-a1.csv"));
    assertThat(ExportHost.files(folder)).hasSize(1);
  }

  @Test
  void exportId_withPathCharacters_staysInTheFolder() {
    host.api.respondWith(
        ScriptedResponse.json(Bodies.export("../../evil", host.storage.baseUrl() + "/x")));
    host.storage.respondWith(ScriptedResponse.of(200, REPORT));

    assertThat(
            host.billing.exports().export("../../evil").downloadTo(folder, DownloadProgress.NONE))
        .containsExactly(folder.resolve("usage-report-______evil.csv"));
  }

  @Test
  void folder_missing_isCreated() {
    host.storage.respondWith(ScriptedResponse.of(200, REPORT));
    exports("completed", host.storage.baseUrl() + "/x");
    Path below = folder.resolve("not/yet/there");

    assertThat(host.billing.exports().export("a1").downloadTo(below, DownloadProgress.NONE))
        .allMatch(Files::exists);
  }

  @Test
  void progress_ofADownload_isReported() {
    host.storage.respondWith(ScriptedResponse.of(200, "net_amount"));
    exports("completed", host.storage.baseUrl() + "/1", host.storage.baseUrl() + "/2");
    List<String> reported = new ArrayList<>();

    host.billing
        .exports()
        .export("a1")
        .downloadTo(
            folder,
            (part, parts, bytes, total) ->
                reported.add("%d/%d: %d/%d".formatted(part, parts, bytes, total)));

    assertThat(reported).contains("1/2: 10/10", "2/2: 10/10");
  }

  @Test
  void export_completedWithoutFiles_returnsNone() throws IOException {
    assertThat(download()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  @Regression(
      input = "a completed export without download_urls",
      before = "the report has no rows, rc 0",
      now = "an error that says so; only an empty list means no rows")
  void export_completedWithoutAList_throws() {
    host.api.respondWith(
        ScriptedResponse.json(Bodies.export("a1").replace("download_urls", "urls")));

    assertThatExceptionOfType(ExportException.class)
        .isThrownBy(() -> host.download(folder))
        .withMessage("export a1 is completed, but lists no files");
  }

  @Test
  void export_stillProcessing_throws() {
    exports("processing");

    assertThatExceptionOfType(ExportException.class)
        .isThrownBy(
            () -> host.billing.exports().export("a1").downloadTo(folder, DownloadProgress.NONE))
        .withMessage("export a1 is processing and has no files yet");
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 403, 404, 416, 500})
  void download_refused_leavesNothing(int status) throws IOException {
    host.storage.respondWith(ScriptedResponse.of(status, "<Error>%s</Error>".formatted(SECRET)));

    assertThat(failed("/report.csv").getMessage())
        .contains("part 1 of 1", "from 127.0.0.1: ", "HTTP " + status);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void download_cutOff_leavesNothing() throws IOException {
    host.storage.respondWith(ScriptedResponse.withContentLength(5000, 200, "half"));

    assertThat(failed("/report.csv")).isNotNull();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void download_stalling_leavesNothing() throws IOException {
    host.storage.respondWith(ScriptedResponse.stallingAfter("half"));
    exports("completed", host.storage.baseUrl() + "/report.csv" + QUERY);

    try (GitHubBilling impatient =
        host.billing.toBuilder().readTimeout(Duration.ofSeconds(1)).build()) {
      assertThat(failed(impatient).getMessage()).endsWith(": the time allowed is over");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void connection_cut_leavesNothing() throws IOException {
    host.storage.respondWith(ScriptedResponse.RESET);

    assertThat(failed("/report.csv")).isNotNull();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void download_cutOff_keepsTheOlderFile() throws IOException {
    Path older = Files.writeString(folder.resolve("usage-report-a1.csv"), "older");
    host.storage.respondWith(ScriptedResponse.withContentLength(5000, 200, "half"));

    assertThat(failed("/report.csv")).isNotNull();
    assertThat(Files.readString(older)).isEqualTo("older");
    assertThat(ExportHost.files(folder)).containsExactly(older);
  }

  @Test
  void folder_thatIsAFile_isReportedAsUnwritable() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    host.storage.respondWith(ScriptedResponse.of(200, REPORT));
    exports("completed", host.storage.baseUrl() + "/x" + QUERY);

    DownloadException e =
        catchThrowableOfType(
            DownloadException.class,
            () -> host.billing.exports().export("a1").downloadTo(file, DownloadProgress.NONE));

    assertThat(e.getMessage()).contains("the folder can't be written: " + file);
    assertThat(ExportHost.files(folder)).containsExactly(file);
  }

  @Test
  void progress_thatThrows_leavesNothing() throws IOException {
    host.storage.respondWith(ScriptedResponse.of(200, REPORT));
    exports("completed", host.storage.baseUrl() + "/x");

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                host.billing
                    .exports()
                    .export("a1")
                    .downloadTo(
                        folder,
                        (part, parts, bytes, total) -> {
                          throw new IllegalStateException("a fault of the caller's");
                        }));
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://host.storage.example/x" + QUERY,
        "http://user:" + SECRET + "@host.storage.example/x",
        "https://user:" + SECRET + "@host.storage.invalid/x",
        "ftp://host.storage.example/x" + QUERY,
        "mailto:" + SECRET,
        "/x" + QUERY,
        "http:/x" + QUERY
      })
  void url_notHttp_throwsWithoutQuotingIt(String url) throws IOException {
    exports("completed", url);

    assertThat(failed()).isNotNull();
    assertThat(folder).isEmptyDirectory();
  }

  private List<Path> download(String... paths) {
    exports(
        "completed",
        Stream.of(paths).map(path -> host.storage.baseUrl() + path + QUERY).toArray(String[]::new));
    return host.download(folder);
  }

  private DownloadException failed(String path) {
    exports("completed", host.storage.baseUrl() + path + QUERY);
    return failed();
  }

  private DownloadException failed() {
    return failed(host.billing);
  }

  private DownloadException failed(GitHubBilling client) {
    DownloadException e =
        catchThrowableOfType(
            DownloadException.class,
            () -> client.exports().export("a1").downloadTo(folder, DownloadProgress.NONE));
    assertThat(Clients.messages(e))
        .noneMatch(text -> text.contains(SECRET) || text.contains(Clients.TOKEN));
    return e;
  }

  private void exports(String status, String... urls) {
    host.api.respondWith(
        ScriptedResponse.json(Bodies.export("a1", urls).replace("completed", status)));
  }
}
