package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.client.model.UsageReportExportList;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.CapturedLog;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

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
          ScriptedResponse.of(200, "content"));
      billing.exports().export("a1").downloadTo(folder);
      assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(SECRET));
      assertThat(log.libraries()).isNotEmpty().noneMatch(line -> line.contains(SECRET));
    }
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
