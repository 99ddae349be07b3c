package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadCommandTest {
  @TempDir Path folder;

  @AutoClose final RecordingServer api = new RecordingServer();
  @AutoClose final RecordingServer storage = new RecordingServer();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<?xml version=\"1.0\"?><Error/> | an XML document",
        "'' | an empty file",
        "date;net_amount | CSV with semicolons between the columns, as spreadsheets save it",
        "date,model,input,output | a list of AI tokens, which has no amounts"
      })
  @Regression(
      input = "exports download, for which the host sends XML, nothing or a spreadsheet's CSV",
      before = "stored as .csv, rc 0",
      now = "rc 1, and what it is")
  void download_ofAForeignFile_failsWithWhatItIs(String content, String what) {
    storage.respondWith(ScriptedResponse.of(200, content, "Content-Type: text/csv"));

    CliRun run = download("\"%s/f?sig=SeCrEt\"".formatted(storage.baseUrl()));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .endsWith("the host sent " + what + ", not a usage report")
        .doesNotContain("SeCrEt");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void download_withoutFiles_saysThatThereAreNoRows() {
    CliRun run = download("");

    assertThat(run.status()).isZero();
    assertThat(run.err()).contains("The report has no rows, so no file was saved.");
  }

  private CliRun download(String urls) {
    api.respondWith(
        ScriptedResponse.json(
            """
            {"id": "a1", "report_type": "detailed", "start_date": "2025-01-01",
             "end_date": "2025-01-31", "status": "completed", "download_urls": [%s]}
            """
                .formatted(urls)));
    return CliRun.with(
        Map.of(
            "GITHUB_API_URL",
            api.baseUrl().toString(),
            "GITHUB_ENTERPRISE",
            "octo-enterprise",
            "GITHUB_TOKEN",
            CliRun.TOKEN),
        "exports",
        "download",
        "a1",
        "--output",
        folder.toString());
  }
}
