package dev.ghbilling.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest {
  private static final Contract CONTRACT = Contract.bundled();

  static List<Operation> operations() {
    return CONTRACT.operations();
  }

  /** GitHub's documents and its own description, as a table. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          getActionsBilling                         | GET    | /enterprises/{enterprise}/actions                                | 200
          getAdvancedSecurityCommitters             | GET    | /enterprises/{enterprise}/advanced-security                      | 200
          getAiCreditUsage                          | GET    | /enterprises/{enterprise}/ai_credit/usage                        | 200 400 403 404 500 503
          listBudgets                               | GET    | /enterprises/{enterprise}/budgets                                | 200 403 404
          createBudget                              | POST   | /enterprises/{enterprise}/budgets                                | 200 400 401 403 404 422 500
          getBudget                                 | GET    | /enterprises/{enterprise}/budgets/{budget_id}                    | 200 400 403 404 500 503
          updateBudget                              | PATCH  | /enterprises/{enterprise}/budgets/{budget_id}                    | 200 400 401 403 404 422 500 503
          deleteBudget                              | DELETE | /enterprises/{enterprise}/budgets/{budget_id}                    | 200 400 403 404 500 503
          listBudgetUserStates                      | GET    | /enterprises/{enterprise}/budgets/{budget_id}/user-states        | 200 403 404 500 503
          listCostCenters                           | GET    | /enterprises/{enterprise}/cost-centers                           | 200 400 403 500 503
          createCostCenter                          | POST   | /enterprises/{enterprise}/cost-centers                           | 200 400 409 500
          getCostCenter                             | GET    | /enterprises/{enterprise}/cost-centers/{cost_center_id}          | 200 400 403 500 503
          updateCostCenter                          | PATCH  | /enterprises/{enterprise}/cost-centers/{cost_center_id}          | 200 400 403 404 409 422 500 503
          deleteCostCenter                          | DELETE | /enterprises/{enterprise}/cost-centers/{cost_center_id}          | 200 400 403 404 500 503
          addResourcesToCostCenter                  | POST   | /enterprises/{enterprise}/cost-centers/{cost_center_id}/resource | 200 400 403 409 500 503
          removeResourcesFromCostCenter             | DELETE | /enterprises/{enterprise}/cost-centers/{cost_center_id}/resource | 200 400 403 500 503
          getPackagesBilling                        | GET    | /enterprises/{enterprise}/packages                               | 200
          getPremiumRequestUsage                    | GET    | /enterprises/{enterprise}/premium_request/usage                  | 200 400 403 404 500 503
          getSharedStorageBilling                   | GET    | /enterprises/{enterprise}/shared-storage                         | 200
          getUsageReport                            | GET    | /enterprises/{enterprise}/usage                                  | 200 400 403 500 503
          getUsageSummary                           | GET    | /enterprises/{enterprise}/usage/summary                          | 200 400 403 500 503
          listUsageReportExports                    | GET    | /enterprises/{enterprise}/reports                                | 200 401 403 404 500 503
          createUsageReportExport                   | POST   | /enterprises/{enterprise}/reports                                | 202 400 401 403 404 500 503
          getUsageReportExport                      | GET    | /enterprises/{enterprise}/reports/{report_id}                    | 200 401 403 404 500 503
          getOrganizationAiCreditUsage              | GET    | /organizations/{org}/ai_credit/usage                             | 200 400 403 404 500 503
          listOrganizationBudgets                   | GET    | /organizations/{org}/budgets                                     | 200 403 404 500
          createOrganizationBudget                  | POST   | /organizations/{org}/budgets                                     | 200 400 401 403 404 422 500
          getOrganizationBudget                     | GET    | /organizations/{org}/budgets/{budget_id}                         | 200 400 403 404 500 503
          updateOrganizationBudget                  | PATCH  | /organizations/{org}/budgets/{budget_id}                         | 200 400 401 403 404 422 500
          deleteOrganizationBudget                  | DELETE | /organizations/{org}/budgets/{budget_id}                         | 200 400 403 404 500 503
          getOrganizationPremiumRequestUsage        | GET    | /organizations/{org}/premium_request/usage                       | 200 400 403 404 500 503
          getOrganizationUsageReport                | GET    | /organizations/{org}/usage                                       | 200 400 403 500 503
          getOrganizationUsageSummary               | GET    | /organizations/{org}/usage/summary                               | 200 400 403 500 503
          getOrganizationAdvancedSecurityCommitters | GET    | /orgs/{org}/advanced-security                                    | 200
          getUserAiCreditUsage                      | GET    | /users/{username}/ai_credit/usage                                | 200 400 403 404 500 503
          getUserPremiumRequestUsage                | GET    | /users/{username}/premium_request/usage                          | 200 400 403 404 500 503
          getUserUsageReport                        | GET    | /users/{username}/usage                                          | 200 400 403 500 503
          getUserUsageSummary                       | GET    | /users/{username}/usage/summary                                  | 200 400 403 404 500 503
          """)
  void operation_documented_hasItsPathAndResponses(
      String id, String method, String path, String statuses) {
    Operation operation = CONTRACT.operation(id).orElseThrow();

    assertThat(operation.method()).isEqualTo(method);
    assertThat(operation.path().replace("/settings/billing", "")).isEqualTo(path);
    assertThat(operation.responses().keySet())
        .containsAll(Stream.of(statuses.split(" ")).map(Integer::valueOf).toList());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void response_any_hasASchemaWithProperties(Operation operation) {
    for (ContractResponse response : operation.responses().values()) {
      assertThat(response.body().isPresent())
          .as("whether %d has a body", response.status())
          .isEqualTo(response.status() != 204);
      if (response.body().isPresent()) {
        JsonNode schema = CONTRACT.resolve(response.body().get().schema());
        assertThat(schema.has("properties") || schema.has("items"))
            .as("%d describes its properties or items", response.status())
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_any_hasItsDocumentedExample(Operation operation) {
    assertThat(operation.success().body().map(body -> body.example().isPresent()))
        .isIn(Optional.empty(), Optional.of(true));
    assertThat(operation.requestBody().map(body -> body.example().isPresent()))
        .isIn(Optional.empty(), Optional.of(true));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_any_hasTokensAndDocumentation(Operation operation) {
    assertThat(operation.node().at("/x-tokens/accepted")).isNotEmpty();
    assertThat(operation.node().at("/x-documentation/document").asText()).isNotBlank();
    assertThat(operation.node().at("/x-documentation/section").asText()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"getOrganizationUsageSummary", "getUserUsageSummary"})
  void operation_inPublicPreview_isMarked(String id) {
    assertThat(CONTRACT.operation(id).orElseThrow().node().path("x-preview").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"getActionsBilling", "getPackagesBilling", "getSharedStorageBilling"})
  void operation_retired_saysWhatToUseInstead(String id) {
    JsonNode node = CONTRACT.operation(id).orElseThrow().node();

    assertThat(node.path("deprecated").asBoolean()).isTrue();
    assertThat(node.at("/x-retired/status").asInt()).isEqualTo(410);
    assertThat(node.at("/x-retired/instead").asText()).isEqualTo("getUsageReport");
  }

  /** Or nobody could ask for it: neither the suite, nor the tests of the SDK. */
  @ParameterizedTest
  @MethodSource("operations")
  void pathParameter_any_isListedOrHasAnExample(Operation operation) {
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      assertThat(new SampleValues(CONTRACT).documented(operation, parameter))
          .as("example of %s, or an operation that lists it", parameter.name())
          .isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void header_any_hasADefault(Operation operation) {
    assertThat(operation.parameters(Parameter.Location.HEADER))
        .allSatisfy(header -> assertThat(header.schema().has("default")).isTrue())
        .extracting(Parameter::name)
        .containsExactly("Accept", "X-GitHub-Api-Version");
  }

  @ParameterizedTest
  @CsvSource({
    "getAdvancedSecurityCommitters, per_page, 1,    100",
    "listBudgets,                   per_page, 1,    100",
    "getUsageReport,                year,     1000, 9999",
    "getUsageReport,                month,    1,    12",
    "getUsageReport,                day,      1,    31",
    "getUsageReport,                hour,     0,    23"
  })
  void parameter_documentedBounds_areEnforced(String operation, String name, int least, int most) {
    Parameter parameter = parameter(operation, name);

    assertThat(violations(parameter, least)).isEmpty();
    assertThat(violations(parameter, most)).isEmpty();
    assertThat(violations(parameter, least - 1)).hasSize(1);
    assertThat(violations(parameter, most + 1)).hasSize(1);
    assertThat(parameter.required()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "int32, 2147483647, 2147483648",
    "int32, -2147483648, -2147483649",
    "int64, 9223372036854775807, 9223372036854775808",
    "int64, -9223372036854775808, -9223372036854775809",
  })
  void violations_integerThatDoesNotFitItsFormat_isRefused(
      String format, BigInteger most, BigInteger more) {
    JsonNode schema =
        ContractJson.MAPPER.createObjectNode().put("type", "integer").put("format", format);

    assertThat(CONTRACT.violations(schema, BigIntegerNode.valueOf(most))).isEmpty();
    assertThat(CONTRACT.violations(schema, BigIntegerNode.valueOf(more))).hasSize(1);
  }

  @Test
  void paginationParameters_defaults_areTheDocumentedOnes() {
    assertThat(parameter("getAdvancedSecurityCommitters", "per_page").schema().path("default"))
        .hasToString("30");
    assertThat(parameter("getAdvancedSecurityCommitters", "page").schema().path("default"))
        .hasToString("1");
  }

  @Test
  void servers_all_arePublicApiGheComAndEnterpriseServer() {
    assertThat(CONTRACT.document().path("servers").findValuesAsText("url"))
        .containsExactly(
            "https://api.github.com",
            "https://api.{subdomain}.ghe.com",
            "https://{hostname}/api/v3");
  }

  @Test
  void violations_inAList_namePointerAndProperty() throws IOException {
    Contract library = library();
    JsonNode schema = library.operations().get(0).success().body().orElseThrow().schema();
    JsonNode shelf =
        ContractJson.MAPPER.readTree(
            """
            {"books": [{"title": "a", "price": 1.50, "genre": "unheard of"}, {"price": "2"}]}
            """);

    assertThat(library.violations(schema, shelf).stream().map(Violation::toString))
        .containsExactlyInAnyOrder(
            "/books/1: required property 'title' not found",
            "/books/1/price: string found, number expected");
  }

  @Test
  void openEnumeration_valueOfAnotherType_isRefused() throws IOException {
    Contract library = library();
    JsonNode schema = library.operations().get(0).success().body().orElseThrow().schema();

    assertThat(
            library.violations(
                schema,
                ContractJson.MAPPER.readTree("{\"books\": [{\"title\": \"a\", \"genre\": 7}]}")))
        .extracting(Violation::pointer)
        .containsOnly("/books/0/genre");
  }

  @Test
  void openEnumeration_valueThatIsNotListed_isRefusedOfWhomTheContractIsFor() throws IOException {
    Contract library = library();
    JsonNode schema = library.operations().get(0).success().body().orElseThrow().schema();
    JsonNode shelf =
        ContractJson.MAPPER.readTree(
            "{\"books\": [{\"title\": \"a\", \"genre\": \"unheard of\"}]}");

    assertThat(library.violations(schema, shelf)).isEmpty();
    assertThat(library.violationsOfKnown(schema, shelf))
        .extracting(Violation::pointer)
        .containsExactly("/books/0/genre");
  }

  private static Contract library() throws IOException {
    return Contract.of(
        ContractJson.MAPPER.readTree(
            """
            {"paths": {"/shelf": {"get": {"operationId": "getShelf", "responses": {"200": {
              "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Shelf"}}}}}}}},
             "components": {"schemas": {
               "Shelf": {"type": "object", "properties": {
                 "books": {"type": "array", "items": {"$ref": "#/components/schemas/Book"}}}},
               "Book": {"type": "object", "required": ["title"], "properties": {
                 "title": {"type": "string"}, "price": {"type": "number"},
                 "genre": {"anyOf": [{"type": "string", "enum": ["novel"]}, {"type": "string"}]}}}}}}
            """));
  }

  @Test
  void resolve_brokenReference_throws() throws IOException {
    JsonNode reference = ContractJson.MAPPER.readTree("{\"$ref\": \"#/components/schemas/Gone\"}");

    assertThatThrownBy(() -> CONTRACT.resolve(reference))
        .hasMessageContaining("#/components/schemas/Gone");
  }

  private static Parameter parameter(String operation, String name) {
    return CONTRACT.operation(operation).orElseThrow().parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<Violation> violations(Parameter parameter, int value) {
    return CONTRACT.violations(parameter.schema(), parameter.parse(Integer.toString(value)));
  }

  @ParameterizedTest
  @CsvSource({
    "/costCenters, array",
    "/costCenters/0, object",
    "/costCenters/0/resources/0/name, string",
    "/costCenters/0/unknown, (none)",
    "'', object",
  })
  void schemaAt_placeInAResponse_followsReferences(String place, String type) {
    Contract contract = Contract.bundled();
    JsonNode schema = contract.document().at("/components/schemas/CostCenterList");

    assertThat(
            contract
                .schemaAt(schema, JsonPointer.compile(place))
                .map(found -> found.path("type").asText())
                .orElse("(none)"))
        .isEqualTo(type);
  }
}
