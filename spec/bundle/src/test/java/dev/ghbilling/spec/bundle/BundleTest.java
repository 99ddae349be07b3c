package dev.ghbilling.spec.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Example;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
  private static final Path SPEC = Path.of("..");

  @TempDir private Path folder;

  @BeforeEach
  void copyOfTheContract() throws IOException {
    Files.createDirectory(folder.resolve("examples"));
    Files.writeString(
        folder.resolve("openapi.yaml"),
        Files.readString(SPEC.resolve("openapi.yaml"))
            .replaceFirst("\n  version: .*", "\n  version: 1.2.3"));
    try (Stream<Path> examples = Files.list(SPEC.resolve("examples"))) {
      for (Path example : examples.toList()) {
        Files.copy(example, folder.resolve("examples").resolve(example.getFileName()));
      }
    }
  }

  @Test
  void bundle_contract_isSelfContainedAndExact() throws IOException {
    bundle();

    JsonNode json = ContractJson.MAPPER.readTree(folder.resolve("out/openapi.json").toFile());
    assertThat(json.findValues("externalValue")).isEmpty();
    assertThat(json.findValuesAsText("$ref")).allMatch(reference -> reference.startsWith("#/"));
    String documented = Files.readString(folder.resolve("examples/getUsageReport.200.json"));
    assertThat(json.findParents("x-file"))
        .filteredOn(example -> example.path("x-file").asText().equals("getUsageReport.200.json"))
        .singleElement()
        .extracting(example -> example.path("value").toString())
        .isEqualTo(ContractJson.MAPPER.readTree(documented).toString());
    assertThat(folder.resolve("out/examples/getUsageReport.200.json"))
        .hasSameTextualContentAs(folder.resolve("examples/getUsageReport.200.json"));
  }

  @Test
  void bundle_twice_writesTheSameBytes() throws IOException {
    bundle();
    String json = Files.readString(folder.resolve("out/openapi.json"));
    String yaml = Files.readString(folder.resolve("out/openapi.yaml"));
    bundle();

    assertThat(folder.resolve("out/openapi.json")).hasContent(json);
    assertThat(folder.resolve("out/openapi.yaml")).hasContent(yaml);
  }

  /**
   * Holds the file against what Microcks documents of its format APIExamples, and of dispatching.
   */
  @Test
  void bundle_contract_hasACompleteExampleForMicrocksOfEachOperation() throws IOException {
    bundle();

    Path file = folder.resolve("out/microcks.yaml");
    assertThat(file)
        .content()
        .startsWith("apiVersion: mocks.microcks.io/v1alpha1\nkind: APIExamples\n");
    JsonNode examples = OpenApiFile.read(file);
    Contract contract = Contract.read(folder.resolve("out/openapi.json"));
    JsonNode info = contract.document().path("info");
    assertThat(examples.path("metadata").path("name")).isEqualTo(info.path("title"));
    assertThat(examples.path("metadata").path("version")).isEqualTo(info.path("version"));
    assertThat(examples.path("operations")).hasSameSizeAs(contract.operations());
    for (Operation operation : contract.operations()) {
      JsonNode named =
          examples.path("operations").path(operation.method() + " " + operation.path());
      Example success = operation.success().body().flatMap(Body::example).orElseThrow();
      assertThat(named).as(operation.id()).hasSize(1);
      JsonNode example = named.path(success.name());
      assertThat(parameters(example))
          .as("what the path of %s is dispatched by", operation.id())
          .containsAll(parameters(operation, Parameter.Location.PATH))
          .isSubsetOf(
              Stream.of(Parameter.Location.PATH, Parameter.Location.QUERY)
                  .flatMap(in -> parameters(operation, in).stream())
                  .toList());
      assertThat(example.path("request").has("body"))
          .isEqualTo(operation.requestBody().isPresent());
      assertThat(example.at("/response/status").asText())
          .isEqualTo(String.valueOf(operation.success().status()));
      assertThat(ContractJson.MAPPER.readTree(example.at("/response/body").asText()))
          .isEqualTo(success.value());
    }
  }

  private static List<String> parameters(JsonNode example) {
    return example.at("/request/parameters").propertyStream().map(Map.Entry::getKey).toList();
  }

  private static List<String> parameters(Operation operation, Parameter.Location in) {
    return operation.parameters(in).stream().map(Parameter::name).toList();
  }

  @Test
  void bundle_missingExample_throws() throws IOException {
    Files.delete(folder.resolve("examples/getUsageReport.200.json"));

    assertThatThrownBy(this::bundle)
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("there is no example")
        .hasMessageContaining("getUsageReport.200.json");
  }

  @Test
  void bundle_unusedExample_throws() throws IOException {
    Files.writeString(folder.resolve("examples/forgotten.json"), "{}");

    assertThatThrownBy(this::bundle)
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("refers nowhere to")
        .hasMessageContaining("forgotten.json");
  }

  @Test
  void bundle_invalidOpenApi_throws() throws IOException {
    Path contract = folder.resolve("openapi.yaml");
    Files.writeString(
        contract, Files.readString(contract).replaceFirst("in: query", "in: question"));

    assertThatThrownBy(this::bundle)
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("].in is not of type `[");
  }

  @Test
  void bundle_mediaTypeThatAcceptDoesntName_throws() throws IOException {
    Path contract = folder.resolve("openapi.yaml");
    Files.writeString(
        contract,
        Files.readString(contract)
            .replace(
                "application/vnd.github+json, application/json", "application/vnd.github+json"));

    assertThatThrownBy(this::bundle)
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining(
            "getActionsBilling, response 200: the default of Accept, application/vnd.github+json,"
                + " doesn't name application/json");
  }

  @Test
  void bundle_pathParameterWithTheExampleOfSomethingElse_throws() throws IOException {
    Path contract = folder.resolve("openapi.yaml");
    String before = Files.readString(contract);
    String after =
        before.replaceFirst(
            "(budgets/\\{budget_id}/user-states:\\R.*\\R.*\\R) .*BudgetId'\\R",
            "$1      - {name: budget_id, in: path, required: true, description: An id., example: b,"
                + " schema: {type: string}}\n");
    assertThat(after).isNotEqualTo(before);
    Files.writeString(contract, after);

    assertThatThrownBy(this::bundle)
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining(
            "the example 'b' of the parameter 'budget_id' in the path of listBudgetUserStates is none"
                + " of the resources");
  }

  @Test
  void bundle_pathParameterWithoutAValue_throws() throws IOException {
    Path contract = folder.resolve("openapi.yaml");
    String before = Files.readString(contract);
    String after = before.replaceAll("(name: enterprise\\R(?: .*\\R)*?) *example: .*\\R", "$1");
    assertThat(after).isNotEqualTo(before);
    Files.writeString(contract, after);

    assertThatThrownBy(this::bundle)
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("in the path of getActionsBilling has no value; write its example");
  }

  @Test
  void bundle_allOfThatLeadsBack_isRefusedByItsPlace() throws IOException {
    Path contract = folder.resolve("openapi.yaml");
    String before = Files.readString(contract);
    String after =
        before.replaceFirst(
            "(\n    Budget:\n(?:      .*\n)*?      properties:\n)",
            "$1        xx: {allOf: [{\\$ref: '#/components/schemas/Budget'}]}\n");
    assertThat(after).isNotEqualTo(before);
    Files.writeString(contract, after);

    assertThatThrownBy(this::bundle)
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining(
            "/components/schemas/Budget/properties/xx: an allOf that leads back to a schema that"
                + " contains it is not supported; write the $ref without allOf, or a schema of its"
                + " own");
  }

  @Test
  void bundle_duplicateOperationId_isRefusedByItsPlace() throws IOException {
    Path contract = folder.resolve("openapi.yaml");
    Files.writeString(
        contract,
        Files.readString(contract)
            .replace("operationId: getPackagesBilling", "operationId: getActionsBilling"));

    assertThatThrownBy(this::bundle)
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining(
            "/paths/~1enterprises~1{enterprise}~1settings~1billing~1packages/get: the operationId"
                + " 'getActionsBilling', which"
                + " /paths/~1enterprises~1{enterprise}~1settings~1billing~1actions/get has as well,"
                + " is not supported; give each operation a name of its own")
        .hasMessageNotContaining("repeated");
  }

  @Test
  void bundle_duplicateKey_throws() throws IOException {
    Path contract = folder.resolve("openapi.yaml");
    Files.writeString(contract, Files.readString(contract) + "info: {}\n");

    assertThatThrownBy(this::bundle).hasMessageContaining("duplicate key");
  }

  @Test
  void checkExamples_invalidExample_namesPointerAndReason() throws IOException {
    Contract library =
        Contract.of(
            ContractJson.MAPPER.readTree(
                """
                {"paths": {"/book": {"get": {"operationId": "getBook", "responses": {"200": {
                  "content": {"application/json": {
                    "schema": {"required": ["title"], "properties": {"printed": {"type": "string",
                      "format": "date"}}},
                    "examples": {"documented": {
                      "x-file": "getBook.200.json", "value": {"printed": "01.08.2023"}}}}}}}}}}}
                """));

    assertThat(CheckExamples.faults(library))
        .containsExactlyInAnyOrder(
            "getBook.200.json (document): required property 'title' not found; if the example is"
                + " GitHub's, change the schema",
            "getBook.200.json /printed: must be a valid RFC 3339"
                + " full-date; if the example is GitHub's, change the schema");
  }

  @Test
  void checkExamples_valuesOfSchemasAndParameters_areHeldAgainstTheirSchema() throws IOException {
    Contract library =
        Contract.of(
            ContractJson.MAPPER.readTree(
                """
                {"paths": {"/book": {"get": {"operationId": "getBook", "parameters": [
                  {"name": "a", "in": "query", "example": "c", "schema": {"type": "string", "enum": ["a"]}},
                  {"name": "b", "in": "query", "example": 1, "schema": {"type": "integer", "default": "many"}}]}}},
                 "components": {"schemas": {
                  "Number": {"type": "integer", "minimum": 1, "example": 0},
                  "Book": {"properties": {"pages": {"type": ["integer", "null"], "default": null},
                    "example": {"type": "string", "example": "a"}}}}}}
                """));

    assertThat(CheckExamples.faults(library))
        .satisfiesExactlyInAnyOrder(
            one -> assertThat(one).startsWith("/paths/~1book/get/parameters/0/example: \"c\" "),
            one ->
                assertThat(one)
                    .startsWith("/paths/~1book/get/parameters/1/schema/default: \"many\" "),
            one ->
                assertThat(one)
                    .startsWith("/components/schemas/Number/example: 0 ")
                    .endsWith("; write a value that its schema allows"));
  }

  @Test
  void bundle_anotherVersion_throws() {
    assertThatThrownBy(() -> bundle("1.3.0-SNAPSHOT"))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("info.version is 1.2.3, but this build is of 1.3.0");
  }

  @Test
  void bundle_versionOfASnapshot_isAccepted() throws IOException {
    bundle("1.2.3-SNAPSHOT");

    assertThat(folder.resolve("out/openapi.json")).exists();
  }

  private void bundle() throws IOException {
    bundle("1.2.3");
  }

  private void bundle(String version) throws IOException {
    Bundle.main(
        new String[] {
          folder.resolve("openapi.yaml").toString(), folder.resolve("out").toString(), version
        });
  }
}
