package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.SampleValues;
import dev.ghbilling.testkit.Regression;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is true of each collection of the contract is tested with each. */
class ResourceLifecycleTest {
  private static final Contract CONTRACT = Contract.bundled();

  private final Sandbox sandbox = Sandbox.builder().start();
  private final TestClient client = new TestClient(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  static Stream<String> collections() {
    return CONTRACT.operations().stream()
        .flatMap(operation -> operation.resource().stream())
        .filter(resource -> resource.does() == Action.CREATE)
        .map(ResourceOperation::collection);
  }

  @ParameterizedTest
  @MethodSource("collections")
  void create_documentedBody_isListedFirstAndRead(String collection) {
    int before = list(collection).size();

    JsonNode created = create(collection);

    Operation create = operation(Action.CREATE, collection);
    JsonNode body = create.requestBody().orElseThrow().example().orElseThrow().value();
    body.properties()
        .forEach(sent -> assertThat(created.get(sent.getKey())).isEqualTo(sent.getValue()));
    assertThat(list(collection)).hasSize(before + 1);
    assertThat(list(collection).get(0)).isEqualTo(created);
    assertThat(get(collection, id(created))).isEqualTo(created);
  }

  @ParameterizedTest
  @MethodSource("collections")
  void create_sameBodyAgain_isAnotherOneOrRefusedUntilTheFirstIsDeleted(String collection) {
    String first = id(create(collection));
    Operation create = operation(Action.CREATE, collection);
    if (create.resource().orElseThrow().unique().isPresent()) {
      JsonNode body = create.requestBody().orElseThrow().example().orElseThrow().value();
      int before = list(collection).size();

      assertThat(send(create, "", body).statusCode()).isEqualTo(409);
      assertThat(list(collection)).hasSize(before);
      send(operation(Action.DELETE, collection), first, MissingNode.getInstance());
    }

    assertThat(id(create(collection))).isNotEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("collections")
  void update_documentedBody_changesWhatIsReadAndListed(String collection) {
    if (CONTRACT.operation(Action.UPDATE, collection).isEmpty()) {
      return;
    }
    String id = id(create(collection));
    Operation update = operation(Action.UPDATE, collection);
    JsonNode body = update.requestBody().orElseThrow().example().orElseThrow().value();

    JsonNode updated =
        TestClient.json(send(update, id, body)).at(update.resource().orElseThrow().item());

    body.properties()
        .forEach(sent -> assertThat(updated.get(sent.getKey())).isEqualTo(sent.getValue()));
    assertThat(get(collection, id)).isEqualTo(updated);
    assertThat(list(collection).get(0)).isEqualTo(updated);
  }

  @Test
  void update_valueThatAnotherOneHas_isRefusedWhereItIsUnique() {
    String collection =
        CONTRACT.operation("updateCostCenter").orElseThrow().resource().orElseThrow().collection();
    Operation update = operation(Action.UPDATE, collection);
    JsonNode first = create(collection);
    JsonNode body = ContractJson.MAPPER.createObjectNode().set("name", first.get("name"));
    Operation create = operation(Action.CREATE, collection);
    JsonNode second =
        TestClient.json(
            send(create, "", ContractJson.MAPPER.createObjectNode().put("name", "Another")));

    assertThat(send(update, id(second), body).statusCode()).isEqualTo(409);
    assertThat(get(collection, id(second)).path("name").asText()).isEqualTo("Another");
    assertThat(send(update, id(first), body).statusCode()).isEqualTo(200);
  }

  @Test
  void update_ofADeletedResourceWhoseNameAnotherOneHas_isAcceptedIfTheNameStays() {
    String collection =
        CONTRACT.operation("updateCostCenter").orElseThrow().resource().orElseThrow().collection();
    JsonNode deleted = create(collection);
    send(operation(Action.DELETE, collection), id(deleted), MissingNode.getInstance());
    create(collection);

    JsonNode body = ContractJson.MAPPER.createObjectNode().set("name", deleted.get("name"));

    assertThat(send(operation(Action.UPDATE, collection), id(deleted), body).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("collections")
  void delete_resource_isGoneOrArchived(String collection) {
    if (CONTRACT.operation(Action.DELETE, collection).isEmpty()) {
      return;
    }
    JsonNode created = create(collection);
    String id = id(created);
    Operation delete = operation(Action.DELETE, collection);
    Map<String, JsonNode> becomes = delete.resource().orElseThrow().becomes();

    HttpResponse<byte[]> first = send(delete, id, MissingNode.getInstance());
    HttpResponse<byte[]> second = send(delete, id, MissingNode.getInstance());

    assertThat(first.statusCode()).isEqualTo(delete.success().status());
    assertThat(TestClient.text(first)).contains(id);
    assertThat(second.statusCode()).isEqualTo(unknown(delete));
    if (becomes.isEmpty()) {
      Operation get = operation(Action.GET, collection);
      assertThat(send(get, id, MissingNode.getInstance()).statusCode()).isEqualTo(unknown(get));
      assertThat(list(collection)).isNotEmpty().noneMatch(one -> id(one).equals(id));
    } else {
      ObjectNode archived = created.deepCopy();
      archived.setAll(becomes);
      assertThat(get(collection, id)).isEqualTo(archived);
    }
  }

  @ParameterizedTest
  @MethodSource("collections")
  void operation_unknownId_isRefusedAsDocumented(String collection) {
    for (Operation operation : CONTRACT.operations()) {
      if (operation.resource().filter(one -> one.collection().equals(collection)).isPresent()
          && operation.resource().get().parameter().isPresent()) {
        JsonNode body =
            operation
                .requestBody()
                .map(new SampleValues(CONTRACT)::of)
                .orElseGet(MissingNode::getInstance);

        assertThat(send(operation, SampleValues.UNKNOWN_ID, body).statusCode())
            .as(operation.id())
            .isEqualTo(unknown(operation));
      }
    }
  }

  @Test
  void create_budget_hasWhatTheBodySaysAndNothingOfTheExample() {
    JsonNode created =
        TestClient.json(
                client.post(
                    "/budgets",
                    """
                    {"budget_amount": 777, "prevent_further_usage": false, "budget_scope": "cost_center",
                     "budget_type": "SkuPricing", "budget_product_sku": "actions_linux",
                     "budget_alerting": {"will_alert": true, "alert_recipients": ["mona"]}}
                    """))
            .path("budget");

    ObjectNode expected =
        (ObjectNode)
            TestClient.json(
                """
                {"budget_amount": 777, "prevent_further_usage": false, "budget_scope": "cost_center",
                 "budget_entity_name": "", "budget_type": "SkuPricing",
                 "budget_product_sku": "actions_linux",
                 "budget_alerting": {"will_alert": true, "alert_recipients": ["mona"]}}
                """);
    assertThat(created).isEqualTo(expected.set("id", created.path("id")));
  }

  @Test
  void update_partOfAnObject_keepsTheRest() {
    String id = "2066deda-923f-43f9-88d2-62395a28c0cdd";

    client.send(
        "PATCH",
        "/budgets/" + id,
        "{\"budget_alerting\": {\"will_alert\": false}}",
        "Authorization",
        "Bearer x");

    assertThat(TestClient.json(client.get("/budgets/" + id)).path("budget_alerting"))
        .isEqualTo(
            TestClient.json(
                "{\"will_alert\": false, \"alert_recipients\": [\"enterprise-admin\", \"billing-manager\"]}"));
  }

  @Test
  void scopes_collectionsOfTheSameKind_shareNothing() {
    String ofTheOrganization =
        sandbox.baseUrl() + "/organizations/octo-org/settings/billing/budgets";
    int before = TestClient.json(client.get(ofTheOrganization)).path("total_count").asInt();

    create("/enterprises/{enterprise}/settings/billing/budgets");

    assertThat(TestClient.json(client.get(ofTheOrganization)).path("total_count").asInt())
        .isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "/organizations/octo-org/settings/billing/usage, 200",
    "/organizations/OCTO-ORG/settings/billing/usage, 200",
    "/organizations/other/settings/billing/usage, 404",
    "/users/monalisa/settings/billing/usage, 200",
    "/users/other/settings/billing/usage, 404",
  })
  void scope_otherThanTheServedOne_is404(String path, int status) {
    assertThat(client.get(sandbox.baseUrl() + path).statusCode()).isEqualTo(status);
  }

  @Test
  void list_archivedCostCenter_isSelectedByItsState() {
    String id = id(create("/enterprises/{enterprise}/settings/billing/cost-centers"));
    client.delete("/cost-centers/" + id, "");

    assertThat(ids("/cost-centers?state=deleted")).containsExactly(id);
    assertThat(ids("/cost-centers?state=active")).isNotEmpty().doesNotContain(id);
    assertThat(ids("/cost-centers")).contains(id);
  }

  @Test
  void invalidRequest_operationThatDocumentsNo400_is422() {
    ObjectNode document = CONTRACT.document().deepCopy();
    ((ObjectNode)
            document.at(
                "/paths/~1enterprises~1{enterprise}~1settings~1billing~1budgets/post/responses"))
        .remove("400");

    try (Sandbox strict = Sandbox.builder().contract(Contract.of(document)).start()) {
      TestClient asking = new TestClient(strict);

      assertThat(asking.post("/budgets", "{}").statusCode()).isEqualTo(422);
      assertThat(asking.post("/budgets", "{").statusCode()).isEqualTo(422);
      assertThat(TestClient.json(asking.post("/budgets", "{}")).path("status").asText())
          .isEqualTo("422");
      assertThat(client.post("/budgets", "{}").statusCode()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST  | /budgets               | organisation | 400",
        "POST  | /budgets               | organization | 200",
        "PATCH | /budgets/FIRST         | organisation | 400",
        "GET   | /budgets?scope=FILTER  | organisation | 400",
        "GET   | /budgets?scope=FILTER  | organization | 200"
      })
  @Regression(
      input = "a budget's scope that isn't one of the contract's",
      before = "accepted by the sandbox, so that a spelling mistake wasn't noticed",
      now = "HTTP 400, which lists the scopes")
  void budget_scopeThatTheContractDoesNotList_isRefused(
      String method, String path, String scope, int status) {
    String id = TestClient.json(client.get("/budgets")).at("/budgets/0/id").asText();
    HttpResponse<byte[]> response =
        client.send(
            method,
            path.replace("FIRST", id).replace("FILTER", scope),
            method.equals("GET")
                ? ""
                : """
                  {"budget_amount": 777, "prevent_further_usage": false, "budget_scope": "%s",
                   "budget_type": "SkuPricing", "budget_product_sku": "actions_linux",
                   "budget_alerting": {"will_alert": true, "alert_recipients": ["mona"]}}
                  """
                    .formatted(scope),
            "Authorization",
            "Bearer x");

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(TestClient.text(response).contains("multi_user_customer")).isEqualTo(status == 400);
  }

  private List<String> ids(String path) {
    return TestClient.json(client.get(path)).path("costCenters").findValuesAsText("id");
  }

  private JsonNode create(String collection) {
    Operation create = operation(Action.CREATE, collection);
    JsonNode body = create.requestBody().orElseThrow().example().orElseThrow().value();
    HttpResponse<byte[]> response = send(create, "", body);
    assertThat(response.statusCode()).isEqualTo(create.success().status());
    return valid(create, response).at(create.resource().orElseThrow().item());
  }

  private ArrayNode list(String collection) {
    Operation list = operation(Action.LIST, collection);
    JsonPointer items = list.resource().orElseThrow().items();
    return (ArrayNode) valid(list, send(list, "", MissingNode.getInstance())).at(items);
  }

  /** Returns the resource, without what tells only about the page. */
  private JsonNode get(String collection, String id) {
    Operation get = operation(Action.GET, collection);
    ObjectNode found =
        (ObjectNode)
            valid(get, send(get, id, MissingNode.getInstance()))
                .at(get.resource().orElseThrow().item());
    get.pagination().ifPresent(page -> found.remove(page.hasNext().replace("/", "")));
    return found;
  }

  private HttpResponse<byte[]> send(Operation operation, String id, JsonNode body) {
    String path =
        operation
            .path()
            .replace("{enterprise}", sandbox.enterprise())
            .replace("{org}", "octo-org")
            .replaceAll("\\{[a-z_]+}", id);
    return client.send(
        operation.method(),
        sandbox.baseUrl() + path,
        body.isMissingNode() ? "" : body.toString(),
        "Authorization",
        "Bearer x");
  }

  private static JsonNode valid(Operation operation, HttpResponse<byte[]> response) {
    JsonNode document = TestClient.json(response);
    assertThat(CONTRACT.violations(operation.success().body().orElseThrow().schema(), document))
        .isEmpty();
    return document;
  }

  private static int unknown(Operation operation) {
    return operation.responses().containsKey(404) ? 404 : 400;
  }

  private static Operation operation(Action does, String collection) {
    return CONTRACT.operation(does, collection).orElseThrow();
  }

  private static String id(JsonNode resource) {
    return resource.path("id").asText();
  }
}
