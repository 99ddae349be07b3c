package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.sandbox.SandboxExtension;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SandboxExtension.class)
final class CommandOptionsTest {
  @TempDir private Path report;

  @Test
  void run_withoutToken_isRejected(Sandbox sandbox) {
    CommandRun run =
        CommandRun.run(
            Map.of(), "--base-url", sandbox.baseUrl().toString(), "--enterprise", "octo");

    run.assertRejected("GITHUB_TOKEN");
  }

  @Regression(
      input = "conformance with GH_TOKEN and GITHUB_TOKEN",
      before = "GH_TOKEN was passed over",
      now = "GH_TOKEN is sent")
  @Test
  void run_ghToken_isSentBeforeGithubToken() {
    try (RecordingServer server = new RecordingServer()) {
      server.respondWith(ScriptedResponse.json("{}"));
      CommandRun.run(
          Map.of("GH_TOKEN", "\uFEFFghp_first", "GITHUB_TOKEN", "ghp_second"),
          "--base-url=" + server.baseUrl(),
          "--enterprise=octo-enterprise",
          "--include=getActionsBilling/schema");

      assertThat(server.requests())
          .flatExtracting(request -> request.header("Authorization"))
          .containsOnly("Bearer ghp_first");
    }
  }

  @Test
  void help_usage_beginsWithTheLaunchersName() {
    assertThat(CommandRun.run(Map.of(), "--help").out())
        .startsWith("Usage: ghbilling conformance ")
        .contains("GH_TOKEN, GITHUB_TOKEN", "HTTPS_PROXY");
  }

  @Test
  void run_unknownOption_isRejectedInOneLine(Sandbox sandbox) {
    CommandRun.run(sandbox.baseUrl(), "--bogus").assertRejected("there is no option --bogus");
    CommandRun.run(sandbox.baseUrl(), "--inclde")
        .assertRejected("there is no option --inclde: did you mean --include?");
  }

  @Test
  void run_withoutBaseUrl_isRejected() {
    CommandRun.run(Map.of("GITHUB_TOKEN", CommandRun.TOKEN))
        .assertRejected("no base URL: use --base-url or set GITHUB_API_URL");
  }

  @Test
  void run_environmentVariables_areDefaults(Sandbox sandbox) {
    CommandRun run =
        CommandRun.run(
            Map.of(
                "GITHUB_TOKEN",
                CommandRun.TOKEN,
                "GITHUB_API_URL",
                sandbox.baseUrl() + "/",
                "GITHUB_ENTERPRISE",
                sandbox.enterprise()));

    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
  }

  @Test
  void run_organizationAndUser_areAddressed() {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      CommandRun.run(
          sandbox.baseUrl(),
          "--org=acme",
          "--user=mona",
          "--include=listOrganizationBudgets/status",
          "--include=getUserUsageReport/status");

      assertThat(sandbox.requests())
          .extracting(RecordedRequest::path)
          .contains(
              "/organizations/acme/settings/billing/budgets", "/users/mona/settings/billing/usage");
    }
  }

  @Test
  void run_organizationAlone_needsNoEnterprise(Sandbox sandbox) {
    CommandRun run =
        CommandRun.run(
            Map.of("GITHUB_TOKEN", CommandRun.TOKEN, "GITHUB_ORGANIZATION", "octo-org"),
            "--base-url=" + sandbox.baseUrl(),
            "--include=listOrganizationBudgets/*");

    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
  }

  @Test
  void run_includeAndExclude_selectChecks() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      CommandRun run =
          CommandRun.run(
              sandbox.baseUrl(),
              "--include=getActions*",
              "--include=listCostCenters/status",
              "--exclude=*/property/*",
              "--report=" + report);

      assertThat(run.exitCode()).as(run.out()).isZero();
      assertThat(CommandRun.ids(report, "passed"))
          .contains("getActionsBilling/schema", "listCostCenters/status")
          .allMatch(id -> id.startsWith("getActions") || id.equals("listCostCenters/status"))
          .noneMatch(id -> id.contains("/property/"));
    }
  }

  @Test
  void run_includeWithoutMatch_isRejected(Sandbox sandbox) {
    CommandRun run = CommandRun.run(sandbox.baseUrl(), "--include=nothing/*");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("no check matches nothing/*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--exclude=getActoins*", "--include=nothing*"})
  void run_patternWithoutMatch_isNamed(String option) {
    CommandRun run =
        CommandRun.run(URI.create("http://127.0.0.1:1"), "--include=getActionsBilling/*", option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(option.substring(option.indexOf('=') + 1) + ": see --list");
  }

  @Test
  void list_withoutServer_printsIdsAndClauses() {
    CommandRun run = CommandRun.run(Map.of(), "--list", "--include=getUsageReport/query/month/*");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .hasSize(8)
        .allMatch(line -> line.matches("getUsageReport/query/month/\\S+  /paths/\\S+"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "0.0001", "soon"})
  void run_invalidTimeout_isRejected(String timeout) {
    CommandRun.run(URI.create("http://127.0.0.1:1"), "--timeout=" + timeout)
        .assertRejected("timeout");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "0.0001", "later"})
  void run_invalidWait_isRejected(String wait) {
    CommandRun.run(URI.create("http://127.0.0.1:1"), "--wait=" + wait).assertRejected("wait");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "1 2"})
  void run_bodyThatIsNoObject_isRejected(String json) throws IOException {
    Path body = Files.writeString(report.resolve("body.json"), json);

    CommandRun.run(URI.create("http://127.0.0.1:1"), "--body=addResourcesToCostCenter=" + body)
        .assertRejected("the body of addResourcesToCostCenter ");
  }

  @Test
  void run_bodyOrValueForNothing_isRejected(Sandbox sandbox) throws IOException {
    Path body = Files.writeString(report.resolve("body.json"), "{}");

    CommandRun.run(sandbox.baseUrl(), "--body=createEverything=" + body)
        .assertRejected("the contract has no operation createEverything");
    CommandRun.run(sandbox.baseUrl(), "--value=nothing=1")
        .assertRejected("no path parameter nothing can be set");
  }
}
