package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.internal.http.BaseUrlParser;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BaseUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://u:sekret@host, must not contain a user or password",
    "https://u:sekret@host:x, must not contain a user or password",
    "https://u:sek ret@host, is not a valid URL",
    "u:sekret@host, is not an http or https URL",
    "ftp://host, is not an http or https URL",
    "https://host?token=sekret, must not have a query or fragment"
  })
  void run_invalidBaseUrl_isRejectedWithoutRepeatingIt(String url, String message) {
    for (CommandRun run :
        List.of(
            CommandRun.run(
                Map.of("GITHUB_TOKEN", CommandRun.TOKEN),
                "--base-url",
                url,
                "--enterprise",
                "octo"),
            CommandRun.run(
                Map.of("GITHUB_TOKEN", CommandRun.TOKEN, "GITHUB_API_URL", url),
                "--enterprise",
                "o"))) {
      run.assertRejected(message);
      assertThat(run.err()).doesNotContain("sekret", "ret@", "host");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1.example", "http://ip6-localhost", "http://[::2]"})
  void run_plainHttpToANameThatMayResolveElsewhere_isRejected(String url) {
    CommandRun.run(URI.create(url)).assertRejected("use https");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:1", "http://127.9.9.9:1", "http://[::1]:1"})
  void parse_plainHttpToThisMachine_isAccepted(String url) {
    assertThat(BaseUrlParser.parse(url + "//", false)).hasToString(url);
  }

  @Test
  void run_plainHttpToAnotherMachine_isRejected() {
    CommandRun run = CommandRun.run(URI.create("http://192.0.2.1"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("use https");
  }
}
