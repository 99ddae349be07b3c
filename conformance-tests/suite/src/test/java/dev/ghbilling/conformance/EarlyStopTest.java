package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.StubServer;
import dev.ghbilling.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that end early, for a cause that concerns every operation. */
final class EarlyStopTest {
  @TempDir private Path report;

  @Test
  void run_unknownEnterprise_isToldOnceAndOthersAreJudged() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      CommandRun run =
          CommandRun.run(
              Map.of("GITHUB_TOKEN", CommandRun.TOKEN),
              "--base-url=" + sandbox.baseUrl(),
              "--enterprise=nobody",
              "--report=" + report);

      assertThat(run.exitCode()).isOne();
      assertThat(CommandRun.ids(report, "failed")).containsExactly("getActionsBilling/status");
      assertThat(CommandRun.ids(report, "not-run"))
          .contains("getUsageReport/schema")
          .doesNotContain("listOrganizationBudgets/status");
      assertThat(CommandRun.ids(report, "passed")).contains("listOrganizationBudgets/status");
      assertThat(run.err())
          .containsOnlyOnce("every operation with {enterprise} responded with HTTP 404: check");
      assertThat(sandbox.requests())
          .filteredOn(request -> request.toString().contains("nobody"))
          .hasSizeLessThan(30);
    }
  }

  @Test
  void run_noAcceptableMediaType_isToldInOneLine() {
    try (StubServer server = StubServer.always(406, "{\"message\":\"Not Acceptable\"}")) {
      CommandRun run = CommandRun.run(server.url());

      assertThat(run.exitCode()).isOne();
      assertThat(run.out().lines().filter(line -> line.startsWith("failed ")))
          .singleElement()
          .asString()
          .contains("every operation responded with HTTP 406", "Accept");
      assertThat(run.counts()).contains("0 passed, 1 failed, ").endsWith(" not run");
    }
  }
}
