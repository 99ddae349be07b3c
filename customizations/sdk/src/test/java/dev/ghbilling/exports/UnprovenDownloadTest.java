package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.error.DownloadException;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that don't state a file's length, or may have replaced the file. */
class UnprovenDownloadTest {
  private static final String REPORT = "net_amount\n" + "1.50\n".repeat(200);
  private static final byte[] GZIP = ExportHost.gzip(REPORT);

  @TempDir Path folder;

  @AutoClose final ExportHost host = new ExportHost();

  @Test
  void rest_withoutAVersion_isNotRequested() throws IOException {
    host.storage.respondWith(
        ScriptedResponse.withContentLength(10, 206, "net_", "Content-Range: bytes 0-9/10"),
        ScriptedResponse.of(200, "NET_AMOUNT"));

    assertThat(host.content(folder)).isEqualTo("NET_AMOUNT");
    assertThat(ranges()).containsExactly("bytes=0-", "bytes=0-");
  }

  @Test
  void rest_ofAnotherVersion_isRefusedDespiteItsLength() throws IOException {
    host.storage.respondWith(
        ScriptedResponse.withContentLength(
            10, 206, "net_", "Content-Range: bytes 0-9/10", "ETag: \"v1\""),
        ScriptedResponse.of(206, "AMOUNT", "Content-Range: bytes 4-9/10", "ETag: \"v2\""),
        ScriptedResponse.of(200, "NET_AMOUNT"));

    assertThat(host.content(folder)).isEqualTo("NET_AMOUNT");
  }

  @Test
  void rest_ofAnotherLength_isRefusedDespiteItsVersion() throws IOException {
    host.storage.respondWith(
        ScriptedResponse.withContentLength(
            10, 206, "net_", "Content-Range: bytes 0-9/10", "ETag: \"v1\""),
        ScriptedResponse.of(206, "AMOUNT\n", "Content-Range: bytes 4-10/11", "ETag: \"v1\""),
        ScriptedResponse.of(200, "NET_AMOUNT\n"));

    assertThat(host.content(folder)).isEqualTo("NET_AMOUNT\n");
    assertThat(ranges()).containsExactly("bytes=0-", "bytes=4-", "none");
  }

  @Test
  void file_emptyWithAKnownLength_isRefused() {
    host.storage.respondWith(connectionEnds(""), ScriptedResponse.of(200, ""));

    assertThat(message()).endsWith("the host sent an empty file, not a usage report");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void rest_ofTheRequestedVersion_isAcceptedWithoutATotal() throws IOException {
    host.storage.respondWith(
        ScriptedResponse.withContentLength(
            10, 206, "net_", "Content-Range: bytes 0-9/*", "ETag: \"v1\""),
        ScriptedResponse.of(206, "amount", "Content-Range: bytes 4-9/*", "ETag: \"v1\""),
        ScriptedResponse.of(416, "", "Content-Range: bytes */10"));

    assertThat(host.content(folder)).isEqualTo("net_amount");
    assertThat(ranges()).containsExactly("bytes=0-", "bytes=4-", "bytes=10-");
    assertThat(host.time.pauses()).hasSize(1);
  }

  @Test
  void tag_thatNoHeaderCanCarry_isIgnored() throws IOException {
    host.storage.respondWith(
        ScriptedResponse.withContentLength(10, 200, "net_", "ETag: \"\u00e9\""),
        ScriptedResponse.of(200, "NET_AMOUNT"));

    assertThat(host.content(folder)).isEqualTo("NET_AMOUNT");
    assertThat(host.storage.requests().get(1).header("If-Range")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "TEXT/HTML; charset=utf-8"})
  void htmlPage_insteadOfAFile_isRefused(String type) {
    host.storage.respondWith(
        ScriptedResponse.of(200, "<html>log in</html>", "Content-Type: " + type));

    assertThat(message()).endsWith("the host sent an HTML page, not a usage report");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void file_inAnotherCoding_isRefused() {
    host.storage.respondWith(ScriptedResponse.of(200, "net_amount", "Content-Encoding: br"));

    assertThat(message()).endsWith("the host sent a compressed file that wasn't asked for");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/csv", "application/octet-stream", "nonsense"})
  void file_ofAnyOtherType_isAccepted(String type) throws IOException {
    host.storage.respondWith(ScriptedResponse.of(200, "net_amount", "Content-Type: " + type));

    assertThat(host.content(folder)).isEqualTo("net_amount");
  }

  @Test
  void range_ofUnknownTotal_isNotTheWholeFile() throws IOException {
    host.storage.respondWith(
        ScriptedResponse.of(206, "net_a", "Content-Range: bytes 0-4/*", "ETag: \"v1\""),
        ScriptedResponse.of(206, "mount", "Content-Range: bytes 5-9/10", "ETag: \"v1\""));

    assertThat(host.content(folder)).isEqualTo("net_amount");
    assertThat(host.time.pauses()).isEmpty();
  }

  @Test
  void ranges_ofOneVersion_areJoined() throws IOException {
    host.storage.respondWith(
        (request, connection) -> {
          int from = Integer.parseInt(request.header("Range").get(0).replaceAll("\\D", ""));
          ScriptedResponse.of(
                  206,
                  "net_amount".substring(from, from + 1),
                  "Content-Range: bytes %d-%<d/10".formatted(from),
                  "ETag: \"v1\"")
              .send(request, connection);
        });

    assertThat(host.content(folder)).isEqualTo("net_amount");
    assertThat(host.time.pauses()).isEmpty();
  }

  @Test
  void total_statedLate_isRequired() throws IOException {
    host.storage.respondWith(
        ScriptedResponse.of(206, "ne", "Content-Range: bytes 0-1/*", "ETag: \"v1\""),
        ScriptedResponse.of(206, "t_", "Content-Range: bytes 2-3/10", "ETag: \"v1\""),
        ScriptedResponse.of(206, "amount\n\n", "Content-Range: bytes 4-11/12", "ETag: \"v1\""),
        ScriptedResponse.of(200, "NET_AMOUNT"));

    assertThat(host.content(folder)).isEqualTo("NET_AMOUNT");
  }

  @Test
  void host_alwaysSendingTheBeginning_isGivenUp() {
    host.storage.respondWith(ScriptedResponse.of(206, "01234", "Content-Range: bytes 0-4/*"));

    assertThat(message()).contains("the host sent a part of the file when asked for all of it");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void range_shorterThanItStates_isIncomplete() {
    host.storage.respondWith(
        ScriptedResponse.untilClose(
            206, "0123".getBytes(StandardCharsets.US_ASCII), "Content-Range: bytes 0-4/*"),
        ScriptedResponse.of(401, ""));

    assertThat(message()).contains("HTTP 401");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void part_notRequested_isRefused() {
    host.storage.respondWith(
        ScriptedResponse.of(206, "01234"),
        ScriptedResponse.of(206, "01234", "Content-Range: bytes 0-4/10"));

    assertThat(message()).contains("the host sent a part of the file when asked for all of it");
    assertThat(ranges()).containsExactly("bytes=0-", "none");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void wholeFile_sentAsARange_isAccepted() throws IOException {
    host.storage.respondWith(
        ScriptedResponse.of(206, "net_amount"),
        ScriptedResponse.of(206, "net_amount", "Content-Range: bytes 0-9/10"));

    assertThat(host.content(folder)).isEqualTo("net_amount");
  }

  @Test
  void file_withoutAProvenEnd_isRefused() {
    host.storage.respondWith(connectionEnds("0123456789"));

    DownloadException e = host.failure(folder);

    assertThat(e.getMessage())
        .endsWith("the host doesn't state the length of the file, so it may be cut off");
    assertThat(e.status()).isZero();
    assertThat(host.storage.requests()).hasSize(2);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void nothing_withoutAProvenEnd_isRefused() {
    host.storage.respondWith(connectionEnds(""));

    assertThat(message()).contains("the host doesn't state the length of the file");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void file_withNothingAfterItsEnd_isComplete() throws IOException {
    host.storage.respondWith(
        connectionEnds("net_amount", "ETag: \"v1\""),
        ScriptedResponse.of(416, "", "Content-Range: bytes */10"));

    assertThat(host.content(folder)).isEqualTo("net_amount");
    assertThat(ranges()).containsExactly("bytes=0-", "bytes=10-");
  }

  @Test
  void file_withMoreAfterItsEnd_isDownloadedAgain() throws IOException {
    host.storage.respondWith(
        connectionEnds("net_a", "ETag: \"v1\""),
        ScriptedResponse.of(416, "", "Content-Range: bytes */10"),
        ScriptedResponse.of(206, "net_amount", "Content-Range: bytes 0-9/10"));

    assertThat(host.content(folder)).isEqualTo("net_amount");
  }

  @Test
  void length_ofASecondResponse_isTheFiles() throws IOException {
    host.storage.respondWith(connectionEnds("net_a"), ScriptedResponse.of(200, "net_amount"));

    assertThat(host.content(folder)).isEqualTo("net_amount");
  }

  @Test
  void unsatisfiedRange_withoutALength_provesNothing() throws IOException {
    host.storage.respondWith(
        connectionEnds("net_a", "ETag: \"v1\""),
        ScriptedResponse.of(416, ""),
        ScriptedResponse.of(200, "net_amount"));

    assertThat(host.content(folder)).isEqualTo("net_amount");
    assertThat(ranges()).containsExactly("bytes=0-", "bytes=5-", "none");
  }

  @Test
  void host_refusingEveryRange_sendsTheWholeFile() throws IOException {
    host.storage.respondWith(ScriptedResponse.of(416, ""), ScriptedResponse.of(200, "net_amount"));

    assertThat(host.content(folder)).isEqualTo("net_amount");
  }

  @Test
  void chunks_withTheLastOne_areComplete() throws IOException {
    host.storage.respondWith(chunks("a\r\nnet_amount\r\n0\r\n\r\n"));

    assertThat(host.content(folder)).isEqualTo("net_amount");
    assertThat(host.storage.requests()).hasSize(1);
  }

  @Test
  void chunks_withoutTheLastOne_areIncomplete() throws IOException {
    host.storage.respondWith(chunks("5\r\nnet_a\r\n"), chunks("a\r\nNET_AMOUNT\r\n0\r\n\r\n"));

    assertThat(host.content(folder)).isEqualTo("NET_AMOUNT");
  }

  @Test
  void gzip_withItsTrailer_isComplete() throws IOException {
    host.storage.respondWith(ScriptedResponse.untilClose(200, GZIP));

    assertThat(host.content(folder)).isEqualTo(REPORT);
    assertThat(host.storage.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 9, 12})
  void gzip_cutOff_isIncomplete(int missing) {
    host.storage.respondWith(
        ScriptedResponse.untilClose(200, Arrays.copyOf(GZIP, GZIP.length - missing)));

    assertThat(message()).contains("the host doesn't state the length of the file");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 10})
  void gzip_withTrailingBytes_isUnproven(int more) {
    host.storage.respondWith(
        ScriptedResponse.untilClose(200, Arrays.copyOf(GZIP, GZIP.length + more)));

    assertThat(message()).contains("the host doesn't state the length of the file");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void gzip_ofSeveralMembers_isUnproven() {
    byte[] twice = Arrays.copyOf(GZIP, 2 * GZIP.length);
    System.arraycopy(GZIP, 0, twice, GZIP.length, GZIP.length);
    host.storage.respondWith(ScriptedResponse.untilClose(200, twice));

    assertThat(message()).contains("the host doesn't state the length of the file");
    assertThat(folder).isEmptyDirectory();
  }

  private static ScriptedResponse connectionEnds(String body, String... headers) {
    return ScriptedResponse.untilClose(200, body.getBytes(StandardCharsets.US_ASCII), headers);
  }

  private static ScriptedResponse chunks(String body) {
    return ScriptedResponse.untilClose(
        200, body.getBytes(StandardCharsets.US_ASCII), "Transfer-Encoding: chunked");
  }

  private List<String> ranges() {
    return host.storage.requests().stream()
        .map(request -> request.header("Range").stream().findFirst().orElse("none"))
        .toList();
  }

  private String message() {
    return String.valueOf(host.failure(folder).getMessage());
  }
}
