package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.sandbox.SandboxExtension;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What turns the results of checks into a verdict: grades, strictness and coverage. */
@ExtendWith(SandboxExtension.class)
final class CriteriaTest {
  @TempDir private Path report;

  /** Starts a server that keeps the contract, and responds to HEAD as HTTP doesn't allow. */
  private static RewritingProxy withoutHead(URI sandbox) {
    return new RewritingProxy(
        sandbox,
        (request, origin) ->
            request.method().equals("HEAD") ? ProxiedResponse.error(501) : origin.send(request));
  }

  @Test
  void run_violationOfHttpAlone_warns(Sandbox sandbox) throws IOException {
    try (RewritingProxy server = withoutHead(sandbox.baseUrl())) {
      CommandRun run =
          CommandRun.run(
              server.url(), "--include=getActionsBilling/head", "--report=" + report.toString());

      assertThat(run.exitCode()).as(run.out()).isZero();
      assertThat(run.out())
          .startsWith("warned getActionsBilling/head: ")
          .contains("(RFC 9110, section 9.3.2)");
      assertThat(run.counts()).startsWith("0 passed, 0 failed, 1 warned, ");
      assertThat(
              ContractJson.MAPPER
                  .readTree(Files.readString(report.resolve("report.json")))
                  .at("/checks/0/grade")
                  .asText())
          .isEqualTo("http");
    }
  }

  @Test
  void run_violationOfHttpAlone_failsIfStrict(Sandbox sandbox) {
    try (RewritingProxy server = withoutHead(sandbox.baseUrl())) {
      CommandRun run = CommandRun.run(server.url(), "--include=getActionsBilling/head", "--strict");

      assertThat(run.exitCode()).isOne();
      assertThat(run.out()).startsWith("failed getActionsBilling/head: ");
    }
  }

  @Test
  @Regression(
      input = "a server that never responds to HEAD, which HTTP asks for, and not the contract",
      before = "a warning, exit status 0",
      now = "a warning, and the rule about every response is open: exit status 2")
  void run_noResponse_isInconclusive(Sandbox sandbox) throws IOException {
    try (RewritingProxy server =
        new RewritingProxy(
            sandbox.baseUrl(),
            (request, origin) ->
                request.method().equals("HEAD")
                    ? origin.send(request).withEnding(ProxiedResponse.Ending.HANGING)
                    : origin.send(request))) {
      CommandRun run =
          CommandRun.run(
              server.url(),
              "--timeout=1.5",
              "--include=getActionsBilling/head",
              "--include=getActionsBilling/listed-status",
              "--report=" + report);

      assertThat(CommandRun.ids(report, "warned")).containsExactly("getActionsBilling/head");
      assertThat(CommandRun.ids(report, "could-not-run"))
          .containsExactly("getActionsBilling/listed-status");
      assertThat(run.exitCode()).isEqualTo(2);
    }
  }

  @Test
  void run_coverageBelowTheMinimum_isInconclusive(Sandbox sandbox) {
    String include = "--include=getActionsBilling/*";
    CommandRun below = CommandRun.run(sandbox.baseUrl(), include, "--min-coverage=90");
    CommandRun within = CommandRun.run(sandbox.baseUrl(), include, "--min-coverage=1");

    assertThat(below.exitCode()).isEqualTo(2);
    assertThat(below.out()).endsWith("Inconclusive.\n");
    assertThat(below.err()).contains("of the contract, less than the 90 of --min-coverage");
    assertThat(within.exitCode()).as(within.out() + within.err()).isZero();
    CommandRun.run(sandbox.baseUrl(), "--min-coverage=101").assertRejected("from 0 to 100");
  }
}
