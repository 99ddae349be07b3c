package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractResponse;
import dev.ghbilling.spec.Example;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.SampleValues;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ContractResponsesTest {
  static Stream<Operation> operations() {
    return Contract.bundled().operations().stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_ofTheContract_respondsWithItsExample(Operation operation) {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      HttpResponse<byte[]> response = ask(sandbox, operation);

      ContractResponse documented = operation.success();
      assertThat(response.statusCode()).isEqualTo(documented.status());
      if (documented.body().isEmpty()) {
        assertThat(response.body()).isEmpty();
        return;
      }
      JsonNode actual = TestClient.json(response);
      if (operation.resource().isEmpty() && operation.sums().isEmpty()) {
        // What depends on state has a test of its own.
        assertThat(actual)
            .isEqualTo(documented.body().flatMap(Body::example).map(Example::value).orElseThrow());
      }
      assertThat(Contract.bundled().violations(documented.body().orElseThrow().schema(), actual))
          .isEmpty();
    }
  }

  @Test
  void operation_addedToTheContract_respondsWithItsExample() {
    Contract extended = withBudgets();

    try (Sandbox sandbox = Sandbox.builder().contract(extended).start()) {
      HttpResponse<byte[]> response =
          new TestClient(sandbox).send("PUT", "/budgets", "", "Authorization", "Bearer x");

      assertThat(response.statusCode()).isEqualTo(201);
      assertThat(TestClient.json(response)).isEqualTo(TestClient.json("{\"budgets\":[1.50]}"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/cost-centers/2eeb8ffe-6903-11ee-8c99-0242ac120002/budget, 200",
    "/cost-centers/of-this-sandbox/budget, 200",
    "/cost-centers/nowhere/budget, 404",
    "/budgets/budget-7, 200",
    "/budgets/budget-8, 404"
  })
  void addedOperation_idInThePath_isFoundIfListedOrDocumented(String path, int status) {
    try (Sandbox sandbox =
        Sandbox.builder()
            .contract(withBudgetsOf())
            .costCenter("of-this-sandbox", "Of this sandbox")
            .start()) {
      assertThat(new TestClient(sandbox).get(path).statusCode()).isEqualTo(status);
    }
  }

  @Test
  void operation_withoutAnExample_is501() {
    Contract extended = withBudgets();
    ((ObjectNode)
            extended
                .document()
                .at(
                    "/paths/~1enterprises~1{enterprise}~1settings~1billing~1budgets/put/responses/201/content/application~1json"))
        .remove("examples");

    try (Sandbox sandbox = Sandbox.builder().contract(Contract.of(extended.document())).start()) {
      HttpResponse<byte[]> response =
          new TestClient(sandbox).send("PUT", "/budgets", "", "Authorization", "Bearer x");

      assertThat(response.statusCode()).isEqualTo(501);
      assertThat(TestClient.text(response)).contains("putBudgets");
    }
  }

  @Test
  void contract_ofOtherOperationsOnly_isServed() {
    JsonNode document = withBudgets().document();
    ObjectNode paths = (ObjectNode) document.path("paths");
    paths.retain("/enterprises/{enterprise}/settings/billing/budgets");

    try (Sandbox sandbox = Sandbox.builder().contract(Contract.of(document)).start()) {
      HttpResponse<byte[]> response =
          new TestClient(sandbox).send("PUT", "/budgets", "", "Authorization", "Bearer x");

      assertThat(response.statusCode()).isEqualTo(201);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?product=actions_linux | [2026] [Actions Linux]",
        "?product=ACTIONS%20LINUX | [2026] [Actions Linux]",
        "?product=nothing | [2026] []",
        "?year=2024 | [2024] [Actions Linux, Packages]",
        "?year=2024&product=packages | [2024] [Packages]"
      })
  void addedOperation_parameterThatSelects_narrowsTheExample(String query, String expected) {
    ObjectNode document = Contract.bundled().document().deepCopy();
    ((ObjectNode) document.path("paths"))
        .set(
            "/enterprises/{enterprise}/settings/billing/summary",
            TestClient.json(
                """
                {"parameters": [{"$ref": "#/components/parameters/EnterpriseSlug"}],
                 "get": {"operationId": "getSummary", "tags": ["Usage"],
                   "parameters": [
                     {"name": "year", "in": "query", "schema": {"type": "integer"},
                      "x-selects": {"items": "", "by": "/timePeriod/year", "part": "year"}},
                     {"name": "product", "in": "query", "schema": {"type": "string"},
                      "x-selects": {"items": "/usageItems", "by": "/product", "vocabulary": true}}],
                   "responses": {"200": {"description": "The summary.",
                     "content": {"application/json": {
                       "schema": {"type": "object"},
                       "examples": {"documented": {"value": {
                         "timePeriod": {"year": 2026},
                         "usageItems": [{"product": "Actions Linux"}, {"product": "Packages"}]}}}}}}}}}
                """));

    try (Sandbox sandbox = Sandbox.builder().contract(Contract.of(document)).start()) {
      JsonNode summary = TestClient.json(new TestClient(sandbox).get("/summary" + query));

      assertThat(
              "[%s] %s"
                  .formatted(
                      summary.at("/timePeriod/year").asText(),
                      summary.path("usageItems").findValuesAsText("product")))
          .isEqualTo(expected);
    }
  }

  @Test
  void addedOperation_listAtTheTop_isPaged() {
    ObjectNode document = Contract.bundled().document().deepCopy();
    ((ObjectNode) document.path("paths"))
        .set(
            "/enterprises/{enterprise}/settings/billing/names",
            TestClient.json(
                """
                {"parameters": [{"$ref": "#/components/parameters/EnterpriseSlug"}],
                 "get": {"operationId": "listNames", "tags": ["Usage"],
                   "x-pagination": {"page": "page", "perPage": "per_page", "items": ""},
                   "parameters": [{"$ref": "#/components/parameters/Page"},
                     {"$ref": "#/components/parameters/PerPage"}],
                   "responses": {"200": {"description": "The names.",
                     "content": {"application/json": {
                       "schema": {"type": "array", "items": {"type": "string"}},
                       "examples": {"documented": {"value": ["a", "b", "c"]}}}}}}}}
                """));

    try (Sandbox sandbox = Sandbox.builder().contract(Contract.of(document)).start()) {
      HttpResponse<byte[]> page = new TestClient(sandbox).get("/names?per_page=2&page=2");

      assertThat(TestClient.json(page)).isEqualTo(TestClient.json("[\"c\"]"));
      assertThat(page.headers().firstValue("Link").orElse("")).contains("rel=\"prev\"");
    }
  }

  private static Contract withBudgets() {
    ObjectNode document = Contract.bundled().document().deepCopy();
    ((ObjectNode) document.path("paths"))
        .set(
            "/enterprises/{enterprise}/settings/billing/budgets",
            TestClient.json(
                """
                {"parameters": [{"$ref": "#/components/parameters/EnterpriseSlug"}],
                 "put": {"operationId": "putBudgets", "tags": ["Budgets"], "responses": {"201": {
                   "description": "The budgets.",
                   "content": {"application/json": {
                     "schema": {"type": "object"},
                     "examples": {"documented": {"value": {"budgets": [1.50]}}}}}}}}}
                """));
    return Contract.of(document);
  }

  /** With the budget of a cost center, and one whose ids no operation lists. */
  private static Contract withBudgetsOf() {
    ObjectNode document = Contract.bundled().document().deepCopy();
    ObjectNode paths = (ObjectNode) document.path("paths");
    String item =
        """
        {"parameters": [{"$ref": "#/components/parameters/EnterpriseSlug"}, %s],
         "get": {"operationId": "%s", "tags": ["Budgets"], "responses": {"200": {
           "description": "The budget.",
           "content": {"application/json": {
             "schema": {"type": "object"},
             "examples": {"documented": {"value": {"budget": 1.50}}}}}}}}}
        """;
    paths.set(
        "/enterprises/{enterprise}/settings/billing/cost-centers/{cost_center_id}/budget",
        TestClient.json(
            item.formatted(
                """
                {"name": "cost_center_id", "in": "path", "required": true, "schema": {"type": "string"}}
                """,
                "getCostCenterBudget")));
    paths.set(
        "/enterprises/{enterprise}/settings/billing/budgets/{budget_id}",
        TestClient.json(
            item.formatted(
                """
                {"name": "budget_id", "in": "path", "required": true, "example": "budget-7",
                 "schema": {"type": "string"}}
                """,
                "getBudget")));
    return Contract.of(document);
  }

  private static HttpResponse<byte[]> ask(Sandbox sandbox, Operation operation) {
    String path = operation.path();
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      if (path.contains("{" + parameter.name() + "}")) {
        String value = new SampleValues(Contract.bundled()).documented(operation, parameter).get(0);
        path = path.replace("{" + parameter.name() + "}", value);
      }
    }
    Optional<Example> body = operation.requestBody().flatMap(Body::example);
    return new TestClient(sandbox)
        .send(
            operation.method(),
            sandbox.baseUrl() + path,
            body.map(example -> example.value().toString()).orElse(""),
            "Authorization",
            "Bearer x");
  }
}
