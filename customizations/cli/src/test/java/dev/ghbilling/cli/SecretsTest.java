package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed URLs are where they were asked for only. */
class SecretsTest {
  private static final String CREATE =
      "exports create --wait --type detailed --start 2025-03-01 --end 2025-03-31";

  @AutoClose
  private final Sandbox sandbox =
      Sandbox.builder().exportDelay(Duration.ZERO).usageItems(100).start();

  @ParameterizedTest
  @ValueSource(strings = {CREATE, "exports get ID", "exports list"})
  @Regression(
      input = "exports create, get and list, as a table",
      before = "the signed URL was printed",
      now = "it is withheld, and only json and csv have it")
  void table_signedUrl_isWithheld(String command) throws IOException {
    JsonNode created = json(CREATE);
    String withId = command.replace("ID", created.path("id").asText());
    List<String> urls = new ArrayList<>();
    json(withId)
        .findValues("download_urls")
        .forEach(list -> list.forEach(url -> urls.add(url.asText())));

    CliRun table = CliRun.against(sandbox, withId.split(" "));

    assertThat(urls).isNotEmpty();
    assertThat(table.status()).as(table.err()).isZero();
    assertThat(table.toString()).contains("(withheld, see --format json)").doesNotContain("://");
    assertThat(CliRun.against(sandbox, (withId + " --format csv").split(" ")).out())
        .contains("://");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"error\": \"GET https://s.example/1?sig=S3CR37 failed\"",
        "\"links\": {\"csv\": \"https://s.example/1?X-Amz-Signature=S3CR37\"}",
        "\"mirrors\": [\"https://s.example/1?sig=S3CR37\", \"//s.example/2?token=S3CR37\"]",
        "\"more\": [{\"url\": \"https:%2F%2Fs.example%2F1%3Fsig%3DS3CR37\"}]",
        "\"nested\": [[{\"url\": \"https://s.example/1?a=1&sig=S3CR37\"}]]",
        "\"https://s.example/1?sig=S3CR37\": 1"
      })
  @Regression(
      input = "signed URLs in properties that the contract doesn't know",
      before = "tables showed them",
      now = "their queries are withheld in tables; json and csv have them")
  void table_signedUrlOfAnUnknownProperty_isWithheld(String property) {
    try (RecordingServer server = new RecordingServer()) {
      server.respondWith(
          ScriptedResponse.json(
              """
              {"id": "1", "report_type": "detailed", "start_date": "2025-01-01",
               "end_date": "2025-01-31", "status": "processing", "actor": "mona",
               "created_at": "2025-02-01T00:00:00Z", %s}
              """
                  .formatted(property)));
      Map<String, String> environment = CliRun.environment(sandbox);
      environment.put("GITHUB_API_URL", server.baseUrl().toString());
      for (String columns : List.of("", "20")) {
        environment.put("GHBILLING_COLUMNS", columns);

        CliRun table = CliRun.with(environment, "exports", "get", "1");

        assertThat(table.status()).as(table.err()).isZero();
        assertThat(table.out()).contains("[withheld]").doesNotContainIgnoringCase("S3CR37");
      }
      for (String format : List.of("json", "csv")) {
        assertThat(CliRun.with(environment, "exports", "get", "1", "--format", format).out())
            .contains("S3CR37");
      }
    }
  }

  private JsonNode json(String command) throws IOException {
    return ApiJson.mapper()
        .readTree(CliRun.against(sandbox, (command + " --format json").split(" ")).out());
  }
}
