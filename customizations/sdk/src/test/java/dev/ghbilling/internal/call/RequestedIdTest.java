package dev.ghbilling.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.api.UsageReportExportsApi;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestedIdTest {
  @TempDir Path folder;

  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  @BeforeEach
  void returnExport() {
    server.respondWith(ScriptedResponse.json(Bodies.export("A1", server.baseUrl() + "/f?sig=1")));
  }

  @Test
  @Regression(
      input = "the export b2 is requested, and the response is of the export a1",
      before = "taken for b2",
      now = "an error that names b2")
  void response_ofAnotherId_isRefused() {
    UnreadableResponseException e =
        catchThrowableOfType(UnreadableResponseException.class, () -> billing.exports().get("b2"));

    assertThat(e.getMessage()).endsWith("asked for reportId=b2, but the response has the id A1");
    assertThat(e.start()).contains("A1").doesNotContain("sig=");
    assertThat(
            catchThrowableOfType(
                UnreadableResponseException.class,
                () -> billing.exports().export("b2").downloadTo(folder)))
        .hasMessage(e.getMessage());
    assertThat(
            catchThrowableOfType(
                UnreadableResponseException.class,
                () ->
                    billing
                        .api(UsageReportExportsApi.class)
                        .getUsageReportExportWithHttpInfo("octo-enterprise", "b2")))
        .hasMessage(e.getMessage());
  }

  @Test
  void response_ofTheId_isTakenWhateverItsCase() {
    assertThat(billing.exports().get("a1").id()).isEqualTo("A1");
  }
}
