package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.StubServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs against servers that show what they got as a token. */
final class RepeatedTokenTest {
  private static final String SECRET = "0123456789abcdef0123";

  @ParameterizedTest
  @ValueSource(strings = {"ghp_" + SECRET, SECRET})
  void run_serverRepeatsTheTokenOrItsSecretPart_warns(String shown) {
    CommandRun run = run(shown);

    assertThat(run.exitCode()).isOne();
    assertThat(run.out()).contains("getActionsBilling/token").doesNotContain("ghp_" + SECRET);
  }

  @Test
  void run_serverShowsAPrefixOnly_passes() {
    assertThat(run("ghp_").exitCode()).isZero();
  }

  private static CommandRun run(String shown) {
    try (StubServer server =
        StubServer.always(200, "{\"message\":\"you sent %s\"}".formatted(shown))) {
      return CommandRun.run(
          Map.of("GITHUB_TOKEN", "ghp_" + SECRET),
          "--base-url=" + server.url(),
          "--enterprise=octo-enterprise",
          "--include=getActionsBilling/token",
          "--strict");
    }
  }
}
