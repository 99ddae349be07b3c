package dev.ghbilling.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
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

  /** GitHub's documents, as a table: 44 responses. The contract may have more. */
  @ParameterizedTest
  @CsvSource({
    "getActionsBilling,             GET,    /actions,                                 200",
    "getAdvancedSecurityCommitters, GET,    /advanced-security,                       200",
    "listCostCenters,               GET,    /cost-centers,                            200 400 403 500 503",
    "addUsersToCostCenter,          POST,   /cost-centers/{cost_center_id}/resource,  200 400 403 409 500 503",
    "removeUsersFromCostCenter,     DELETE, /cost-centers/{cost_center_id}/resource,  200 400 403 500 503",
    "getPackagesBilling,            GET,    /packages,                                200",
    "getSharedStorageBilling,       GET,    /shared-storage,                          200",
    "getUsageReport,                GET,    /usage,                                   200 400 403 500 503",
    "listUsageReportExports,        GET,    /reports,                                 200 401 403 404 500 503",
    "createUsageReportExport,       POST,   /reports,                                 202 400 401 403 404 500 503",
    "getUsageReportExport,          GET,    /reports/{report_id},                     200 401 403 404 500 503"
  })
  void operation_documented_hasItsPathAndResponses(
      String id, String method, String path, String statuses) {
    Operation operation = CONTRACT.operation(id).orElseThrow();

    assertThat(operation.method()).isEqualTo(method);
    assertThat(operation.path()).isEqualTo("/enterprises/{enterprise}/settings/billing" + path);
    assertThat(operation.responses().keySet())
        .containsAll(Stream.of(statuses.split(" ")).map(Integer::valueOf).toList());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void response_any_hasASchemaWithProperties(Operation operation) {
    for (ContractResponse response : operation.responses().values()) {
      JsonNode schema = CONTRACT.resolve(response.body().orElseThrow().schema());
      assertThat(schema.path("properties")).as("%d", response.status()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_any_hasItsDocumentedExample(Operation operation) {
    assertThat(operation.success().body().orElseThrow().example()).isPresent();
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
  @ValueSource(
      strings = {"listUsageReportExports", "createUsageReportExport", "getUsageReportExport"})
  void operation_inPublicPreview_isMarked(String id) {
    assertThat(CONTRACT.operation(id).orElseThrow().node().path("x-preview").asBoolean()).isTrue();
  }

  /** Or nobody could ask for it: neither the suite, nor the tests of the SDK. */
  @ParameterizedTest
  @MethodSource("operations")
  void pathParameter_any_isListedOrHasAnExample(Operation operation) {
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      if (!parameter.name().equals("enterprise")) {
        assertThat(new SampleValues(CONTRACT).documented(operation, parameter))
            .as("example of %s, or an operation that lists it", parameter.name())
            .isNotEmpty();
      }
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
}
