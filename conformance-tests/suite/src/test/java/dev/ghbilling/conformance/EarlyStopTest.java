package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.conformance.fixture.StubServer;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.Regression;
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

  @Test
  @Regression(
      input = "an exhausted limit of requests without a token, which GitHub counts apart",
      before = "the end of the run",
      now = "other requests are sent")
  void run_exhaustedLimitWithoutAToken_goesOn() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start();
        RewritingProxy server =
            new RewritingProxy(
                sandbox.baseUrl(),
                (request, origin) -> {
                  ProxiedResponse response = origin.send(request);
                  return request.headers().containsKey("Authorization")
                      ? response
                      : response
                          .withHeader("X-RateLimit-Remaining", "0")
                          .withHeader("X-RateLimit-Reset", "99999999999");
                })) {
      CommandRun run =
          CommandRun.run(
              server.url(),
              "--include=getActionsBilling/authentication",
              "--include=listBudgets/status",
              "--report=" + report);

      assertThat(CommandRun.ids(report, "passed"))
          .containsExactly("getActionsBilling/authentication", "listBudgets/status");
      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    }
  }

  @Test
  @Regression(
      input = "the first two operations get no response in time, and all others do",
      before = "\"no operation got a response\", and no check of the enterprise was run",
      now = "only these two fail")
  void run_twoOperationsWithoutAResponse_judgesTheOthers() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start();
        RewritingProxy server =
            new RewritingProxy(
                sandbox.baseUrl(),
                (request, origin) ->
                    request.path().matches(".*/billing/(actions|advanced-security)")
                        ? origin.send(request).withEnding(ProxiedResponse.Ending.HANGING)
                        : origin.send(request))) {
      CommandRun run =
          CommandRun.run(
              server.url(),
              "--timeout=1.5",
              "--include=get*Billing/status",
              "--include=getAdvancedSecurityCommitters/status",
              "--include=listBudgets/status",
              "--report=" + report);

      assertThat(CommandRun.ids(report, "failed"))
          .containsExactlyInAnyOrder(
              "getActionsBilling/status", "getAdvancedSecurityCommitters/status");
      assertThat(CommandRun.ids(report, "passed")).contains("listBudgets/status");
      assertThat(run.err()).doesNotContain("got a response");
    }
  }
}
