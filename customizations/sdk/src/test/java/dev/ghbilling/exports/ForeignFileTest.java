package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.error.UnreadableReportException;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that aren't usage reports, whether a host sends them or somebody opens them. */
class ForeignFileTest {
  private static final String SHEET = "as spreadsheets save it";
  private static final String REPORT = "date,net_amount\n2025-01-01,1.50\n";

  @TempDir Path folder;

  @AutoClose final ExportHost host = new ExportHost();

  static List<Arguments> foreign() {
    return List.of(
        text("<?xml version=\"1.0\"?><Error><Code>BlobNotFound</Code></Error>", "an XML document"),
        text("<Error><Code>BlobNotFound</Code></Error>", "an XML document"),
        text("\n <!DOCTYPE html>\n<html><head></head></html>", "an HTML page"),
        text("<!-- sign in --><html lang=\"en\">", "an HTML page"),
        text("\uFEFF{\"message\": \"Not Found\"}", "a JSON document"),
        text("[]", "a JSON document"),
        text("%PDF-1.7", "a PDF document"),
        text("PK\u0003\u0004xl/", "a zip archive or a spreadsheet such as .xlsx"),
        text("", "an empty file"),
        text("\uFEFF\n\n", "an empty file"),
        text("a\u0000b", "binary data"),
        Arguments.of(
            ("\uFEFF" + REPORT).getBytes(StandardCharsets.UTF_16LE),
            "text in UTF-16, as spreadsheets save it"),
        Arguments.of(
            REPORT.getBytes(StandardCharsets.UTF_16BE), "text in UTF-16, as spreadsheets save it"),
        text(REPORT.replace(',', ';'), "CSV with semicolons between the columns, " + SHEET),
        text("sep=;\ndate;net_amount\n", "CSV with semicolons between the columns, " + SHEET),
        text("date\t\"net_amount\"\n1\t2\n", "CSV with tabs between the columns, " + SHEET),
        text(
            "\"Timestamp\",\"User\",\"Model\",\"Requests Used\",\"Total Monthly Quota\"\n",
            "a list of premium requests as of 2025, which has no amounts"),
        text(
            "date,model,username,input,output,cache_read,cache_write\n",
            "a list of AI tokens, which has no amounts"),
        text("2026-06-03,ann,copilot,0.025\n", "CSV without the column net_amount"));
  }

  private static Arguments text(String content, String what) {
    return Arguments.of(content.getBytes(StandardCharsets.UTF_8), what);
  }

  @ParameterizedTest
  @MethodSource("foreign")
  @Regression(
      input = "XML, JSON, zip, UTF-16, an empty file and others in place of a report",
      before = "stored as .csv, rc 0",
      now = "refused, with what it is")
  void download_ofAForeignFile_isRefused(byte[] content, String what) {
    assertThat(message(content)).endsWith("the host sent " + what + ", not a usage report");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("foreign")
  @Regression(
      input = "a file that isn't a usage report",
      before = "no column net_amount, whatever it was",
      now = "what it is")
  void rows_ofAForeignFile_sayWhatItIs(byte[] content, String what) throws IOException {
    Path file = Files.write(folder.resolve("f.csv"), content);

    assertThat(
            catchThrowableOfType(
                UnreadableReportException.class, () -> new UsageReportFile(file).rows().close()))
        .hasMessage("%s: %s, not a usage report", file, what);
  }

  @Test
  void download_ofAPartWithoutAHeader_isRefused() {
    String report = "net_amount,sku\n1,a\n";
    host.storage.respondWith(
        ScriptedResponse.of(200, report), ScriptedResponse.of(200, "2,b\n3,c\n"));
    host.api.respondWith(host.export("/a?s=1", "/b?s=1"));

    assertThat(host.failure(folder).part()).isEqualTo(2);
  }

  @Test
  @Regression(
      input = "gzip, which wasn't asked for",
      before = "stored as .csv, compressed",
      now = "stored as .csv, decompressed")
  void download_ofGzip_isDecompressed() throws IOException {
    host.storage.respondWith(
        ScriptedResponse.untilClose(200, ExportHost.gzip(REPORT), "Content-Encoding: gzip"));

    assertThat(host.content(folder)).isEqualTo(REPORT);
  }

  @Test
  void download_ofGzipWithAForeignFile_isRefused() throws IOException {
    assertThat(message(ExportHost.gzip("<Error/>")))
        .endsWith("the host sent an XML document, not a usage report");
    assertThat(message(ExportHost.gzip("")))
        .endsWith("the host sent an empty file, not a usage report");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void download_ofDamagedGzip_isRefused() throws IOException {
    byte[] gzip = ExportHost.gzip(REPORT);
    gzip[gzip.length - 6]++;

    assertThat(message(gzip)).endsWith("the host sent damaged gzip");
    assertThat(folder).isEmptyDirectory();
  }

  private String message(byte[] content) {
    host.storage.respondWith(
        (request, connection) -> {
          ScriptedResponse.untilClose(200, content, "Content-Length: " + content.length)
              .send(request, connection);
        });
    return String.valueOf(host.failure(folder).getMessage());
  }
}
