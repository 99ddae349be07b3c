package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Answer;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Example;
import dev.ghbilling.spec.Operation;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractAnswersTest {
  static Stream<Operation> operations() {
    return Contract.bundled().operations().stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operationIsAnsweredWithItsDocumentedExample(Operation operation) {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      HttpResponse<byte[]> answer = ask(sandbox, operation);

      Answer documented = operation.success();
      assertThat(answer.statusCode()).isEqualTo(documented.status());
      JsonNode expected =
          documented.body().flatMap(Body::example).map(Example::value).orElseThrow();
      JsonNode actual = TestClient.json(answer);
      if (operation.id().equals("createUsageReportExport")) {
        // Its own id, and the time of the request; it can't be completed at once.
        ObjectNode created = (ObjectNode) expected.deepCopy();
        created.set("id", actual.path("id"));
        created.put("status", "processing");
        created.remove("download_urls");
        created.set("created_at", actual.path("created_at"));
        expected = created;
      }
      assertThat(actual).isEqualTo(expected);
      assertThat(Contract.bundled().violations(documented.body().orElseThrow().schema(), actual))
          .isEmpty();
    }
  }

  @Test
  void operationAddedToTheContractIsServedWithItsExample() {
    Contract extended = withBudgets();

    try (Sandbox sandbox = Sandbox.builder().contract(extended).start()) {
      HttpResponse<byte[]> answer =
          new TestClient(sandbox).send("PUT", "/budgets", "", "Authorization", "Bearer x");

      assertThat(answer.statusCode()).isEqualTo(201);
      assertThat(TestClient.json(answer)).isEqualTo(TestClient.json("{\"budgets\":[1.50]}"));
    }
  }

  @Test
  void operationWithoutAnExampleSaysSo() {
    Contract extended = withBudgets();
    ((ObjectNode)
            extended
                .document()
                .at(
                    "/paths/~1enterprises~1{enterprise}~1settings~1billing~1budgets/put/responses/201/content/application~1json"))
        .remove("examples");

    try (Sandbox sandbox = Sandbox.builder().contract(Contract.of(extended.document())).start()) {
      HttpResponse<byte[]> answer =
          new TestClient(sandbox).send("PUT", "/budgets", "", "Authorization", "Bearer x");

      assertThat(answer.statusCode()).isEqualTo(501);
      assertThat(TestClient.text(answer)).contains("putBudgets");
    }
  }

  @Test
  void contractOfOtherOperationsAloneIsServed() {
    JsonNode document = withBudgets().document();
    ObjectNode paths = (ObjectNode) document.path("paths");
    paths.retain("/enterprises/{enterprise}/settings/billing/budgets");

    try (Sandbox sandbox = Sandbox.builder().contract(Contract.of(document)).start()) {
      HttpResponse<byte[]> answer =
          new TestClient(sandbox).send("PUT", "/budgets", "", "Authorization", "Bearer x");

      assertThat(answer.statusCode()).isEqualTo(201);
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

  private static HttpResponse<byte[]> ask(Sandbox sandbox, Operation operation) {
    ObjectNode export = new DocumentedExamples(Contract.bundled()).answer("getUsageReportExport");
    JsonNode center =
        new DocumentedExamples(Contract.bundled()).answer("listCostCenters").at("/costCenters/0");
    String path =
        operation
            .path()
            .replace("{enterprise}", sandbox.enterprise())
            .replace("{report_id}", export.path("id").asText())
            .replace("{cost_center_id}", center.path("id").asText());
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
