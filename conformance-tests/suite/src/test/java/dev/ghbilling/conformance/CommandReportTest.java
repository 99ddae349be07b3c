package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.conformance.fixture.StubServer;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandReportTest {
  @TempDir private Path report;

  @Test
  void run_unwritableReport_sendsNothing() throws IOException {
    Path file = Files.createFile(report.resolve("file"));
    try (Sandbox sandbox = Sandbox.builder().start()) {
      CommandRun run = CommandRun.run(sandbox.baseUrl(), "--report", file.toString());

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .isEqualToIgnoringNewLines(
              "conformance: can't write the report: "
                  + file
                  + ": a file of this name already exists");
      assertThat(sandbox.requests()).isEmpty();
    }
  }

  @Test
  void run_tokenInAResponse_isRedacted() throws IOException {
    try (StubServer server = StubServer.always(200, "text/" + CommandRun.TOKEN, "{}")) {
      CommandRun run = CommandRun.run(server.url(), "--report", report.toString());

      assertThat(run.out()).contains("text/[token]").doesNotContain(CommandRun.TOKEN);
      assertThat(report.resolve("report.json")).content().doesNotContain(CommandRun.TOKEN);
      assertThat(report.resolve("junit.xml")).content().doesNotContain(CommandRun.TOKEN);
    }
  }

  @Test
  void run_providerVersion_writesWhatABrokerTakes() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      JsonNode request = providerContract(sandbox.baseUrl());

      assertThat(fields(request)).containsExactly("pacticipantVersionNumber", "contract");
      assertThat(request.path("pacticipantVersionNumber").asText()).isEqualTo("c0ffee");
      JsonNode contract = request.path("contract");
      assertThat(fields(contract))
          .containsExactly("content", "contentType", "specification", "selfVerificationResults");
      assertThat(ContractJson.MAPPER.readTree(contract.path("content").binaryValue()))
          .isEqualTo(Contract.bundled().document());
      assertThat(contract.path("contentType").asText()).isEqualTo("application/json");
      assertThat(contract.path("specification").asText()).isEqualTo("oas");
      ObjectNode results = (ObjectNode) contract.path("selfVerificationResults");
      assertThat(results.remove("content").binaryValue())
          .isEqualTo(Files.readAllBytes(report.resolve("report.json")));
      assertThat(results)
          .hasToString(
              "{\"success\":true,\"contentType\":\"application/json\",\"format\":\"json\","
                  + "\"verifier\":\"ghbilling-conformance\",\"verifierVersion\":\"development\"}");
    }
  }

  @Test
  void run_providerVersionOfAFailingServer_isNoSuccess() throws IOException {
    try (StubServer server = StubServer.always(200, "application/json", "{}")) {
      JsonNode request = providerContract(server.url());

      assertThat(request.at("/contract/selfVerificationResults/success"))
          .isEqualTo(BooleanNode.FALSE);
    }
  }

  @Test
  void run_providerVersionWithoutAReport_isRejected() {
    CommandRun.run(URI.create("http://127.0.0.1:1"), "--provider-version", "c0ffee")
        .assertRejected("--provider-version needs --report");
  }

  private JsonNode providerContract(URI server) throws IOException {
    CommandRun.run(
        server, "--include=getActionsBilling/*", "--report=" + report, "--provider-version=c0ffee");
    return ContractJson.MAPPER.readTree(Files.readString(report.resolve("provider-contract.json")));
  }

  private static List<String> fields(JsonNode object) {
    return object.propertyStream().map(Map.Entry::getKey).toList();
  }

  @Test
  @Regression(
      input = "a text instead of a number in a row of a usage report",
      before = "\"quantity in /usageItems/*\"",
      now = "\"usageItems[0].quantity\"")
  void run_faultInOneRow_namesItsPlace() {
    try (Sandbox sandbox = Sandbox.builder().start();
        RewritingProxy server =
            new RewritingProxy(
                sandbox.baseUrl(),
                (request, origin) -> {
                  ProxiedResponse response = origin.send(request);
                  return request.path().endsWith("/billing/usage")
                      ? response.editJson(
                          body -> ((ObjectNode) body.at("/usageItems/0")).put("quantity", "many"))
                      : response;
                })) {
      CommandRun run =
          CommandRun.run(
              server.url(),
              "--include=getUsageReport/property/usageItems[].quantity",
              "--include=getUsageReport/schema");

      assertThat(run.out())
          .contains("expected usageItems[0].quantity as documented, got \"many\"")
          .contains("got usageItems[0].quantity: ");
    }
  }
}
