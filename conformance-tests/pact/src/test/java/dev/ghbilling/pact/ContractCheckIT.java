package dev.ghbilling.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the pact that the consumer's tests wrote, and corrupted copies, with the contract. */
final class ContractCheckIT {
  private static final Contract CONTRACT = Contract.bundled();

  private static final String ACTIONS = "/enterprises/{enterprise}/settings/billing/actions";

  private JsonNode pact = ContractJson.MAPPER.nullNode();

  @BeforeEach
  void read() throws IOException {
    pact = ContractJson.MAPPER.readTree(SdkPact.FILE.toFile());
  }

  @Test
  void findings_pactOfTheSdk_areEmpty() {
    assertThat(ContractCheck.findings(CONTRACT, pact)).isEmpty();
  }

  private static Arguments corrupted(
      String interaction, Consumer<ObjectNode> fault, String finding) {
    return arguments(interaction, fault, finding);
  }

  static Stream<Arguments> corrupted() {
    return Stream.of(
        corrupted(
            "getUsageReport 200",
            one -> at(one, "/request/query").putArray("weeks").add("1"),
            "getUsageReport 200: parameter weeks is not documented"),
        corrupted(
            "getUsageReport 200",
            one -> at(one, "/request/query").putArray("month").add("13"),
            "getUsageReport 200: parameter month: (document): must have a maximum value of 12"),
        corrupted(
            "getUsageReport 200",
            one -> at(one, "/request/headers").putArray("X-Trace").add("1"),
            "getUsageReport 200: parameter X-Trace is not documented"),
        corrupted(
            "getUsageReport 200",
            one -> at(one, "/request").put("method", "PUT"),
            "getUsageReport 200: method PUT"),
        corrupted(
            "getUsageReport 200",
            one -> at(one, "/request").put("path", "/usage"),
            "getUsageReport 200: path /usage"),
        corrupted(
            "getUsageReportExport 404",
            one ->
                at(one, "/request").put("path", "/enterprises/e/settings/billing/reports/newest"),
            "getUsageReportExport 404: parameter report_id: (document): must be a valid RFC 4122"
                + " UUID"),
        corrupted(
            "addResourcesToCostCenter 409",
            one -> at(one, "/request/body/content").put("users", "monalisa"),
            "addResourcesToCostCenter 409: request body /users: string found, array expected"),
        corrupted(
            "addResourcesToCostCenter 409",
            one -> at(one, "/request").remove("body"),
            "addResourcesToCostCenter 409: request without a body"),
        corrupted(
            "getActionsBilling 200",
            one -> at(one, "/request").putObject("body"),
            "getActionsBilling 200: request with a body"),
        corrupted(
            "getActionsBilling 200",
            one -> at(one, "/response/body/content").put("included_minutes", "many"),
            "getActionsBilling 200: response body /included_minutes: string found, number expected"),
        corrupted(
            "getActionsBilling 200",
            one -> at(one, "/response/body/content").remove("included_minutes"),
            "getActionsBilling 200: response body (document): required property"
                + " 'included_minutes' not found"),
        corrupted(
            "listCostCenters 200",
            one -> at(one, "/response/body/content/costCenters/0").put("color", "red"),
            "listCostCenters 200: response body /costCenters/0/color: not documented"),
        corrupted(
            "listCostCenters 200",
            one -> at(one, "/response/body").put("contentType", "text/csv"),
            "listCostCenters 200: response body of type text/csv"),
        corrupted(
            "listCostCenters 200",
            one -> at(one, "/response/headers").putArray("ETag").add("1"),
            "listCostCenters 200: response header ETag is not documented"),
        corrupted(
            "listCostCenters 503",
            one -> at(one, "/response").put("status", 504),
            "listCostCenters 504: not documented, or a duplicate"),
        corrupted(
            "listCostCenters 503",
            one -> at(one, "/response").put("status", 500),
            "listCostCenters 500: not documented, or a duplicate"),
        corrupted(
            "listCostCenters 503",
            one -> at(one, "/comments/references/openapi").put("operationId", "listTeams"),
            "\"listCostCenters 503\": the contract has no operation listTeams"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("corrupted")
  void findings_corruptedInteraction_nameTheFault(
      String description, Consumer<ObjectNode> fault, String finding) {
    for (JsonNode interaction : pact.path("interactions")) {
      if (interaction.path("description").asText().equals(description)) {
        fault.accept((ObjectNode) interaction);
      }
    }

    assertThat(ContractCheck.findings(CONTRACT, pact)).contains(finding);
  }

  @Test
  void findings_missingInteraction_nameIt() {
    ArrayNode interactions = (ArrayNode) pact.path("interactions");
    String removed = interactions.remove(7).path("description").asText();

    assertThat(ContractCheck.findings(CONTRACT, pact))
        .containsExactly(removed + ": documented, but not in the pact");
  }

  @Test
  void findings_newStatusInTheContract_nameIt() {
    ObjectNode document = CONTRACT.document().deepCopy();
    ObjectNode responses = at(document.path("paths").path(ACTIONS), "/get/responses");
    responses.set("404", responses.path("200"));

    assertThat(ContractCheck.findings(Contract.of(document), pact))
        .containsExactly("getActionsBilling 404: documented, but not in the pact");
  }

  @Test
  void findings_newOperationWithoutANoun_areEmpty() {
    ObjectNode document = CONTRACT.document().deepCopy();
    ObjectNode paths = (ObjectNode) document.path("paths");
    ObjectNode copy = paths.path(ACTIONS).deepCopy();
    at(copy, "/get").put("operationId", "getModelsBilling");
    paths.set("/enterprises/{enterprise}/settings/billing/models", copy);

    assertThat(ContractCheck.findings(Contract.of(document), pact)).isEmpty();
  }

  private static ObjectNode at(JsonNode node, String pointer) {
    return (ObjectNode) node.at(pointer);
  }
}
