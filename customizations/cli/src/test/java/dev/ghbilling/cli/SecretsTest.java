package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  private JsonNode json(String command) throws IOException {
    return ApiJson.mapper()
        .readTree(CliRun.against(sandbox, (command + " --format json").split(" ")).out());
  }
}
