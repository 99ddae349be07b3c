package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.error.DownloadException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that don't state a file's length, or may have replaced the file. */
class UnprovenDownloadTest {
  private static final RetryPolicy FIVE_ATTEMPTS = RetryPolicy.builder().maxAttempts(5).build();

  private static final String REPORT = "net_amount\n" + "1.50\n".repeat(200);
  private static final byte[] GZIP = gzip(REPORT);

  private final ManualClock time = new ManualClock();

  @TempDir Path folder;

  @AutoClose final RecordingServer api = new RecordingServer();
  @AutoClose final RecordingServer storage = new RecordingServer();

  @AutoClose
  final GitHubBilling billing = Clients.at(api.baseUrl(), time).retryPolicy(FIVE_ATTEMPTS).build();

  @BeforeEach
  void createExport() {
    api.respondWith(
        ScriptedResponse.json(
            """
            {"id": "a1", "report_type": "detailed", "start_date": "2025-01-01",
             "end_date": "2025-01-31", "status": "completed", "download_urls": ["%s/f?sig=1"]}
            """
                .formatted(storage.baseUrl())));
  }

  @Test
  void rest_withoutAVersion_isNotRequested() throws IOException {
    storage.respondWith(
        ScriptedResponse.withContentLength(10, 206, "net_", "Content-Range: bytes 0-9/10"),
        ScriptedResponse.of(200, "NET_AMOUNT"));

    assertThat(fetched()).asString().isEqualTo("NET_AMOUNT");
    assertThat(ranges()).containsExactly("bytes=0-", "bytes=0-");
  }

  @Test
  void rest_ofAnotherVersion_isRefusedDespiteItsLength() throws IOException {
    storage.respondWith(
        ScriptedResponse.withContentLength(
            10, 206, "net_", "Content-Range: bytes 0-9/10", "ETag: \"v1\""),
        ScriptedResponse.of(206, "AMOUNT", "Content-Range: bytes 4-9/10", "ETag: \"v2\""),
        ScriptedResponse.of(200, "NET_AMOUNT"));

    assertThat(fetched()).asString().isEqualTo("NET_AMOUNT");
  }

  @Test
  void rest_ofAnotherLength_isRefusedDespiteItsVersion() throws IOException {
    storage.respondWith(
        ScriptedResponse.withContentLength(
            10, 206, "net_", "Content-Range: bytes 0-9/10", "ETag: \"v1\""),
        ScriptedResponse.of(206, "AMOUNT\n", "Content-Range: bytes 4-10/11", "ETag: \"v1\""),
        ScriptedResponse.of(200, "NET_AMOUNT\n"));

    assertThat(fetched()).asString().isEqualTo("NET_AMOUNT\n");
    assertThat(ranges()).containsExactly("bytes=0-", "bytes=4-", "none");
  }

  @Test
  void file_emptyWithAKnownLength_isRefused() {
    storage.respondWith(connectionEnds(""), ScriptedResponse.of(200, ""));

    assertThat(message()).endsWith("the host sent an empty file, not a usage report");
    assertThat(remainingFiles()).isEmpty();
  }

  @Test
  void rest_ofTheRequestedVersion_isAcceptedWithoutATotal() throws IOException {
    storage.respondWith(
        ScriptedResponse.withContentLength(
            10, 206, "net_", "Content-Range: bytes 0-9/*", "ETag: \"v1\""),
        ScriptedResponse.of(206, "amount", "Content-Range: bytes 4-9/*", "ETag: \"v1\""),
        ScriptedResponse.of(416, "", "Content-Range: bytes */10"));

    assertThat(fetched()).asString().isEqualTo("net_amount");
    assertThat(ranges()).containsExactly("bytes=0-", "bytes=4-", "bytes=10-");
    assertThat(time.pauses()).hasSize(1);
  }

  @Test
  void tag_thatNoHeaderCanCarry_isIgnored() throws IOException {
    storage.respondWith(
        ScriptedResponse.withContentLength(10, 200, "net_", "ETag: \"\u00e9\""),
        ScriptedResponse.of(200, "NET_AMOUNT"));

    assertThat(fetched()).asString().isEqualTo("NET_AMOUNT");
    assertThat(storage.requests().get(1).header("If-Range")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "TEXT/HTML; charset=utf-8"})
  void htmlPage_insteadOfAFile_isRefused(String type) {
    storage.respondWith(ScriptedResponse.of(200, "<html>log in</html>", "Content-Type: " + type));

    assertThat(message()).endsWith("the host sent an HTML page, not a usage report");
    assertThat(remainingFiles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/csv", "application/octet-stream", "nonsense"})
  void file_ofAnyOtherType_isAccepted(String type) throws IOException {
    storage.respondWith(ScriptedResponse.of(200, "net_amount", "Content-Type: " + type));

    assertThat(fetched()).asString().isEqualTo("net_amount");
  }

  @Test
  void range_ofUnknownTotal_isNotTheWholeFile() throws IOException {
    storage.respondWith(
        ScriptedResponse.of(206, "net_a", "Content-Range: bytes 0-4/*", "ETag: \"v1\""),
        ScriptedResponse.of(206, "mount", "Content-Range: bytes 5-9/10", "ETag: \"v1\""));

    assertThat(fetched()).asString().isEqualTo("net_amount");
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void ranges_ofOneVersion_areJoined() throws IOException {
    storage.respondWith(
        (request, connection) -> {
          int from = Integer.parseInt(request.header("Range").get(0).replaceAll("\\D", ""));
          ScriptedResponse.of(
                  206,
                  "net_amount".substring(from, from + 1),
                  "Content-Range: bytes %d-%<d/10".formatted(from),
                  "ETag: \"v1\"")
              .send(request, connection);
        });

    assertThat(fetched()).asString().isEqualTo("net_amount");
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void total_statedLate_isRequired() throws IOException {
    storage.respondWith(
        ScriptedResponse.of(206, "ne", "Content-Range: bytes 0-1/*", "ETag: \"v1\""),
        ScriptedResponse.of(206, "t_", "Content-Range: bytes 2-3/10", "ETag: \"v1\""),
        ScriptedResponse.of(206, "amount\n\n", "Content-Range: bytes 4-11/12", "ETag: \"v1\""),
        ScriptedResponse.of(200, "NET_AMOUNT"));

    assertThat(fetched()).asString().isEqualTo("NET_AMOUNT");
  }

  @Test
  void host_alwaysSendingTheBeginning_isGivenUp() {
    storage.respondWith(ScriptedResponse.of(206, "01234", "Content-Range: bytes 0-4/*"));

    assertThat(message()).contains("the host sent a part of the file when asked for all of it");
    assertThat(remainingFiles()).isEmpty();
  }

  @Test
  void range_shorterThanItStates_isIncomplete() {
    storage.respondWith(
        ScriptedResponse.untilClose(
            206, "0123".getBytes(StandardCharsets.US_ASCII), "Content-Range: bytes 0-4/*"),
        ScriptedResponse.of(401, ""));

    assertThat(message()).contains("HTTP 401");
    assertThat(remainingFiles()).isEmpty();
  }

  @Test
  void part_notRequested_isRefused() {
    storage.respondWith(
        ScriptedResponse.of(206, "01234"),
        ScriptedResponse.of(206, "01234", "Content-Range: bytes 0-4/10"));

    assertThat(message()).contains("the host sent a part of the file when asked for all of it");
    assertThat(ranges()).containsExactly("bytes=0-", "none");
    assertThat(remainingFiles()).isEmpty();
  }

  @Test
  void wholeFile_sentAsARange_isAccepted() throws IOException {
    storage.respondWith(
        ScriptedResponse.of(206, "net_amount"),
        ScriptedResponse.of(206, "net_amount", "Content-Range: bytes 0-9/10"));

    assertThat(fetched()).asString().isEqualTo("net_amount");
  }

  @Test
  void file_withoutAProvenEnd_isRefused() {
    storage.respondWith(connectionEnds("0123456789"));

    DownloadException e = exception();

    assertThat(e.getMessage())
        .endsWith("the host doesn't state the length of the file, so it may be cut off");
    assertThat(e.status()).isZero();
    assertThat(storage.requests()).hasSize(2);
    assertThat(remainingFiles()).isEmpty();
  }

  @Test
  void nothing_withoutAProvenEnd_isRefused() {
    storage.respondWith(connectionEnds(""));

    assertThat(message()).contains("the host doesn't state the length of the file");
    assertThat(remainingFiles()).isEmpty();
  }

  @Test
  void file_withNothingAfterItsEnd_isComplete() throws IOException {
    storage.respondWith(
        connectionEnds("net_amount", "ETag: \"v1\""),
        ScriptedResponse.of(416, "", "Content-Range: bytes */10"));

    assertThat(fetched()).asString().isEqualTo("net_amount");
    assertThat(ranges()).containsExactly("bytes=0-", "bytes=10-");
  }

  @Test
  void file_withMoreAfterItsEnd_isDownloadedAgain() throws IOException {
    storage.respondWith(
        connectionEnds("net_a", "ETag: \"v1\""),
        ScriptedResponse.of(416, "", "Content-Range: bytes */10"),
        ScriptedResponse.of(206, "net_amount", "Content-Range: bytes 0-9/10"));

    assertThat(fetched()).asString().isEqualTo("net_amount");
  }

  @Test
  void length_ofASecondResponse_isTheFiles() throws IOException {
    storage.respondWith(connectionEnds("net_a"), ScriptedResponse.of(200, "net_amount"));

    assertThat(fetched()).asString().isEqualTo("net_amount");
  }

  @Test
  void unsatisfiedRange_withoutALength_provesNothing() throws IOException {
    storage.respondWith(
        connectionEnds("net_a", "ETag: \"v1\""),
        ScriptedResponse.of(416, ""),
        ScriptedResponse.of(200, "net_amount"));

    assertThat(fetched()).asString().isEqualTo("net_amount");
    assertThat(ranges()).containsExactly("bytes=0-", "bytes=5-", "none");
  }

  @Test
  void host_refusingEveryRange_sendsTheWholeFile() throws IOException {
    storage.respondWith(ScriptedResponse.of(416, ""), ScriptedResponse.of(200, "net_amount"));

    assertThat(fetched()).asString().isEqualTo("net_amount");
  }

  @Test
  void chunks_withTheLastOne_areComplete() throws IOException {
    storage.respondWith(chunks("a\r\nnet_amount\r\n0\r\n\r\n"));

    assertThat(fetched()).asString().isEqualTo("net_amount");
    assertThat(storage.requests()).hasSize(1);
  }

  @Test
  void chunks_withoutTheLastOne_areIncomplete() throws IOException {
    storage.respondWith(chunks("5\r\nnet_a\r\n"), chunks("a\r\nNET_AMOUNT\r\n0\r\n\r\n"));

    assertThat(fetched()).asString().isEqualTo("NET_AMOUNT");
  }

  @Test
  void gzip_withItsTrailer_isComplete() throws IOException {
    storage.respondWith(ScriptedResponse.untilClose(200, GZIP));

    assertThat(fetched()).asString().isEqualTo(REPORT);
    assertThat(storage.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 9, 12})
  void gzip_cutOff_isIncomplete(int missing) {
    storage.respondWith(
        ScriptedResponse.untilClose(200, Arrays.copyOf(GZIP, GZIP.length - missing)));

    assertThat(message()).contains("the host doesn't state the length of the file");
    assertThat(remainingFiles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 10})
  void gzip_withTrailingBytes_isUnproven(int more) {
    storage.respondWith(ScriptedResponse.untilClose(200, Arrays.copyOf(GZIP, GZIP.length + more)));

    assertThat(message()).contains("the host doesn't state the length of the file");
    assertThat(remainingFiles()).isEmpty();
  }

  @Test
  void gzip_ofSeveralMembers_isUnproven() {
    byte[] twice = Arrays.copyOf(GZIP, 2 * GZIP.length);
    System.arraycopy(GZIP, 0, twice, GZIP.length, GZIP.length);
    storage.respondWith(ScriptedResponse.untilClose(200, twice));

    assertThat(message()).contains("the host doesn't state the length of the file");
    assertThat(remainingFiles()).isEmpty();
  }

  private static ScriptedResponse connectionEnds(String body, String... headers) {
    return ScriptedResponse.untilClose(200, body.getBytes(StandardCharsets.US_ASCII), headers);
  }

  private static ScriptedResponse chunks(String body) {
    return ScriptedResponse.untilClose(
        200, body.getBytes(StandardCharsets.US_ASCII), "Transfer-Encoding: chunked");
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private List<String> ranges() {
    return storage.requests().stream()
        .map(request -> request.header("Range").stream().findFirst().orElse("none"))
        .toList();
  }

  private byte[] fetched() throws IOException {
    List<Path> files = billing.exports().export("a1").downloadTo(folder);
    assertThat(remainingFiles()).containsExactlyElementsOf(files);
    return Files.readAllBytes(files.get(0));
  }

  private String message() {
    return String.valueOf(exception().getMessage());
  }

  private DownloadException exception() {
    return catchThrowableOfType(
        DownloadException.class, () -> billing.exports().export("a1").downloadTo(folder));
  }

  private List<Path> remainingFiles() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
