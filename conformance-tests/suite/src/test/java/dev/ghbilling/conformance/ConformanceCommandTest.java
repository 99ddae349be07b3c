package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.sandbox.SandboxExtension;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

@ExtendWith(SandboxExtension.class)
final class ConformanceCommandTest {
  @TempDir private Path report;

  @Test
  void theSandboxConforms(Sandbox sandbox) throws IOException {
    Suite run = Suite.run(sandbox.baseUrl(), "--allow-writes", "--report", report.toString());

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.lastLine()).contains(" passed, 0 failed, ").endsWith(", 0 could not run");
    assertThat(Suite.ids(report, "passed"))
        .hasSizeGreaterThan(300)
        .contains(
            "getActionsBilling/status",
            "getUsageReport/query/month/maximum",
            "getUsageReportExport/state/download",
            "removeUsersFromCostCenter/state/only");
    assertThat(Suite.ids(report, "not-applicable"))
        .filteredOn(ConformanceCommandTest::isShownByTheDocuments)
        .allMatch(
            id ->
                id.matches(
                    ".*/permission.*|.*/download_urls|.*/pages/(default|size/(30|100))"
                        + "|.*/selects/cost_center_id"));
    assertThat(report.resolve("report.html")).content().contains("getActionsBilling/status");
    assertThat(run.err()).contains("getActionsBilling/status").doesNotContain(Suite.TOKEN);
  }

  /** Whether a check looks at anything but a property that no documented answer has. */
  private static boolean isShownByTheDocuments(String id) {
    if (!id.contains("/property/")) {
      return true;
    }
    String property = id.replaceFirst("^.*[/.]", "");
    return Contract.bundled().operation(id.substring(0, id.indexOf('/'))).stream()
        .flatMap(operation -> operation.success().body().flatMap(Body::example).stream())
        .anyMatch(example -> !example.value().findValues(property).isEmpty());
  }

  @Test
  void writesNothingUnlessAllowed() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      Suite run = Suite.run(sandbox.baseUrl(), "--report", report.toString());

      assertThat(run.exitCode()).as(run.out()).isZero();
      assertThat(Suite.ids(report, "not-applicable"))
          .contains("addUsersToCostCenter/status", "createUsageReportExport/schema")
          .contains("getUsageReportExport/state/progress", "getActionsBilling/method");
      assertThat(Suite.ids(report, "passed"))
          .hasSizeGreaterThan(150)
          .noneMatch(id -> id.matches("(add|remove|create).*"));
      assertThat(sandbox.requests())
          .extracting(RecordedRequest::method)
          .containsOnly("GET", "HEAD");
    }
  }

  @Test
  void anEmptyObjectForEverythingFails() throws IOException {
    try (StubServer server = StubServer.always(200, "{}")) {
      Suite run = Suite.run(server.url(), "--report", report.toString());

      assertThat(run.exitCode()).isOne();
      assertThat(Suite.ids(report, "passed"))
          .noneMatch(id -> id.matches(".*/(schema|authentication|path|selects|pages|totals).*"));
      assertThat(Suite.ids(report, "failed"))
          .contains(
              "getActionsBilling/schema",
              "getActionsBilling/authentication",
              "getActionsBilling/path/enterprise",
              "getUsageReport/query/month/maximum");
    }
  }

  @Test
  void notFoundForEverythingFails() throws IOException {
    try (StubServer server = StubServer.always(404, "{\"message\":\"Not Found\"}")) {
      Suite run = Suite.run(server.url(), "--report", report.toString());

      assertThat(run.exitCode()).isOne();
      // 404 is documented for it.
      assertThat(Suite.ids(report, "passed"))
          .containsExactly("listUsageReportExports/listed-status");
      assertThat(run.err()).contains("every operation was answered HTTP 404: is the enterprise");
      assertThat(Suite.ids(report, "failed"))
          .contains(
              "getActionsBilling/status",
              "getActionsBilling/schema",
              "getActionsBilling/authentication",
              "getActionsBilling/path/enterprise",
              "getUsageReport/query/month/maximum");
    }
  }

  @Test
  void aPageForPeopleIsNoAnswer() throws IOException {
    try (StubServer server = StubServer.always(200, "text/html", "<p>Sign in</p>")) {
      Suite run = Suite.run(server.url(), "--report", report.toString());

      assertThat(run.exitCode()).isOne();
      assertThat(Suite.ids(report, "failed"))
          .contains("getActionsBilling/content-type", "getActionsBilling/schema");
    }
  }

  @Test
  void aUsedUpRateLimitIsNoFailureOfTheServer() throws IOException {
    try (StubServer server = StubServer.always(429, "{\"message\":\"too many\"}")) {
      Suite run = Suite.run(server.url(), "--report", report.toString());

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(Suite.ids(report, "failed")).isEmpty();
      assertThat(Suite.ids(report, "passed")).isEmpty();
    }
  }

  @Test
  void aRenamedPropertyFailsTheSchemaOfItsOperation(Sandbox sandbox) throws Exception {
    try (Proxy server = renamed(sandbox)) {
      Suite run = Suite.run(server.url(), "--allow-writes", "--report", report.toString());

      assertThat(run.exitCode()).isOne();
      assertThat(Suite.ids(report, "failed"))
          .contains("getActionsBilling/schema", "getActionsBilling/property/total_minutes_used")
          .allMatch(id -> id.startsWith("getActionsBilling/"));
      assertThat(run.out()).contains("total_minutes_used", "/get/responses/200/content/");
      Document junit =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(report.resolve("junit.xml").toFile());
      int failed = Suite.ids(report, "failed").size();
      assertThat(junit.getElementsByTagName("failure").getLength()).isEqualTo(failed);
    }
  }

  @Test
  void aKnownFailureIsNone(Sandbox sandbox) throws IOException {
    try (Proxy server = renamed(sandbox)) {
      Suite run =
          Suite.run(
              server.url(),
              "--known-failing",
              list("# the proxy renames\ngetActionsBilling/schema\n"),
              "--include",
              "getActionsBilling/schema",
              "--report",
              report.toString());

      assertThat(run.exitCode()).as(run.out()).isZero();
      assertThat(Suite.ids(report, "known-failing")).containsExactly("getActionsBilling/schema");
    }
  }

  @Test
  void aKnownFailureThatPassesFails(Sandbox sandbox) throws IOException {
    Suite run = Suite.run(sandbox.baseUrl(), "--known-failing", list("getActionsBilling/schema\n"));

    assertThat(run.exitCode()).isOne();
    assertThat(run.out())
        .startsWith("failed getActionsBilling/schema: ")
        .contains("take it off the list");
  }

  @Test
  void aListThatCannotBeReadEndsTheRun(Sandbox sandbox) {
    Suite run =
        Suite.run(sandbox.baseUrl(), "--known-failing", report.resolve("absent").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("absent: no such file or folder");
  }

  @Test
  void aListThatNamesNoCheckEndsTheRun(Sandbox sandbox) throws IOException {
    Suite run = Suite.run(sandbox.baseUrl(), "--known-failing", list("getActions/schema\n"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("getActions/schema, which is no check");
  }

  @Test
  void nothingListeningEndsTheRun() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    Suite run = Suite.run(URI.create("http://127.0.0.1:" + free));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("conformance: nothing answers at http://127.0.0.1:");
  }

  @Test
  void aTokenIsNeeded(Sandbox sandbox) {
    Suite run =
        Suite.run(Map.of(), "--base-url", sandbox.baseUrl().toString(), "--enterprise", "octo");

    assertRefused(run, "GITHUB_TOKEN");
  }

  @Test
  void anUnknownOptionIsNamedInOneLine(Sandbox sandbox) {
    assertRefused(Suite.run(sandbox.baseUrl(), "--bogus"), "Unknown option: '--bogus'");
  }

  @Test
  void aBaseUrlIsNeeded() {
    assertRefused(Suite.run(Map.of("GITHUB_TOKEN", Suite.TOKEN)), "no base URL given");
  }

  @ParameterizedTest
  @CsvSource({
    "https://u:sekret@host, must not carry a user or password",
    "https://u:sekret@host:x, must not carry a user or password",
    "https://u:sek ret@host, is not a URL",
    "u:sekret@host, is not an http or https URL",
    "ftp://host, is not an http or https URL",
    "https://host?token=sekret, no query and no fragment"
  })
  void whatMayNotBeABaseUrlIsNotRepeated(String url, String message) {
    for (Suite run :
        List.of(
            Suite.run(
                Map.of("GITHUB_TOKEN", Suite.TOKEN), "--base-url", url, "--enterprise", "octo"),
            Suite.run(
                Map.of("GITHUB_TOKEN", Suite.TOKEN, "GITHUB_API_URL", url), "--enterprise", "o"))) {
      assertRefused(run, message);
      assertThat(run.err()).doesNotContain("sekret", "ret@", "host");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1.example", "http://ip6-localhost", "http://[::2]"})
  void aNameThatMayLeadElsewhereIsNotThisMachine(String url) {
    assertRefused(Suite.run(URI.create(url)), "use https");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:1", "http://127.9.9.9:1", "http://[::1]:1"})
  void thisMachineMayBeSpokenToInPlain(String url) {
    assertThat(BaseUrl.of(url + "//", false)).hasToString(url);
  }

  @Test
  void aReportThatCannotBeWrittenEndsTheRunBeforeAnythingIsAsked() throws IOException {
    Path file = Files.createFile(report.resolve("file"));
    try (Sandbox sandbox = Sandbox.builder().start()) {
      Suite run = Suite.run(sandbox.baseUrl(), "--report", file.toString());

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .isEqualToIgnoringNewLines(
              "conformance: the report can't be written: "
                  + file
                  + ": there is a file of that name");
      assertThat(sandbox.requests()).isEmpty();
    }
  }

  private static void assertRefused(Suite run, String message) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("conformance: ")
        .contains(message);
  }

  @Test
  void theEnvironmentIsTheDefault(Sandbox sandbox) {
    Suite run =
        Suite.run(
            Map.of(
                "GITHUB_TOKEN",
                Suite.TOKEN,
                "GITHUB_API_URL",
                sandbox.baseUrl() + "/",
                "GITHUB_ENTERPRISE",
                sandbox.enterprise()));

    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
  }

  @Test
  void aTokenThatTheServerRepeatsIsNotShown() throws IOException {
    try (StubServer server = StubServer.always(200, "text/" + Suite.TOKEN, "{}")) {
      Suite run = Suite.run(server.url(), "--report", report.toString());

      assertThat(run.out()).contains("text/[token]").doesNotContain(Suite.TOKEN);
      assertThat(report.resolve("report.json")).content().doesNotContain(Suite.TOKEN);
      assertThat(report.resolve("junit.xml")).content().doesNotContain(Suite.TOKEN);
    }
  }

  @Test
  void theTokenIsNotShownToTheNetwork() {
    Suite run = Suite.run(URI.create("http://192.0.2.1"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("use https");
  }

  @Test
  void onlyWhatIsWantedIsDone() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      Suite run =
          Suite.run(
              sandbox.baseUrl(),
              "--include=getActions*",
              "--include=listCostCenters/status",
              "--exclude=*/property/*",
              "--report=" + report);

      assertThat(run.exitCode()).as(run.out()).isZero();
      assertThat(Suite.ids(report, "passed"))
          .contains("getActionsBilling/schema", "listCostCenters/status")
          .allMatch(id -> id.startsWith("getActions") || id.equals("listCostCenters/status"))
          .noneMatch(id -> id.contains("/property/"));
    }
  }

  @Test
  void nothingWantedEndsTheRun(Sandbox sandbox) {
    Suite run = Suite.run(sandbox.baseUrl(), "--include=nothing/*");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("no check is wanted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--exclude=getActoins*", "--include=nothing*"})
  void patternThatMatchesNothingIsNamed(String option) {
    Suite run =
        Suite.run(URI.create("http://127.0.0.1:1"), "--include=getActionsBilling/*", option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(option.substring(option.indexOf('=') + 1) + ": see --list");
  }

  @Test
  void whyNothingAppliedIsSaid(Sandbox sandbox) {
    Suite run = Suite.run(sandbox.baseUrl(), "--include=createUsageReportExport/*");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("no check applied: ", "--allow-writes");
  }

  @Test
  void whatDiffersFromAnExampleIsSaid() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start();
        Proxy other =
            new Proxy(
                sandbox.baseUrl(),
                (asked, origin) ->
                    origin.send(asked).changing(body -> body.put("included_minutes", 7)))) {
      Suite run = Suite.run(other.url(), "--include=getActionsBilling/example");

      assertThat(run.exitCode()).isOne();
      assertThat(run.out()).contains("got 7 at /included_minutes");
    }
  }

  @Test
  void checksAreListedWithoutAServer() {
    Suite run = Suite.run(Map.of(), "--list", "--include=getUsageReport/query/month/*");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .hasSize(7)
        .allMatch(line -> line.matches("getUsageReport/query/month/\\S+  /paths/\\S+"));
  }

  @Test
  void timeoutIsKept() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start();
        Proxy silent =
            new Proxy(
                sandbox.baseUrl(),
                (asked, origin) ->
                    asked.path().endsWith("/actions")
                        ? origin.send(asked).ending(Sent.Ending.HANGING)
                        : origin.send(asked))) {
      Suite run = Suite.run(silent.url(), "--timeout=0.3", "--include=getActionsBilling/status");

      assertThat(run.exitCode()).isOne();
      assertThat(run.out()).contains("a whole answer in 300 ms");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "0.0001", "soon"})
  void timeoutHasToBeOne(String timeout) {
    assertRefused(Suite.run(URI.create("http://127.0.0.1:1"), "--timeout=" + timeout), "timeout");
  }

  @Test
  void bodiesAndValuesCanBeGiven() throws IOException {
    Path body = Files.writeString(report.resolve("users.json"), "{\"users\":[\"mona\"]}");
    try (Sandbox sandbox = Sandbox.builder().costCenter("cc", "Mine", "hubot").start()) {
      Suite run =
          Suite.run(
              sandbox.baseUrl(),
              "--allow-writes",
              "--include=*CostCenter*",
              "--value=cost_center_id=cc",
              "--body=addUsersToCostCenter=" + body,
              "--body=removeUsersFromCostCenter=" + body);

      assertThat(run.exitCode()).as(run.out()).isZero();
      assertThat(sandbox.requests())
          .filteredOn(request -> request.method().equals("POST"))
          .anyMatch(request -> request.path().contains("/cost-centers/cc/"))
          .noneMatch(request -> request.path().contains("/cost-centers/2eeb8ffe"));
    }
  }

  @Test
  void costCentersArePutBack() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      Suite first = Suite.run(sandbox.baseUrl(), "--allow-writes", "--include=*CostCenter/*");
      Suite second = Suite.run(sandbox.baseUrl(), "--include=listCostCenters/example");

      assertThat(first.exitCode()).as(first.out()).isZero();
      assertThat(first.err()).doesNotContain("put back");
      assertThat(sandbox.requests()).extracting(RecordedRequest::method).contains("DELETE");
      assertThat(second.exitCode()).as(second.out()).isZero();
    }
  }

  @Test
  void whatCouldNotBePutBackIsSaid() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start();
        Proxy forgetful =
            new Proxy(
                sandbox.baseUrl(),
                (asked, origin) ->
                    asked.method().equals("POST") ? Sent.error(500) : origin.send(asked))) {
      Suite run =
          Suite.run(
              forgetful.url(), "--allow-writes", "--include=removeUsersFromCostCenter/status");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.out())
          .contains("could-not-run removeUsersFromCostCenter/restored")
          .contains("the cost centers could not be put back");
    }
  }

  @Test
  void whatOthersChangedStays() throws IOException {
    AtomicBoolean once = new AtomicBoolean();
    try (Sandbox sandbox = Sandbox.builder().costCenter("cc", "Theirs").start();
        Proxy busy =
            new Proxy(
                sandbox.baseUrl(),
                (asked, origin) -> {
                  if (asked.method().equals("DELETE") && !once.getAndSet(true)) {
                    origin.send(
                        asked
                            .withMethod("POST")
                            .withPath(
                                asked.path().replaceFirst("cost-centers/[^/]+", "cost-centers/cc"))
                            .withBody("{\"users\":[\"alice\"]}"));
                  }
                  return origin.send(asked);
                })) {
      Suite run = Suite.run(busy.url(), "--allow-writes", "--include=*CostCenter/*");

      assertThat(run.exitCode()).as(run.out()).isZero();
      assertThat(sandbox.requests())
          .filteredOn(request -> request.path().contains("/cc/"))
          .extracting(RecordedRequest::method)
          .containsExactly("POST");
    }
  }

  @Test
  void exportsNeedNoSightOfCostCenters() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start();
        Proxy narrow =
            new Proxy(
                sandbox.baseUrl(),
                (asked, origin) ->
                    asked.path().contains("/cost-centers")
                        ? Sent.error(403)
                        : origin.send(asked))) {
      Suite run =
          Suite.run(
              narrow.url(),
              "--allow-writes",
              "--include=*UsageReportExport*",
              "--exclude=*/method");

      assertThat(run.exitCode()).as(run.out()).isZero();
    }
  }

  @Test
  void linkThatCannotBeReadIsAFailure() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start();
        Proxy odd =
            new Proxy(
                sandbox.baseUrl(),
                (asked, origin) -> {
                  Sent sent = origin.send(asked);
                  return sent.header("Link").isPresent()
                      ? sent.withHeader("Link", "<https://x/?page=%zz&per_page=1>; rel=\"next\"")
                      : sent;
                })) {
      Suite run = Suite.run(odd.url(), "--include=getAdvancedSecurityCommitters/pages/link/next");

      assertThat(run.exitCode()).isOne();
    }
  }

  @Test
  void secondaryLimitWithoutATimeIsNoFailureOfTheServer() throws IOException {
    try (StubServer server =
        StubServer.always(403, "{\"message\":\"You have exceeded a secondary rate limit.\"}")) {
      Suite run = Suite.run(server.url(), "--report", report.toString());

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(Suite.ids(report, "failed")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "1 2"})
  void bodyHasToBeAnObject(String json) throws IOException {
    Path body = Files.writeString(report.resolve("body.json"), json);

    assertRefused(
        Suite.run(URI.create("http://127.0.0.1:1"), "--body=addUsersToCostCenter=" + body),
        "the body of addUsersToCostCenter is");
  }

  @Test
  void bodyOfNoOperationIsRefused(Sandbox sandbox) throws IOException {
    Path body = Files.writeString(report.resolve("body.json"), "{}");

    assertRefused(
        Suite.run(sandbox.baseUrl(), "--body=createEverything=" + body), "no operation create");
    assertRefused(Suite.run(sandbox.baseUrl(), "--value=nothing=1"), "no path parameter nothing");
  }

  @Test
  void outsiderIsRefused() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().outsiderToken("stranger").start()) {
      Suite run =
          Suite.run(
              Map.of("GITHUB_TOKEN", Suite.TOKEN, "GITHUB_OUTSIDER_TOKEN", "stranger"),
              "--base-url=" + sandbox.baseUrl(),
              "--enterprise=octo-enterprise",
              "--include=*/permission*",
              "--report=" + report);

      assertThat(run.exitCode()).as(run.out()).isZero();
      assertThat(Suite.ids(report, "passed"))
          .contains("getActionsBilling/permission", "getActionsBilling/permission/error");
    }
  }

  private static Proxy renamed(Sandbox sandbox) {
    return new Proxy(
        sandbox.baseUrl(),
        (asked, origin) -> {
          Sent sent = origin.send(asked);
          return asked.path().endsWith("/billing/actions")
              ? sent.changing(
                  body -> body.set("totalMinutesUsed", body.remove("total_minutes_used")))
              : sent;
        });
  }

  private String list(String content) throws IOException {
    return Files.writeString(report.resolve("known.txt"), content).toString();
  }
}
