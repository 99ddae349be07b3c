package dev.ghbilling.conformance.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.CommandRun;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reports show of a failed check, so that a reader can see it again. */
final class FailureReportTest {
  @TempDir private Path report;
  @AutoClose final RecordingServer server = new RecordingServer();

  @Test
  void curl_ofAFailedCheck_sendsTheSameRequestAgain() throws Exception {
    server.respondWith(ScriptedResponse.of(500, "{}", "Content-Type: application/json"));
    CommandRun run = run("getActionsBilling/status");
    ReceivedRequest sent = last();

    String command = check().path("curl").asText();
    assertThat(command)
        .startsWith("curl -i '" + server.baseUrl())
        .contains("\"Authorization: Bearer ${GH_TOKEN:-$GITHUB_TOKEN}\"")
        .doesNotContain(CommandRun.TOKEN);
    assertThat(run.out()).contains("\n  " + command + "\n");

    ProcessBuilder shell = new ProcessBuilder("sh", "-c", command);
    shell.environment().remove("GH_TOKEN");
    shell.environment().put("GITHUB_TOKEN", CommandRun.TOKEN);
    shell.environment().put("no_proxy", "*");
    Process process = shell.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();

    ReceivedRequest again = last();
    assertThat(again.method()).isEqualTo(sent.method());
    assertThat(again.target()).isEqualTo(sent.target());
    for (String header : List.of("Authorization", "Accept", "User-Agent", "X-GitHub-Api-Version")) {
      assertThat(again.header(header)).as(header).isEqualTo(sent.header(header));
    }
  }

  @Test
  @Regression(
      input = "a GET with a body, as a client may send it through the proxy",
      before = "curl -i with the body, which curl sends as a POST",
      now = "curl -i -X GET")
  void curl_ofAGetWithABody_staysAGet() {
    Operation operation = Contract.bundled().operation("getActionsBilling").orElseThrow();
    OperationRequest request =
        OperationRequest.of(operation, Map.of("enterprise", "octo"), Optional.of("{}"));

    assertThat(CurlCommand.of(request, "http://127.0.0.1:1")).startsWith("curl -i -X GET ");
    assertThat(CurlCommand.of(request.withBody(Optional.empty()), "http://127.0.0.1:1"))
        .startsWith("curl -i 'http");
  }

  @Test
  void har_ofAFailedCheck_hasTheExchangeWithoutSecrets() throws IOException {
    server.respondWith(
        ScriptedResponse.of(
            500,
            "{\"echo\":\"" + CommandRun.TOKEN + "\"}",
            "Content-Type: application/json",
            "Set-Cookie: session=s-e-c-r-e-t"));
    run("getActionsBilling/status");

    Path file = report.resolve("failures.har");
    assertThat(file).content().doesNotContain(CommandRun.TOKEN, "s-e-c-r-e-t");
    JsonNode log = ContractJson.MAPPER.readTree(Files.readString(file)).path("log");
    assertThat(log.path("version").asText()).isEqualTo("1.2");
    assertThat(log.path("entries")).hasSize(1);
    JsonNode entry = log.at("/entries/0");
    assertThat(entry.properties())
        .extracting(Map.Entry::getKey)
        .contains("startedDateTime", "time", "request", "response", "cache", "timings");
    assertThat(entry.at("/request/url").asText())
        .isEqualTo(server.baseUrl() + "/enterprises/octo-enterprise/settings/billing/actions");
    assertThat(entry.at("/response/status").asInt()).isEqualTo(500);
    assertThat(entry.at("/response/content/text").asText()).isEqualTo("{\"echo\":\"[token]\"}");
  }

  @Test
  void ctrf_ofARun_hasATestForEachCheck() throws IOException {
    server.respondWith(ScriptedResponse.of(500, "{}", "Content-Type: application/json"));
    run("getActionsBilling/*");

    JsonNode ctrf = ContractJson.MAPPER.readTree(Files.readString(report.resolve("ctrf.json")));
    JsonNode checks =
        ContractJson.MAPPER
            .readTree(Files.readString(report.resolve("report.json")))
            .path("checks");
    assertThat(ctrf.path("reportFormat").asText()).isEqualTo("CTRF");
    JsonNode summary = ctrf.at("/results/summary");
    assertThat(summary.path("tests").asInt()).isEqualTo(checks.size());
    assertThat(ctrf.at("/results/tests")).hasSize(checks.size());
    int sum = 0;
    for (String status : List.of("passed", "failed", "pending", "skipped", "other")) {
      sum += summary.path(status).asInt();
    }
    assertThat(sum).isEqualTo(checks.size());
    JsonNode first = ctrf.at("/results/tests/0");
    assertThat(first.path("name").asText()).isEqualTo("getActionsBilling/status");
    assertThat(first.path("status").asText()).isEqualTo("failed");
    assertThat(first.at("/extra/curl").asText()).startsWith("curl ");
  }

  private CommandRun run(String check) {
    return CommandRun.run(server.baseUrl(), "--include=" + check, "--report=" + report);
  }

  private ReceivedRequest last() {
    List<ReceivedRequest> requests = server.requests();
    return requests.get(requests.size() - 1);
  }

  private JsonNode check() throws IOException {
    return ContractJson.MAPPER
        .readTree(Files.readString(report.resolve("report.json")))
        .at("/checks/0");
  }
}
