package dev.ghbilling.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleValuesTest {
  private static final Contract CONTRACT = Contract.bundled();
  private static final SampleValues VALUES = new SampleValues(CONTRACT);

  /** Every schema of the contract, nested ones included, that has a type. */
  static List<JsonNode> schemas() {
    List<JsonNode> schemas = new ArrayList<>();
    CONTRACT.document().at("/components").findParents("type").stream()
        .filter(schema -> schema.path("type").isTextual() && !schema.has("in"))
        .filter(schema -> !schema.path("type").asText().equals("http"))
        .forEach(schemas::add);
    for (Operation operation : CONTRACT.operations()) {
      operation.parameters().forEach(parameter -> schemas.add(parameter.schema()));
    }
    return schemas;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'string'}",
        "{'type': 'string', 'minLength': 9}",
        "{'type': 'string', 'maxLength': 2}",
        "{'type': 'string', 'format': 'date'}",
        "{'type': 'string', 'format': 'date-time'}",
        "{'type': 'string', 'format': 'uuid'}",
        "{'type': 'string', 'format': 'uri'}",
        "{'type': 'string', 'enum': ['a', 'b']}",
        "{'const': 'only'}",
        "{'anyOf': [{'type': 'string', 'enum': ['a']}, {'type': 'string'}]}",
        "{'type': ['null', 'integer'], 'maximum': -7}",
        "{'type': 'integer', 'minimum': 3}",
        "{'type': 'integer', 'exclusiveMinimum': 3}",
        "{'type': 'number', 'maximum': 0.5}",
        "{'type': 'boolean'}",
        "{'type': 'array', 'minItems': 2, 'items': {'type': 'boolean'}}",
        "{'type': 'object', 'required': ['id'], 'properties': {'id': {'type': 'string'}, 'more': {}}}"
      })
  void valid_anySchema_isAllowedByIt(String text) {
    JsonNode schema = json(text);

    JsonNode value = VALUES.valid(schema, "text");

    assertThat(CONTRACT.violations(schema, value)).as(value.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type': 'string', 'example': 'shown', 'default': 'x'} | 'shown'",
        "{'type': 'integer', 'default': 30, 'minimum': 1} | 30",
        "{'type': 'string'} | 'text'",
        "{'type': 'array', 'items': {'type': 'string'}} | ['text']",
        "{'type': 'object', 'required': ['b'], 'properties': {'a': {}, 'b': {'type': 'string'}}} | {'b':'b'}"
      },
      quoteCharacter = '`')
  void valid_schemaThatShowsAValue_givesThat(String schema, String value) {
    assertThat(VALUES.valid(json(schema), "text")).isEqualTo(json(value));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void invalid_schemaOfTheContract_isRefusedByIt(JsonNode schema) {
    Map<String, JsonNode> invalid = VALUES.invalid(schema);

    assertThat(invalid).isNotEmpty();
    // JSON Schema takes 2.0 for an integer.
    invalid.remove("integer written as 2.0");
    invalid.forEach(
        (fault, value) ->
            assertThat(CONTRACT.violations(schema, value))
                .as("%s, %s, for %s", fault, value, schema)
                .isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void ofWrongType_schemaOfTheContract_isRefusedByIt(JsonNode schema) {
    assertThat(CONTRACT.violations(schema, VALUES.ofWrongType(schema))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type': 'integer', 'minimum': 1, 'maximum': 12} | minimum 1 0, maximum 12 13",
        "{'type': 'number', 'maximum': 0.5} | maximum 0.5 1.5",
        "{'type': 'string', 'minLength': 1} | ``"
      })
  void boundaries_schemaWithBounds_areOnEitherSideOfThem(String text, String expected) {
    JsonNode schema = json(text);

    List<SampleValues.Boundary> boundaries = VALUES.boundaries(schema);

    assertThat(
            String.join(
                ", ",
                boundaries.stream()
                    .map(b -> "%s %s %s".formatted(b.keyword(), b.allowed(), b.refused()))
                    .toList()))
        .isEqualTo(expected);
    assertThat(boundaries)
        .allSatisfy(
            boundary -> {
              assertThat(CONTRACT.violations(schema, json(boundary.allowed().toString())))
                  .isEmpty();
              assertThat(CONTRACT.violations(schema, json(boundary.refused().toString())))
                  .hasSize(1);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "getUsageReport, year, not-a-number",
    "getUsageReportExport, report_id, not-one",
    "getUsageReport, enterprise, "
  })
  void malformed_parameter_standsForNoValueOfIt(
      String operation, String name, @Nullable String text) {
    Parameter parameter = parameter(operation, name);

    assertThat(VALUES.malformed(parameter)).isEqualTo(Optional.ofNullable(text));
    if (text != null) {
      assertThat(CONTRACT.violations(parameter.schema(), parameter.parse(text))).isNotEmpty();
    }
  }

  @Test
  void documented_parameterThatAnOperationLists_givesTheListedIds() {
    Operation operation = CONTRACT.operation("addResourcesToCostCenter").orElseThrow();

    assertThat(VALUES.documented(operation, parameter(operation.id(), "cost_center_id")))
        .containsExactly(
            "2eeb8ffe-6903-11ee-8c99-0242ac120002", "3ffb9ffe-6903-11ee-8c99-0242ac120003");
  }

  @Test
  void documented_operationThatShowsAnId_givesItAsWell() throws IOException {
    Contract contract =
        Contract.of(
            ContractJson.MAPPER.readTree(
                """
                {"paths": {"/a/{b}": {"get": {"operationId": "getA",
                  "parameters": [{"name": "b", "in": "path", "example": "x", "schema": {"type": "string"}}],
                  "responses": {"200": {"content": {"application/json": {"example": {"id": "y"}}}}}}}}}
                """));
    Operation operation = contract.operation("getA").orElseThrow();

    assertThat(new SampleValues(contract).documented(operation, operation.parameters().get(0)))
        .containsExactly("x", "y");
  }

  @ParameterizedTest
  @CsvSource({
    "addResourcesToCostCenter, 2eeb8ffe-6903-11ee-8c99-0242ac120002",
    "deleteCostCenter, 2066deda-923f-43f9-88d2-62395a28c0cdd",
  })
  void exemplified_responseWithOrWithoutTheId_isThatOrTheFirstListedId(String id, String value) {
    Operation operation = CONTRACT.operation(id).orElseThrow();

    assertThat(VALUES.exemplified(operation, parameter(id, "cost_center_id"))).contains(value);
  }

  @Test
  void of_bodyWithAnExample_givesTheExample() {
    Body body =
        CONTRACT.operation("createUsageReportExport").orElseThrow().requestBody().orElseThrow();

    assertThat(VALUES.of(body)).isEqualTo(body.example().orElseThrow().value());
    assertThat(
            CONTRACT.violations(
                body.schema(), VALUES.of(new Body(body.contentType(), body.schema(), List.of()))))
        .isEmpty();
  }

  private static Parameter parameter(String operation, String name) {
    return CONTRACT.operation(operation).orElseThrow().parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode json(String text) {
    try {
      return ContractJson.MAPPER.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
