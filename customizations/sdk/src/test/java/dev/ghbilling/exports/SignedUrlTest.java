package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.client.api.UsageReportExportsApi;
import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.client.model.UsageReportExportList;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.CapturedLog;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import feign.Feign;
import feign.codec.DecodeException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A signed URL is a secret: whoever has it can download the file without a token. */
@Isolated("hears the log of every thread")
class SignedUrlTest {
  private static final String SECRET = "SeCrEtSiGnAtUrE";

  @TempDir Path folder;

  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  @Test
  void toString_ofAnExport_countsTheUrls() {
    server.respondWith(ScriptedResponse.json(export("%1$s/1?sig=%2$s\", \"%1$s/2?sig=%2$s")));

    UsageReportExport export = billing.exports().get("a1");

    assertThat(export.downloadUrls()).hasSize(2).allMatch(url -> url.toString().contains(SECRET));
    assertThat(export)
        .hasToString(
            "UsageReportExport[id=a1, reportType=detailed, startDate=2025-01-01,"
                + " endDate=2025-01-31, status=completed, downloadUrls=[2 withheld],"
                + " createdAt=null, actor=null, additionalProperties=[preview_url]]");
  }

  @Test
  void toString_ofAnExportWithoutUrls_isNull() {
    UsageReportExport export =
        billingExport().toBuilder().downloadUrls(null).actor("octocat").build();

    assertThat(export.toString()).contains("downloadUrls=null", "actor=octocat");
  }

  @Test
  void toString_ofAList_omitsTheSignatures() {
    server.respondWith(
        ScriptedResponse.json(
            "{\"usage_report_exports\": [%s]}".formatted(export("%1$s/1?sig=%2$s"))));

    UsageReportExportList list = billing.exports().list();

    assertThat(list.toString()).contains("[1 withheld]").doesNotContain(SECRET);
  }

  @Test
  void json_ofAnExport_keepsTheUrls() throws Exception {
    assertThat(ApiJson.mapper().writeValueAsString(billingExport())).contains(SECRET);
  }

  @Test
  void log_ofADownload_omitsTheSignatures() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      server.respondWith(
          ScriptedResponse.json(export("%1$s/1?sig=%2$s")),
          ScriptedResponse.of(302, "", "Location: /2?sig=" + SECRET),
          ScriptedResponse.of(200, "net_amount\n"));
      billing.exports().export("a1").downloadTo(folder);
      assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(SECRET));
      assertThat(log.libraries()).isNotEmpty().noneMatch(line -> line.contains(SECRET));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/a b.csv?sig=%s | /a%%20b.csv?sig=%s",
        "/f?name=\\\"x\\\"&sig=%s | /f?name=%%22x%%22&sig=%s",
        "/f[1].csv?sig=%s | /f%%5B1%%5D.csv?sig=%s",
        "/100%%.csv?sig=%s%%2F%%2B | /100%%25.csv?sig=%s%%2F%%2B",
      })
  @Regression(
      input = "a signed URL with a space, a quotation mark or a bracket in it",
      before = "an error that quoted the URL with its signature",
      now = "the file; the signature's bytes are sent as they came")
  void url_withIllegalCharacters_isRequested(String url, String requested) {
    server.respondWith(
        ScriptedResponse.json(Bodies.export("a1", server.baseUrl() + url.formatted(SECRET))),
        ScriptedResponse.of(200, "net_amount\n"));

    billing.exports().export("a1").downloadTo(folder);

    assertThat(server.requests().get(1).target()).isEqualTo(requested.formatted(SECRET));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"http://[%s\"]",
        "[\"https://h:port/?sig=%s \", \"https://[/\"]",
        "[\"https://h/?name=\"x\"&sig=%s\"]",
        "[%s]",
        "%s",
        "[\"%s",
        "\"%s\"",
        "[{\"url\": \"%s\"}]",
        "[[\"%s\"]]",
      })
  @Regression(
      input = "download_urls that can't be read",
      before = "quoted in the exception, its causes or what it keeps of the body",
      now = "withheld in all of them, also for plain Feign")
  void urls_unreadable_areNotQuoted(String urls) {
    server.respondWith(
        ScriptedResponse.json(
            Bodies.export("a1")
                .replace("\"download_urls\": []", "\"download_urls\": " + urls.formatted(SECRET))));
    UsageReportExportsApi plain =
        Feign.builder()
            .decoder(ApiJson.decoder())
            .target(UsageReportExportsApi.class, server.baseUrl().toString());

    UnreadableResponseException e =
        catchThrowableOfType(UnreadableResponseException.class, () -> billing.exports().get("a1"));
    DecodeException ofPlainFeign =
        catchThrowableOfType(
            DecodeException.class, () -> plain.getUsageReportExport("octo-enterprise", "a1"));

    assertThat(Clients.messages(e)).noneMatch(text -> text.contains(SECRET));
    assertThat(e.start()).contains("\"status\": \"completed\"").endsWith("[withheld]");
    assertThat(Clients.messages(ofPlainFeign)).noneMatch(text -> text.contains(SECRET));
  }

  private UsageReportExport billingExport() {
    server.respondWith(ScriptedResponse.json(export("%1$s/1?sig=%2$s")));
    return billing.exports().get("a1");
  }

  private String export(String urls) {
    return """
    {"id": "a1", "report_type": "detailed", "start_date": "2025-01-01", "end_date": "2025-01-31",
     "status": "completed", "preview_url": "https://storage.example/?sig=%2$s",
     "download_urls": ["%3$s"]}
    """
        .formatted(server.baseUrl(), SECRET, urls.formatted(server.baseUrl(), SECRET));
  }
}
