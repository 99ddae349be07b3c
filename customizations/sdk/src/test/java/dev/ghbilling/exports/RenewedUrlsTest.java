package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ghbilling.error.ExportException;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs that expire while an export's files are downloaded, and the ones that replace them. */
class RenewedUrlsTest {
  @TempDir Path folder;

  @AutoClose final ExportHost host = new ExportHost();

  @Test
  @Regression(
      input = "two parts, the second one's URL expires, the new URLs come in the other order",
      before = "the first part twice, the second one lost",
      now = "each part once, matched by its URL without the query")
  void urls_inAnotherOrder_areMatchedByPath() throws IOException {
    urls("/a?sig=1 /b?expired /c?sig=1", "/c?sig=2 /a?sig=2 /b?s=2");

    assertThat(downloaded()).containsExactly("/a?sig=1", "/b?s=2", "/c?sig=2");
  }

  @Test
  @Regression(
      input = "parts whose new URLs have other paths, in another order",
      before = "a part twice, another one lost",
      now = "all parts start over with the new URLs")
  void urls_ofOtherPaths_startOver() throws IOException {
    urls("/a?sig=1 /b?expired", "/y?sig=2 /x?sig=2");

    assertThat(downloaded()).containsExactly("/y?sig=2", "/x?sig=2");
  }

  @Test
  @Regression(
      input = "parts that differ by the query alone, whose new URLs come in another order",
      before = "a part twice, another one lost",
      now = "all parts start over with the new URLs")
  void urls_thatDifferByTheQuery_startOver() throws IOException {
    urls("/f?part=1 /f?part=2&expired", "/f?part=2 /f?part=1");

    assertThat(downloaded()).containsExactly("/f?part=2", "/f?part=1");
  }

  @Test
  void urls_ofMoreParts_startOver() throws IOException {
    urls("/a?sig=1 /b?expired", "/a?sig=2 /b?sig=2 /c?sig=2");

    assertThat(downloaded()).containsExactly("/a?sig=2", "/b?sig=2", "/c?sig=2");
    assertThat(folder.resolve("usage-report-a1-part-01-of-02.csv")).doesNotExist();
  }

  @Test
  @Regression(
      input = "an export whose new URLs are fewer than before",
      before = "the files that are left, rc 0, and a downloaded one deleted",
      now = "an error that says so")
  void urls_ofFewerParts_areRefused() {
    urls("/a?sig=1 /b?expired", "/b?sig=2");

    assertThatExceptionOfType(ExportException.class)
        .isThrownBy(this::downloaded)
        .withMessage("export a1 had 2 files and lists 1 now; download it again");
  }

  @Test
  void urls_thatChangeAgain_areGivenUp() {
    urls("/a?sig=1 /b?expired", "/c?expired /d?sig=2", "/e?sig=3 /f?sig=3");

    assertThatExceptionOfType(ExportException.class)
        .isThrownBy(this::downloaded)
        .withMessage("the files of export a1 changed twice while they were downloaded");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  @Regression(
      input = "a part whose length changes between two attempts",
      before = "parts of two versions of the export",
      now = "all parts start over")
  void part_thatChanges_startsAllOver() throws IOException {
    AtomicInteger requestsForB = new AtomicInteger();
    host.storage.respondWith(
        (request, connection) -> {
          boolean isB = request.target().startsWith("/b");
          boolean cut = isB && requestsForB.incrementAndGet() == 1;
          int amount = isB ? 22 : requestsForB.get() == 0 ? 1 : 33;
          ScriptedResponse response =
              cut
                  ? ScriptedResponse.withContentLength(13, 200, "net_amount\n")
                  : ScriptedResponse.of(200, "net_amount\n%d\n".formatted(amount));
          response.send(request, connection);
        });
    host.api.respondWith(host.export("/a?sig=1", "/b?sig=1"));

    try (Stream<UsageReportRow> rows = host.billing.exports().export("a1").rows(folder)) {
      assertThat(rows.map(row -> String.valueOf(row.netAmount()))).containsExactly("33", "22");
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 2", "22, 1", "1, 1"})
  @Regression(
      input = "a stored part that is another file below its new URL",
      before = "parts of two versions of the export, rc 0",
      now = "all parts start over, if the host states another version or length")
  void storedPart_thatHasChanged_startsAllOver(int newAmount, int newVersion) {
    host.api.respondWith(
        host.export("/a?sig=1", "/b?expired"), host.export("/a?sig=2", "/b?sig=2"));
    host.storage.respondWith(
        (request, connection) -> {
          ScriptedResponse response =
              switch (request.target()) {
                case "/a?sig=1" -> report(1, 1);
                case "/a?sig=2" -> report(newAmount, newVersion);
                case "/b?sig=2" -> report(7, 7);
                default -> ScriptedResponse.of(403, "");
              };
          response.send(request, connection);
        });

    try (Stream<UsageReportRow> rows = host.billing.exports().export("a1").rows(folder)) {
      assertThat(rows.map(row -> String.valueOf(row.netAmount())))
          .containsExactly(String.valueOf(newAmount), "7");
    }
  }

  private static ScriptedResponse report(int amount, int version) {
    return ScriptedResponse.of(
        200, "net_amount\n%d\n".formatted(amount), "ETag: \"%d\"".formatted(version));
  }

  @Test
  @Regression(
      input = "an export that lists one URL twice",
      before = "its rows twice, rc 0",
      now = "an error that says so")
  void url_listedTwice_isRefused() {
    urls("/a?sig=1 /a?sig=1");

    assertThatExceptionOfType(ExportException.class)
        .isThrownBy(this::downloaded)
        .withMessage("export a1 lists the same file twice");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"net_amount\n1\n", "net_amount\n1", "\"net_amount\"\r\n\"1\"\r\n\r\n"})
  @Regression(
      input = "two parts with the same rows, perhaps with other line ends or quotation marks",
      before = "the rows twice, rc 0",
      now = "an error that names the parts")
  void parts_withTheSameRows_areRefused(String second) {
    host.storage.respondWith(
        ScriptedResponse.of(200, "net_amount\n1\n"), ScriptedResponse.of(200, second));
    host.api.respondWith(host.export("/a?sig=1", "/b?sig=1"));

    assertThatExceptionOfType(ExportException.class)
        .isThrownBy(() -> host.download(folder))
        .withMessage(
            "export a1: parts 1 and 2 of 2 have the same rows, so another part is missing");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void parts_withoutRows_mayBeTheSame() {
    host.storage.respondWith(ScriptedResponse.of(200, "net_amount\n"));
    host.api.respondWith(host.export("/a?sig=1", "/b?sig=1"));

    assertThat(host.download(folder)).hasSize(2);
  }

  /** Lists these URLs in turn, and serves a report that names the target of its request. */
  private void urls(String... lists) {
    host.api.respondWith(
        Stream.of(lists)
            .map(list -> host.export(list.split(" ")))
            .toArray(ScriptedResponse[]::new));
    host.storage.respondWith(
        (request, connection) -> {
          ScriptedResponse response =
              request.target().contains("expired")
                  ? ScriptedResponse.of(403, "")
                  : ScriptedResponse.of(200, "net_amount,sku\n1,%s\n".formatted(request.target()));
          response.send(request, connection);
        });
  }

  /** Returns which target each stored file came from. */
  private List<String> downloaded() {
    try (Stream<UsageReportRow> rows = host.billing.exports().export("a1").rows(folder)) {
      List<String> targets = rows.map(row -> String.valueOf(row.sku())).toList();
      assertThat(ExportHost.files(folder)).hasSameSizeAs(targets);
      return targets;
    }
  }
}
