package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.sandbox.SandboxExtension;
import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.RefusingPort;
import dev.ghbilling.testkit.Regression;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client of somebody's, whose requests go through the proxy to a server. */
@Timeout(120)
@ExtendWith(SandboxExtension.class)
final class ClientTrafficTest {
  private static final String BILLING = "/enterprises/octo-enterprise/settings/billing";

  @TempDir private Path temp;

  /** A proxy in a process of its own, and the client that uses it. */
  private final class Recording implements AutoCloseable {
    private final HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final BufferedReader out;
    private final String url;

    Recording(URI server) throws IOException {
      this(server, "-Xmx512m");
    }

    /** Starts the proxy in a process with this option of the JVM. */
    Recording(URI server, String option) throws IOException {
      ChildJvm jvm =
          ChildJvm.of(ConformanceMain.class).options(option).environment(Map.of("no_proxy", "*"));
      String[] arguments = {"--proxy=0", "--base-url=" + server, "--report=" + temp};
      ProcessBuilder builder = jvm.process(arguments);
      this.process = builder.redirectError(temp.resolve("stderr").toFile()).start();
      this.out = process.inputReader();
      this.url = out.readLine();
    }

    HttpResponse<String> get(String target) throws IOException, InterruptedException {
      return send(HttpRequest.newBuilder(URI.create(url + target)).GET());
    }

    HttpResponse<String> send(HttpRequest.Builder request)
        throws IOException, InterruptedException {
      return client.send(
          request.header("Authorization", "Bearer " + CommandRun.TOKEN).build(),
          BodyHandlers.ofString());
    }

    /** Ends the process as Ctrl-C does, and returns what it printed. */
    CommandRun end() throws IOException, InterruptedException {
      process.toHandle().destroy();
      String printed = out.lines().collect(Collectors.joining("\n", "", "\n"));
      int status = process.waitFor();
      return new CommandRun(status, printed, Files.readString(temp.resolve("stderr")));
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  @Test
  void record_trafficAsDocumented_conforms(Sandbox sandbox) throws Exception {
    try (Recording recording = new Recording(sandbox.baseUrl())) {
      HttpResponse<String> through = recording.get(BILLING + "/actions");
      assertThat(through.statusCode()).isEqualTo(200);
      assertThat(through.body()).contains("total_minutes_used");
      recording.get(BILLING + "/usage?year=2025&month=1");

      CommandRun run = recording.end();
      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      assertThat(run.out()).contains("\nPassed. Report: ");
      assertThat(run.err()).contains("2 requests of a client were judged");
      assertThat(CommandRun.ids(temp, "passed"))
          .contains(
              "getActionsBilling/schema",
              "getUsageReport/request/query/year",
              "getUsageReport/listed-status");
    }
  }

  @Test
  void record_faultsOfTheClient_failAtWhatItSent(Sandbox sandbox) throws Exception {
    try (Recording recording = new Recording(sandbox.baseUrl())) {
      recording.get(BILLING + "/usage?year=last");
      recording.get(BILLING + "/usage?year=next&access_token=SECRET-of-a-query");
      recording.get("/zen");
      recording.send(
          HttpRequest.newBuilder(URI.create(recording.url + BILLING + "/cost-centers"))
              .header("Content-Type", "application/json")
              .header("X-Api-Key", "SECRET-of-a-header")
              .POST(BodyPublishers.ofString("{\"title\":1}")));

      CommandRun run = recording.end();
      assertThat(run.exitCode()).as(run.out() + run.err()).isOne();
      assertThat(CommandRun.ids(temp, "failed"))
          .containsExactlyInAnyOrder(
              "getUsageReport/request/query/year", "createCostCenter/request/body");
      assertThat(CommandRun.ids(temp, "warned")).containsExactly("getUsageReport/request/query");
      assertThat(run.out())
          .contains("got \"last\": ", "2 of 2 exchanges break this rule", "curl -i ");
      assertThat(run.err())
          .contains("requests for no operation of the contract can't be judged: GET /zen");
      for (String file : new String[] {"report.json", "report.html", "failures.har"}) {
        assertThat(temp.resolve(file))
            .content()
            .doesNotContain(CommandRun.TOKEN)
            .doesNotContain("SECRET-of");
      }
    }
  }

  @Test
  void record_faultOfTheServer_failsAtItsOperation(Sandbox sandbox) throws Exception {
    try (RewritingProxy server = RewritingProxy.renamingAProperty(sandbox.baseUrl());
        Recording recording = new Recording(server.url())) {
      recording.get(BILLING + "/actions");

      CommandRun run = recording.end();
      assertThat(run.exitCode()).isOne();
      assertThat(CommandRun.ids(temp, "failed")).containsExactly("getActionsBilling/schema");
    }
  }

  @Test
  void record_serverThatDoesNotRespond_isABadGatewayAndInconclusive() throws Exception {
    try (RefusingPort port = new RefusingPort();
        Recording recording = new Recording(URI.create("http://127.0.0.1:" + port.port()))) {
      assertThat(recording.get(BILLING + "/actions").statusCode()).isEqualTo(502);

      CommandRun run = recording.end();
      assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
      assertThat(run.err()).contains("1 of them got no response");
    }
  }

  @Test
  @Regression(
      input = "200 MB of responses through a proxy with a heap of 64 MB",
      before = "kept until the end: out of memory",
      now = "judged one by one")
  void record_moreThanTheHeapHolds_isJudged(Sandbox sandbox) throws Exception {
    String padding = "x".repeat(2 << 20);
    try (RewritingProxy server =
            new RewritingProxy(
                sandbox.baseUrl(),
                (request, origin) ->
                    origin.send(request).editJson(body -> body.put("padding", padding)));
        Recording recording = new Recording(server.url(), "-Xmx64m")) {
      for (int i = 0; i < 100; i++) {
        assertThat(recording.get(BILLING + "/actions").statusCode()).isEqualTo(200);
      }

      CommandRun run = recording.end();
      assertThat(run.err()).contains("100 requests of a client were judged");
      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    }
  }

  @Test
  void record_manyPathsOfNoOperation_areCounted(Sandbox sandbox) throws Exception {
    try (Recording recording = new Recording(sandbox.baseUrl())) {
      for (int i = 1; i <= 25; i++) {
        recording.get("/zen/" + i);
      }
      recording.get("/zen/1");

      assertThat(recording.end().err())
          .contains("can't be judged: GET /zen/1, GET /zen/2, ", "/zen/20, and 5 requests more")
          .doesNotContain("/zen/21, ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:1/zen", "x.example:/zen", "@x.example/zen"})
  void record_targetOfAnotherHost_isRefused(String target, Sandbox sandbox) throws Exception {
    int before = sandbox.requests().size();
    try (Recording recording = new Recording(sandbox.baseUrl());
        Socket client =
            new Socket(InetAddress.getLoopbackAddress(), URI.create(recording.url).getPort())) {
      client
          .getOutputStream()
          .write("GET %s HTTP/1.0\r\n\r\n".formatted(target).getBytes(StandardCharsets.UTF_8));

      assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .containsPattern("^HTTP/1.1 40[04] ");
    }
    assertThat(sandbox.requests()).hasSize(before);
  }

  @Test
  void record_optionsOfChecks_areRejected(Sandbox sandbox) {
    CommandRun.run(sandbox.baseUrl(), "--proxy=0", "--allow-writes")
        .assertRejected("--proxy judges what your client sends");
  }

  @Test
  void record_linksOfTheServer_leadThroughTheProxy(Sandbox sandbox) throws Exception {
    try (Recording recording = new Recording(sandbox.baseUrl())) {
      HttpResponse<String> page =
          recording.get(
              BILLING + "/advanced-security?advanced_security_product=code_security&per_page=1");

      assertThat(page.headers().firstValue("Link"))
          .hasValueSatisfying(link -> assertThat(link).contains("<" + recording.url));
      assertThat(page.statusCode()).isEqualTo(200);
    }
  }
}
