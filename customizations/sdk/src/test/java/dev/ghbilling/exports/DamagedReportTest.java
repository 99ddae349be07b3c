package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that begin as a report of January 2025, and go on as something else. */
class DamagedReportTest {
  private static final String START = "date,sku,net_amount\n2025-01-01,a,1.50\n";

  @TempDir Path folder;

  @AutoClose final ExportHost host = new ExportHost();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2025-01-02,b          | , line 3: 2 columns where the header has 3",
        "2025-01-02,b,1,       | , line 3: 4 columns where the header has 3",
        "<html><body>log in    | , line 3: 1 columns where the header has 3",
        "{\"message\": \"no\"} | , line 3: 1 columns where the header has 3",
        "2025-01-02,b,1.x      | , line 3, column net_amount: not a number: 1.x",
        "date,sku,net_amount   | , line 3, column net_amount: not a number: net_amount",
        "yesterday,b,1         | , line 3, column date: not a date: yesterday",
        ",b,1                  | , line 3, column date: empty",
        "2025-02-01,b,1        | , line 3, column date: 2025-02-01, but the export is detailed from 2025-01-01 to 2025-01-31",
        "2024-12-31T23:00:00Z,b,1 | , line 3, column date: 2024-12-31T23:00:00Z, but the export is detailed from 2025-01-01 to 2025-01-31",
      })
  @Regression(
      input = "a report with a row that is cut off, HTML, without a number, or of another time",
      before = "stored, rc 0",
      now = "refused, with the line; the older file stays")
  void row_thatIsWrong_isRefused(String row, String where) throws IOException {
    Path older = Files.writeString(folder.resolve("usage-report-a1.csv"), START);
    host.storage.respondWith(ScriptedResponse.of(200, START + row));

    assertThat(host.failure(folder))
        .hasMessage(
            "%s: part 1 of 1 was not downloaded from 127.0.0.1: the report that the host sent%s",
            older, where);
    assertThat(ExportHost.files(folder)).containsExactly(older);
  }

  @Test
  void column_twice_isNamed() {
    host.storage.respondWith(ScriptedResponse.of(200, "date,sku,SKU,net_amount\n"));

    assertThat(host.failure(folder))
        .hasMessageEndingWith(
            "the report that the host sent, line 1: two columns have the name SKU");
  }

  @Test
  void bytes_thatAreNotUtf8_areRefused() {
    byte[] report = (START + "2025-01-02,\u00e4,1\n").getBytes(StandardCharsets.ISO_8859_1);
    host.storage.respondWith(
        ScriptedResponse.untilClose(200, report, "Content-Length: " + report.length));

    assertThat(host.failure(folder))
        .hasMessageEndingWith(
            "the host sent text that can't be read as CSV in UTF-8, not a usage report");
  }

  @Test
  @Regression(
      input = "a report with bytes far from its start that are not UTF-8",
      before = "\"java.nio.charset.MalformedInputException: Input length = 1\"",
      now = "\"bytes that are not UTF-8\"")
  void bytes_thatAreNotUtf8_areRefusedLater() {
    String rows = "2025-01-02,b,1\n".repeat(20_000);
    byte[] report = (START + rows + "2025-01-02,\u00e4,1\n").getBytes(StandardCharsets.ISO_8859_1);
    host.storage.respondWith(
        ScriptedResponse.untilClose(200, report, "Content-Length: " + report.length));

    assertThat(host.failure(folder)).hasMessageEndingWith(": bytes that are not UTF-8");
  }

  @Test
  @Regression(
      input = "a report that ends within a quoted value",
      before = "stored, rc 0",
      now = "refused, with the line")
  void quote_neverClosed_isRefused() {
    host.storage.respondWith(ScriptedResponse.of(200, START + "2025-01-02,\"b,1\n"));

    assertThat(host.failure(folder))
        .hasMessageContaining("the report that the host sent, near line");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-01-31,b,1",
        "2025-01-31,b,1\n\n",
        "\"2025-01-31T23:59:59Z\",\"b\nc\",\"9.4E-05\"\r\n",
        "2025-01-31,b,",
      })
  void row_thatIsRight_isStored(String row) throws IOException {
    host.storage.respondWith(ScriptedResponse.of(200, START + row));

    assertThat(host.content(folder)).isEqualTo(START + row);
  }

  @ParameterizedTest
  @CsvSource({
    "'date,net_amount,sku', column 2 is net_amount, but sku in part 1",
    "'date,sku,net_amount,model', column 4 is model, but absent in part 1",
    "'sku,net_amount', column 1 is sku, but date in part 1",
    "net_amount, column 1 is net_amount, but date in part 1",
  })
  @Regression(
      input = "a second part with other columns than the first, or in another order",
      before = "stored, rc 0",
      now = "refused, with the first column that differs")
  void part_withOtherColumns_isRefused(String header, String came, String where) {
    host.api.respondWith(host.export("/a?sig=1", "/b?sig=1"));
    host.storage.respondWith(
        ScriptedResponse.of(200, START), ScriptedResponse.of(200, header + "\n"));

    assertThat(host.failure(folder))
        .hasMessageEndingWith(
            "the report that the host sent, line 1: %s, %s".formatted(came, where))
        .hasMessageContaining("part 2 of 2 was not downloaded");
  }

  @Test
  void value_ofAnyLength_isQuotedInPart() {
    host.storage.respondWith(ScriptedResponse.of(200, START + "2".repeat(5_000) + ",b,1\n"));

    assertThat(host.failure(folder))
        .hasMessageEndingWith("date: not a date: " + "2".repeat(100) + "...");
  }

  @Test
  void part_withTheSameColumns_isStored() {
    host.api.respondWith(host.export("/a?sig=1", "/b?sig=1"));
    host.storage.respondWith(
        ScriptedResponse.of(200, START),
        ScriptedResponse.of(200, "\uFEFF\"Date\",\"SKU\",\"net_amount\"\r\n"));

    assertThat(host.download(folder)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "<html>", "garbage of more bytes than a trailer of gzip has"})
  @Regression(
      input = "gzip with garbage after its end",
      before = "stored without the garbage, rc 0",
      now = "refused")
  void gzip_withSomethingAfterItsEnd_isRefused(String garbage) {
    host.storage.respondWith(gzip(garbage.getBytes(StandardCharsets.UTF_8)));

    assertThat(host.failure(folder))
        .hasMessageEndingWith("the host sent gzip with something after its end");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void gzip_ofSeveralMembers_isStored() throws IOException {
    host.storage.respondWith(gzip(ExportHost.gzip("2025-01-02,b,1\n")));

    assertThat(host.content(folder)).isEqualTo(START + "2025-01-02,b,1\n");
  }

  private static ScriptedResponse gzip(byte[] rest) {
    byte[] start = ExportHost.gzip(START);
    byte[] all = Arrays.copyOf(start, start.length + rest.length);
    System.arraycopy(rest, 0, all, start.length, rest.length);
    return ScriptedResponse.untilClose(200, all, "Content-Length: " + all.length);
  }
}
