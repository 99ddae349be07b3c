package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadCommandTest {
  @TempDir Path folder;

  @AutoClose final RecordingServer api = new RecordingServer();
  @AutoClose final RecordingServer storage = new RecordingServer();

  @Test
  @Regression(
      input = "exports create --wait that is asked to end, as by Ctrl-C",
      before = "it ended without a word",
      now = "it says which commands continue")
  void create_terminated_saysHowToContinue() throws Exception {
    TerminatedRun terminated = new TerminatedRun();
    JsonNode export =
        Contract.bundled()
            .operation("createUsageReportExport")
            .flatMap(operation -> operation.success().body())
            .flatMap(Body::example)
            .orElseThrow()
            .value();
    api.respondWith(
        (request, connection) -> {
          if (request.method().equals("POST")) {
            ScriptedResponse.of(202, export.toString(), "Content-Type: application/json")
                .send(request, connection);
          } else if (!request.target().contains(export.path("id").asText())) {
            ScriptedResponse.json("{\"usage_report_exports\": []}").send(request, connection);
          } else {
            terminated.response().send(request, connection);
          }
        });

    CliRun run =
        terminated.of(
            CliRun.environment(api.baseUrl()),
            "exports",
            "create",
            "--type=detailed",
            "--start=2024-01-01",
            "--end=2024-01-31",
            "--wait");

    assertThat(run.err())
        .containsPattern(
            "ghbilling: interrupted; GitHub still prepares export \\S+\\. To download it when it is completed: "
                + "ghbilling exports download \\S+ --output DIR");
    assertThat(run.status()).isNotZero();
  }

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
        CliRun.environment(api.baseUrl()),
        "exports",
        "download",
        "a1",
        "--output",
        folder.toString());
  }
}
