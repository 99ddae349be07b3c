package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.sandbox.SandboxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    assertThat(run.lastLine()).endsWith(" passed, 0 failed, 0 not applicable, 0 could not run");
    assertThat(Suite.ids(report, "passed"))
        .contains(
            "getActionsBilling/status",
            "getUsageReport/query/month",
            "getUsageReportExport/schema",
            "removeUsersFromCostCenter/schema");
    assertThat(run.err()).contains("getActionsBilling/status").doesNotContain(Suite.TOKEN);
  }

  @Test
  void writesNothingUnlessAllowed() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      Suite run = Suite.run(sandbox.baseUrl(), "--report", report.toString());

      assertThat(run.exitCode()).as(run.out()).isZero();
      assertThat(Suite.ids(report, "not-applicable"))
          .contains("addUsersToCostCenter/status", "createUsageReportExport/schema")
          .noneMatch(id -> id.startsWith("get") || id.startsWith("list"));
      assertThat(Suite.ids(report, "passed")).noneMatch(id -> id.matches("(add|remove|create).*"));
    }
  }

  @Test
  void anEmptyObjectForEverythingFails() throws IOException {
    try (StubServer server = StubServer.always(200, "{}")) {
      Suite run = Suite.run(server.url(), "--report", report.toString());

      assertThat(run.exitCode()).isOne();
      assertThat(Suite.ids(report, "passed"))
          .allMatch(id -> id.endsWith("/status") || id.endsWith("/content-type"));
      assertThat(Suite.ids(report, "failed"))
          .contains(
              "getActionsBilling/schema",
              "getActionsBilling/authentication",
              "getActionsBilling/enterprise",
              "getUsageReport/query/month");
    }
  }

  @Test
  void notFoundForEverythingFails() throws IOException {
    try (StubServer server = StubServer.always(404, "{\"message\":\"Not Found\"}")) {
      Suite run = Suite.run(server.url(), "--report", report.toString());

      assertThat(run.exitCode()).isOne();
      assertThat(Suite.ids(report, "passed")).isEmpty();
      assertThat(Suite.ids(report, "failed"))
          .contains(
              "getActionsBilling/status",
              "getActionsBilling/schema",
              "getActionsBilling/authentication",
              "getActionsBilling/enterprise",
              "getUsageReport/query/month");
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
    try (StubServer server = renamed(sandbox)) {
      Suite run = Suite.run(server.url(), "--allow-writes", "--report", report.toString());

      assertThat(run.exitCode()).isOne();
      assertThat(Suite.ids(report, "failed")).containsExactly("getActionsBilling/schema");
      assertThat(run.out()).contains("total_minutes_used", "/get/responses/200/content/");
      Document junit =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(report.resolve("junit.xml").toFile());
      assertThat(junit.getElementsByTagName("failure").getLength()).isOne();
      assertThat(junit.getDocumentElement().getAttribute("failures")).isEqualTo("1");
    }
  }

  @Test
  void aKnownFailureIsNone(Sandbox sandbox) throws IOException {
    try (StubServer server = renamed(sandbox)) {
      Suite run =
          Suite.run(
              server.url(),
              "--known-failing",
              list("# the proxy renames\ngetActionsBilling/schema\n"),
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
    assertThat(run.out()).startsWith("failed getActionsBilling/schema: passes, but is listed");
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

      assertThat(run.out()).contains("got text/[token]").doesNotContain(Suite.TOKEN);
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

  private static StubServer renamed(Sandbox sandbox) {
    return StubServer.before(
        sandbox.baseUrl(),
        (path, body) ->
            path.endsWith("/billing/actions")
                ? body.replace("\"total_minutes_used\"", "\"totalMinutesUsed\"")
                : body);
  }

  private String list(String content) throws IOException {
    return Files.writeString(report.resolve("known.txt"), content).toString();
  }
}
