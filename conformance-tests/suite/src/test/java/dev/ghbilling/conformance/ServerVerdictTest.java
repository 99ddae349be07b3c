package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.conformance.fixture.StubServer;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.sandbox.SandboxExtension;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.testkit.RefusingPort;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

@ExtendWith(SandboxExtension.class)
final class ServerVerdictTest {
  @TempDir private Path report;

  @Test
  void run_sandboxWithWrites_passes(Sandbox sandbox) throws IOException {
    CommandRun run =
        CommandRun.run(sandbox.baseUrl(), "--allow-writes", "--report", report.toString());

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.counts()).contains(" passed, 0 failed, ").endsWith(", 0 could not run");
    assertThat(CommandRun.ids(report, "passed"))
        .hasSizeGreaterThan(1500)
        .contains(
            "getActionsBilling/status",
            "getUsageReport/query/month/maximum",
            "getUsageReportExport/state/download",
            "removeResourcesFromCostCenter/state/only");
    assertThat(CommandRun.ids(report, "not-applicable"))
        .filteredOn(ServerVerdictTest::isDocumentedInExamples)
        .allMatch(
            id ->
                id.matches(
                    ".*/permission.*|.*/authentication/(invalid|cached).*|.*/download_urls|.*/pages/(default|size/(10|30|100))"
                        + "|.*/(selects|sums)/cost_center_id(/exact)?|.*/sums/(month|day)|.*/selects/day/alone|.*/selects/(organization|repository)/(exact|case)|.*/refers/effective_budget.id"));
    assertThat(report.resolve("report.html")).content().contains("getActionsBilling/status");
    assertThat(run.err()).contains("getActionsBilling/status").doesNotContain(CommandRun.TOKEN);
  }

  @Regression(
      input = "conformance --report DIR",
      before = "counts, from which one had to tell the verdict, and no word of the report",
      now = "a last line with the verdict and the report's file")
  @ParameterizedTest
  @CsvSource({
    "getActionsBilling/status, 200, 0, Passed",
    "getActionsBilling/status, 500, 1, Failed",
    "getActionsBilling/status, 429, 2, Inconclusive",
    "createUsageReportExport/status, 200, 2, Inconclusive"
  })
  void run_lastLine_isTheVerdictAndTheReport(
      String include, int status, int exitCode, String verdict) throws IOException {
    try (StubServer server = StubServer.always(status, "{}")) {
      CommandRun with = CommandRun.run(server.url(), "--include=" + include, "--report=" + report);
      CommandRun without = CommandRun.run(server.url(), "--include=" + include);

      assertThat(with.exitCode()).as(with.out() + with.err()).isEqualTo(exitCode);
      assertThat(with.out())
          .endsWith("\n%s. Report: %s\n".formatted(verdict, report.resolve("report.html")));
      assertThat(without.out()).endsWith("\n%s.\n".formatted(verdict));
    }
  }

  @Regression(
      input = "conformance without --allow-writes",
      before = "708 not applicable, and nothing on stdout said why",
      now = "how many for want of which option or variable, and how many for want of data")
  @Test
  void run_checksThatDontApply_areCountedByReason(Sandbox sandbox) {
    CommandRun run =
        CommandRun.run(sandbox.baseUrl(), "--include=*Budget*", "--include=getUsageSummary/*");

    List<String> lines = run.out().lines().toList();
    Matcher reasons =
        Pattern.compile(
                "Not applicable: (\\d+) need --allow-writes; (\\d+) need GITHUB_OUTSIDER_TOKEN; for"
                    + " (\\d+) the server's responses have nothing to test \\(--report lists"
                    + " what\\)")
            .matcher(lines.get(lines.size() - 3));
    assertThat(reasons.matches()).as(run.out()).isTrue();
    int sum =
        IntStream.rangeClosed(1, reasons.groupCount())
            .map(group -> Integer.parseInt(reasons.group(group)))
            .sum();
    assertThat(run.counts()).contains(", " + sum + " not applicable,");
  }

  /**
   * Tells whether a check tests anything but a property that no documented response has. Responses
   * to changes of stored resources have what the resource has.
   */
  private static boolean isDocumentedInExamples(String id) {
    if (!id.contains("/property/")) {
      return true;
    }
    String[] parts = id.split("/property/", 2);
    String place = "/" + parts[1].replace("[]", "/*").replace('.', '/');
    return Contract.bundled().operation(parts[0]).stream()
        .filter(operation -> operation.method().equals("GET") || operation.resource().isEmpty())
        .flatMap(operation -> operation.success().body().flatMap(Body::example).stream())
        .anyMatch(example -> !JsonValues.find(example.value(), place, Set.of()).isEmpty());
  }

  @Test
  void run_withoutAllowWrites_sendsGetAndHeadOnly() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      CommandRun run = CommandRun.run(sandbox.baseUrl(), "--report", report.toString());

      assertThat(run.exitCode()).as(run.out()).isZero();
      assertThat(CommandRun.ids(report, "not-applicable"))
          .contains("addResourcesToCostCenter/status", "createUsageReportExport/schema")
          .contains("getUsageReportExport/state/progress", "getActionsBilling/method");
      assertThat(CommandRun.ids(report, "passed"))
          .hasSizeGreaterThan(150)
          .noneMatch(id -> id.matches("(add|remove|create).*"));
      assertThat(sandbox.requests())
          .extracting(RecordedRequest::method)
          .containsOnly("GET", "HEAD");
    }
  }

  @Test
  void run_emptyObjectsOnly_fails() throws IOException {
    try (StubServer server = StubServer.always(200, "{}")) {
      CommandRun run = CommandRun.run(server.url(), "--report", report.toString());

      assertThat(run.exitCode()).isOne();
      assertThat(CommandRun.ids(report, "passed"))
          .noneMatch(
              id -> id.matches(".*/(schema|authentication|path/(?!slash)|selects|pages|totals).*"));
      assertThat(CommandRun.ids(report, "failed"))
          .contains(
              "getActionsBilling/schema",
              "getActionsBilling/authentication",
              "getActionsBilling/path/enterprise",
              "getUsageReport/query/month/maximum");
    }
  }

  @Test
  @Regression(
      input = "a server that responds with 404 to everything",
      before = "each check failed",
      now = "one failure, and a sentence about the rest")
  void run_notFoundOnly_failsOnceAndSuggestsTheCause() throws IOException {
    try (StubServer server = StubServer.always(404, "{\"message\":\"Not Found\"}")) {
      CommandRun run = CommandRun.run(server.url(), "--report", report.toString());

      assertThat(run.exitCode()).isOne();
      assertThat(CommandRun.ids(report, "passed")).isEmpty();
      assertThat(CommandRun.ids(report, "failed")).containsExactly("getActionsBilling/status");
      assertThat(CommandRun.ids(report, "not-run"))
          .contains("getActionsBilling/schema", "getUsageReport/query/month/maximum");
      assertThat(run.err())
          .containsOnlyOnce("were not run: every operation responded with HTTP 404: check --enter");
    }
  }

  @Test
  void run_htmlOnly_fails() throws IOException {
    try (StubServer server = StubServer.always(200, "text/html", "<p>Sign in</p>")) {
      CommandRun run = CommandRun.run(server.url(), "--report", report.toString());

      assertThat(run.exitCode()).isOne();
      assertThat(CommandRun.ids(report, "failed"))
          .contains("getActionsBilling/content-type", "getActionsBilling/schema");
    }
  }

  @Test
  void run_exhaustedRateLimit_couldNotRun() throws IOException {
    try (StubServer server = StubServer.always(429, "{\"message\":\"too many\"}")) {
      CommandRun run = CommandRun.run(server.url(), "--report", report.toString());

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(CommandRun.ids(report, "failed")).isEmpty();
      assertThat(CommandRun.ids(report, "passed")).isEmpty();
      assertThat(CommandRun.ids(report, "could-not-run"))
          .containsExactly("getActionsBilling/status");
      assertThat(run.err()).containsOnlyOnce("were not run: the rate limit is exhausted until");
    }
  }

  @Test
  void run_secondaryRateLimitWithoutReset_couldNotRun() throws IOException {
    try (StubServer server =
        StubServer.always(403, "{\"message\":\"You have exceeded a secondary rate limit.\"}")) {
      CommandRun run = CommandRun.run(server.url(), "--report", report.toString());

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(CommandRun.ids(report, "failed")).isEmpty();
    }
  }

  @Test
  void run_renamedProperty_failsItsOperationOnly(Sandbox sandbox) throws Exception {
    try (RewritingProxy server = RewritingProxy.renamingAProperty(sandbox.baseUrl())) {
      CommandRun run =
          CommandRun.run(server.url(), "--allow-writes", "--report", report.toString());

      assertThat(run.exitCode()).isOne();
      assertThat(CommandRun.ids(report, "failed"))
          .contains("getActionsBilling/schema", "getActionsBilling/property/total_minutes_used")
          .allMatch(id -> id.startsWith("getActionsBilling/"));
      assertThat(run.out()).contains("total_minutes_used", "/get/responses/200/content/");
      Document junit =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(report.resolve("junit.xml").toFile());
      int failed = CommandRun.ids(report, "failed").size();
      assertThat(junit.getElementsByTagName("failure").getLength()).isEqualTo(failed);
    }
  }

  @Test
  void run_differenceFromAnExample_namesIt() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start();
        RewritingProxy proxy =
            new RewritingProxy(
                sandbox.baseUrl(),
                (request, origin) ->
                    origin.send(request).editJson(body -> body.put("included_minutes", 7)))) {
      CommandRun run = CommandRun.run(proxy.url(), "--include=getActionsBilling/example");

      assertThat(run.exitCode()).isOne();
      assertThat(run.out()).contains("got 7 at /included_minutes");
    }
  }

  @Test
  void run_malformedLinkHeader_fails() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start();
        RewritingProxy proxy =
            new RewritingProxy(
                sandbox.baseUrl(),
                (request, origin) -> {
                  ProxiedResponse response = origin.send(request);
                  return response.header("Link").isPresent()
                      ? response.withHeader(
                          "Link", "<https://x/?page=%zz&per_page=1>; rel=\"next\"")
                      : response;
                })) {
      CommandRun run =
          CommandRun.run(proxy.url(), "--include=getAdvancedSecurityCommitters/pages/link/next");

      assertThat(run.exitCode()).isOne();
    }
  }

  @Test
  void run_withOutsiderToken_checksPermissions() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().outsiderToken("stranger").start()) {
      CommandRun run =
          CommandRun.run(
              Map.of("GITHUB_TOKEN", CommandRun.TOKEN, "GITHUB_OUTSIDER_TOKEN", "stranger"),
              "--base-url=" + sandbox.baseUrl(),
              "--enterprise=octo-enterprise",
              "--include=*/permission*",
              "--report=" + report);

      assertThat(run.exitCode()).as(run.out()).isZero();
      assertThat(CommandRun.ids(report, "passed"))
          .contains("getActionsBilling/permission", "getActionsBilling/permission/error");
    }
  }

  @Test
  void run_atAnotherMachine_sendsInvalidTokensOnlyIfAsked() {
    try (Sandbox sandbox = Sandbox.builder().token(CommandRun.TOKEN).start();
        RewritingProxy proxy = new RewritingProxy(sandbox.baseUrl(), Middleware.passThrough())) {
      Map<String, String> environment =
          Map.of("GITHUB_TOKEN", CommandRun.TOKEN, "HTTP_PROXY", proxy.url().toString());
      List<String> arguments =
          List.of(
              "--base-url=http://api.billing.invalid",
              "--allow-insecure",
              "--enterprise=octo-enterprise",
              "--include=getActionsBilling/authentication/*");

      CommandRun unasked = CommandRun.run(environment, arguments.toArray(String[]::new));
      CommandRun asked =
          CommandRun.run(
              environment,
              Stream.concat(arguments.stream(), Stream.of("--bad-credentials"))
                  .toArray(String[]::new));

      assertThat(unasked.out()).contains("6 need --bad-credentials");
      assertThat(asked.counts()).startsWith("8 passed, 0 failed");
    }
  }

  @Test
  @Regression(
      input = "--allow-writes with a chosen body, at a server on another machine",
      before = "a budget of 3,000,000,000 was created there, which nobody had chosen",
      now = "such values are only sent to a server on this machine")
  void run_atAnotherMachine_writesChosenValuesOnly() throws IOException {
    Path body =
        Files.writeString(
            report.resolve("budget.json"),
            Contract.bundled()
                .operation("createBudget")
                .flatMap(Operation::requestBody)
                .flatMap(Body::example)
                .orElseThrow()
                .value()
                .toString());
    try (Sandbox sandbox = Sandbox.builder().token(CommandRun.TOKEN).start();
        RewritingProxy proxy = new RewritingProxy(sandbox.baseUrl(), Middleware.passThrough())) {
      CommandRun run =
          CommandRun.run(
              Map.of("GITHUB_TOKEN", CommandRun.TOKEN, "HTTP_PROXY", proxy.url().toString()),
              "--base-url=http://api.billing.invalid",
              "--allow-insecure",
              "--allow-writes",
              "--enterprise=octo-enterprise",
              "--body=createBudget=" + body,
              "--include=createBudget/state/kept/*");

      assertThat(run.counts()).startsWith("0 passed, 0 failed, ");
      assertThat(sandbox.requests())
          .extracting(RecordedRequest::body)
          .noneMatch(sent -> sent.contains("9007199254740993") || sent.contains("3000000000"));
    }
  }

  @Test
  void run_serverThatTakesAnyToken_isJudgedUnlessItSaysSo(Sandbox sandbox) {
    String include = "--include=getActionsBilling/authentication/invalid";
    try (RewritingProxy silent =
        new RewritingProxy(
            sandbox.baseUrl(),
            (request, origin) -> origin.send(request).withoutHeader("X-Ghbilling-Tokens"))) {
      assertThat(CommandRun.run(sandbox.baseUrl(), include).counts())
          .startsWith("0 passed, 0 failed, 1 not applicable");
      assertThat(CommandRun.run(silent.url(), include).exitCode()).isOne();
    }
  }

  @Test
  void run_noApplicableCheck_explainsWhy(Sandbox sandbox) {
    CommandRun run = CommandRun.run(sandbox.baseUrl(), "--include=createUsageReportExport/*");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("no check was applicable: ", "--allow-writes");
  }

  @Test
  void run_refusedConnection_couldNotRun() {
    try (RefusingPort port = new RefusingPort()) {
      CommandRun run = CommandRun.run(port.baseUrl());

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .startsWith("conformance: no server responds at http://127.0.0.1:")
          .contains("connection refused");
    }
  }

  @Test
  void run_noResponseWithinTheTimeout_fails() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start();
        RewritingProxy proxy =
            new RewritingProxy(
                sandbox.baseUrl(),
                (request, origin) ->
                    request.path().endsWith("/actions")
                        ? origin.send(request).withEnding(ProxiedResponse.Ending.HANGING)
                        : origin.send(request))) {
      CommandRun run =
          CommandRun.run(proxy.url(), "--timeout=2.5", "--include=getActionsBilling/status");

      assertThat(run.exitCode()).isOne();
      assertThat(run.out()).contains("a complete response within 2500 ms");
    }
  }
}
