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

  private static final byte[] GZIP = gzip("0123456789".repeat(100));

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
  void rest_ofAPossiblyOtherFile_isRefused() throws IOException {
    storage.respondWith(
        ScriptedResponse.withContentLength(5, 206, "012", "Content-Range: bytes 0-4/*"),
        ScriptedResponse.of(206, "de", "Content-Range: bytes 3-4/*"),
        ScriptedResponse.of(200, "abcde"));

    assertThat(fetched()).asString().isEqualTo("abcde");
    assertThat(ranges()).containsExactly("bytes=0-", "bytes=3-", "none");
  }

  @Test
  void rest_withoutATotal_isRefusedDespiteItsOffset() throws IOException {
    storage.respondWith(
        ScriptedResponse.withContentLength(5, 200, "012"),
        ScriptedResponse.of(206, "de", "Content-Range: bytes 3-4/*"),
        ScriptedResponse.of(200, "abcde"));

    assertThat(fetched()).asString().isEqualTo("abcde");
  }

  @Test
  void rest_withAVersionAlone_isRefused() throws IOException {
    storage.respondWith(
        ScriptedResponse.withContentLength(5, 200, "012"),
        ScriptedResponse.of(206, "de", "Content-Range: bytes 3-4/*", "ETag: \"v2\""),
        ScriptedResponse.of(200, "abcde"));

    assertThat(fetched()).asString().isEqualTo("abcde");
  }

  @Test
  void rest_ofTheSameLength_isAccepted() throws IOException {
    storage.respondWith(
        ScriptedResponse.withContentLength(5, 200, "012"),
        ScriptedResponse.of(206, "34", "Content-Range: bytes 3-4/5"));

    assertThat(fetched()).asString().isEqualTo("01234");
  }

  @Test
  void rest_ofAnotherVersion_isRefusedDespiteItsLength() throws IOException {
    storage.respondWith(
        ScriptedResponse.withContentLength(
            5, 206, "012", "Content-Range: bytes 0-4/5", "ETag: \"v1\""),
        ScriptedResponse.of(206, "de", "Content-Range: bytes 3-4/5", "ETag: \"v2\""),
        ScriptedResponse.of(200, "abcde"));

    assertThat(fetched()).asString().isEqualTo("abcde");
  }

  @Test
  void rest_ofAnotherLength_isRefusedDespiteItsVersion() throws IOException {
    storage.respondWith(
        ScriptedResponse.withContentLength(
            5, 206, "012", "Content-Range: bytes 0-4/5", "ETag: \"v1\""),
        ScriptedResponse.of(206, "def", "Content-Range: bytes 3-5/6", "ETag: \"v1\""),
        ScriptedResponse.of(200, "abcdef"));

    assertThat(fetched()).asString().isEqualTo("abcdef");
    assertThat(ranges()).containsExactly("bytes=0-", "bytes=3-", "none");
  }

  @Test
  void file_emptyWithAKnownLength_isStored() throws IOException {
    storage.respondWith(connectionEnds(""), ScriptedResponse.of(200, ""));

    assertThat(fetched()).isEmpty();
  }

  @Test
  void rest_ofTheRequestedVersion_isAcceptedWithoutATotal() throws IOException {
    storage.respondWith(
        ScriptedResponse.withContentLength(
            5, 206, "012", "Content-Range: bytes 0-4/*", "ETag: \"v1\""),
        ScriptedResponse.of(206, "34", "Content-Range: bytes 3-4/*", "ETag: \"v1\""),
        ScriptedResponse.of(416, "", "Content-Range: bytes */5"));

    assertThat(fetched()).asString().isEqualTo("01234");
    assertThat(ranges()).containsExactly("bytes=0-", "bytes=3-", "bytes=5-");
    assertThat(time.pauses()).hasSize(1);
  }

  @Test
  void tag_thatNoHeaderCanCarry_isIgnored() throws IOException {
    storage.respondWith(
        ScriptedResponse.withContentLength(5, 200, "012", "ETag: \"\u00e9\""),
        ScriptedResponse.of(200, "abcde"));

    assertThat(fetched()).asString().isEqualTo("abcde");
    assertThat(storage.requests().get(1).header("If-Range")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "TEXT/HTML; charset=utf-8"})
  void htmlPage_insteadOfAFile_isRefused(String type) {
    storage.respondWith(ScriptedResponse.of(200, "<html>log in</html>", "Content-Type: " + type));

    assertThat(message()).endsWith("the host sent an HTML page in place of the file");
    assertThat(remainingFiles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/csv", "application/octet-stream", "nonsense"})
  void file_ofAnyOtherType_isAccepted(String type) throws IOException {
    storage.respondWith(ScriptedResponse.of(200, "01234", "Content-Type: " + type));

    assertThat(fetched()).asString().isEqualTo("01234");
  }

  @Test
  void range_ofUnknownTotal_isNotTheWholeFile() throws IOException {
    storage.respondWith(
        ScriptedResponse.of(206, "01234", "Content-Range: bytes 0-4/*", "ETag: \"v1\""),
        ScriptedResponse.of(206, "56789", "Content-Range: bytes 5-9/10", "ETag: \"v1\""));

    assertThat(fetched()).asString().isEqualTo("0123456789");
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void ranges_ofAKnownTotal_areJoined() throws IOException {
    storage.respondWith(
        (request, connection) -> {
          int from = Integer.parseInt(request.header("Range").get(0).replaceAll("\\D", ""));
          ScriptedResponse.of(
                  206, String.valueOf(from), "Content-Range: bytes %d-%<d/10".formatted(from))
              .send(request, connection);
        });

    assertThat(fetched()).asString().isEqualTo("0123456789");
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void total_statedLate_isRequired() throws IOException {
    storage.respondWith(
        ScriptedResponse.of(206, "01", "Content-Range: bytes 0-1/*", "ETag: \"v1\""),
        ScriptedResponse.of(206, "23", "Content-Range: bytes 2-3/6", "ETag: \"v1\""),
        ScriptedResponse.of(206, "4567", "Content-Range: bytes 4-7/8", "ETag: \"v1\""),
        ScriptedResponse.of(200, "abcdef"));

    assertThat(fetched()).asString().isEqualTo("abcdef");
  }

  @Test
  void host_alwaysSendingTheBeginning_isGivenUp() {
    storage.respondWith(ScriptedResponse.of(206, "01234", "Content-Range: bytes 0-4/*"));

    assertThat(message()).contains("the host sent another range than requested");
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
        ScriptedResponse.of(206, "01234"),
        ScriptedResponse.of(206, "01234", "Content-Range: bytes 0-4/5"));

    assertThat(fetched()).asString().isEqualTo("01234");
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
        connectionEnds("01234"), ScriptedResponse.of(416, "", "Content-Range: bytes */5"));

    assertThat(fetched()).asString().isEqualTo("01234");
    assertThat(ranges()).containsExactly("bytes=0-", "bytes=5-");
  }

  @Test
  void file_withMoreAfterItsEnd_isDownloadedAgain() throws IOException {
    storage.respondWith(
        connectionEnds("01234"),
        ScriptedResponse.of(416, "", "Content-Range: bytes */10"),
        ScriptedResponse.of(206, "0123456789", "Content-Range: bytes 0-9/10"));

    assertThat(fetched()).asString().isEqualTo("0123456789");
  }

  @Test
  void length_ofASecondResponse_isTheFiles() throws IOException {
    storage.respondWith(connectionEnds("01234"), ScriptedResponse.of(200, "0123456789"));

    assertThat(fetched()).asString().isEqualTo("0123456789");
  }

  @Test
  void unsatisfiedRange_withoutALength_provesNothing() throws IOException {
    storage.respondWith(
        connectionEnds("01234"),
        ScriptedResponse.of(416, ""),
        ScriptedResponse.of(200, "0123456789"));

    assertThat(fetched()).asString().isEqualTo("0123456789");
    assertThat(ranges()).containsExactly("bytes=0-", "bytes=5-", "none");
  }

  @Test
  void host_refusingEveryRange_sendsTheWholeFile() throws IOException {
    storage.respondWith(ScriptedResponse.of(416, ""), ScriptedResponse.of(200, "0123456789"));

    assertThat(fetched()).asString().isEqualTo("0123456789");
  }

  @Test
  void chunks_withTheLastOne_areComplete() throws IOException {
    storage.respondWith(chunks("5\r\n01234\r\n0\r\n\r\n"));

    assertThat(fetched()).asString().isEqualTo("01234");
    assertThat(storage.requests()).hasSize(1);
  }

  @Test
  void chunks_withoutTheLastOne_areIncomplete() throws IOException {
    storage.respondWith(chunks("5\r\n01234\r\n"), chunks("2\r\nab\r\n0\r\n\r\n"));

    assertThat(fetched()).asString().isEqualTo("ab");
  }

  @Test
  void gzip_withItsTrailer_isComplete() throws IOException {
    storage.respondWith(ScriptedResponse.untilClose(200, GZIP));

    assertThat(fetched()).isEqualTo(GZIP);
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

  private static ScriptedResponse connectionEnds(String body) {
    return ScriptedResponse.untilClose(200, body.getBytes(StandardCharsets.US_ASCII));
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
