package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that an application adds. */
class HeaderTest {
  private static final ScriptedResponse ACTIONS = ScriptedResponse.json(Bodies.ACTIONS);

  @TempDir Path folder;

  @AutoClose final RecordingServer api = new RecordingServer();
  @AutoClose final RecordingServer elsewhere = new RecordingServer().respondWith(ACTIONS);

  @AutoClose
  final GitHubBilling billing =
      Clients.at(api.baseUrl()).header("X-Trace", "t-1").header("x-team", " billing ").build();

  @Test
  void header_everyRequestForTheApi_hasIt() {
    api.respondWith(ACTIONS, ScriptedResponse.json("{}"));

    billing.actions();
    billing.costCenters().addUsers("cc-1", List.of("mona"));

    assertThat(api.requests())
        .hasSize(2)
        .allSatisfy(
            request -> {
              assertThat(request.header("X-Trace")).containsExactly("t-1");
              assertThat(request.header("X-Team")).containsExactly("billing");
            });
  }

  @Test
  void header_redirectAtTheApi_isSentAgain() {
    api.respondWith(ScriptedResponse.of(307, "", "Location: /moved"), ACTIONS);

    billing.actions();

    assertThat(api.requests().get(1).header("X-Trace")).containsExactly("t-1");
  }

  @Test
  void header_redirectToAnotherHost_staysBehind() {
    api.respondWith(ScriptedResponse.of(307, "", "Location: " + elsewhere.baseUrl() + "/there"));

    billing.actions();

    assertThat(elsewhere.request().header("X-Trace")).isEmpty();
    assertThat(elsewhere.request().header("X-Team")).isEmpty();
  }

  @Test
  void header_download_doesNotHaveIt() {
    api.respondWith(
        ScriptedResponse.json(
            """
            {"id": "a1", "report_type": "detailed", "start_date": "2025-01-01",
             "end_date": "2025-01-31", "status": "completed", "download_urls": ["%s/file"]}
            """
                .formatted(elsewhere.baseUrl())));
    elsewhere.respondWith(ScriptedResponse.of(200, "net_amount\n"));

    billing.exports().export("a1").downloadTo(folder);

    assertThat(elsewhere.request().header("X-Trace")).isEmpty();
  }

  @Test
  void header_givenTwice_hasTheSecondValue() {
    api.respondWith(ACTIONS);
    try (GitHubBilling second = billing.toBuilder().header("x-trace", "t-2").build()) {
      second.actions();
    }

    assertThat(api.request().header("X-Trace")).containsExactly("t-2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept",
        "Accept-Encoding",
        "Authorization",
        "Connection",
        "Content-Length",
        "Content-Type",
        "Host",
        "If-None-Match",
        "Proxy-Authorization",
        "Transfer-Encoding",
        "User-Agent",
        "X-GitHub-Api-Version"
      })
  void header_reserved_isRefused(String name) {
    for (String spelling : List.of(name, name.toLowerCase(Locale.ROOT))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> GitHubBilling.builder().header(spelling, "x"))
          .withMessage("the header " + spelling + " is set by the library itself");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a:", "a\r\nX-Other", "ä"})
  void header_nameThatIsNone_isRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GitHubBilling.builder().header(name, "x"))
        .withMessageStartingWith("the name of a header must be letters, digits and");
  }

  @ParameterizedTest
  @CsvSource({"''", "' '", "ä", "'a\r\nX-Other: 1'"})
  void header_valueThatIsNone_isRefused(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GitHubBilling.builder().header("X-Trace", value))
        .withMessageStartingWith("the header X-Trace must be printable ASCII characters");
  }
}
