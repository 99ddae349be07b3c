package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers whose responses would keep the suite busy, or whose words it must leave whole. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostileServerTest {
  private static final String COMMITTERS =
      """
      {"total_advanced_security_committers": 1, "total_count": 200, "repositories": [
        {"name": "a/b", "advanced_security_committers": 1,
         "advanced_security_committers_breakdown": []}]}
      """;

  @TempDir private Path report;
  @AutoClose final RecordingServer server = new RecordingServer();

  @Test
  @Regression(
      input = "a Link header of 240 KB",
      before = "29 s for each check that reads it",
      now = "read at once")
  void linkHeader_long_isReadAtOnce() throws IOException {
    server.respondWith(
        ScriptedResponse.of(
            200, COMMITTERS, "Content-Type: application/json", "Link: " + "<".repeat(240_000)));

    CommandRun run = run("getAdvancedSecurityCommitters/pages/link/next");

    assertThat(run.out()).contains("expected a link to the next page");
  }

  @Test
  void body_fullOfUrls_isRedactedAtOnce() throws IOException {
    server.respondWith(
        ScriptedResponse.of(
            500, "http://a,".repeat(100_000), "Content-Type: " + "http://a,".repeat(1_000)));

    CommandRun run = run("getActionsBilling/*");

    assertThat(run.out()).as(run.err()).contains("got HTTP 500");
    assertThat(report.resolve("report.json")).content().contains("http://a,http://a,");
  }

  @Test
  @Regression(
      input = "a token of one letter",
      before = "\"e[token]pected\"",
      now = "\"expected\": tokens of fewer than eight characters are not looked for")
  void token_short_leavesTheWordsWhole() {
    server.respondWith(ScriptedResponse.of(500, "{}"));

    CommandRun run =
        CommandRun.run(
            Map.of("GITHUB_TOKEN", "x"),
            "--base-url",
            server.baseUrl().toString(),
            "--enterprise",
            "octo-enterprise",
            "--include",
            "getActionsBilling/status");

    assertThat(run.out()).contains(": expected HTTP 200, got HTTP 500").doesNotContain("[token]");
  }

  private CommandRun run(String checks) {
    return CommandRun.run(server.baseUrl(), "--include", checks, "--report", report.toString());
  }
}
