package dev.ghbilling.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleDocumentIT {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'array', 'maxItems': 1, 'items': {'type': 'string'}}",
        "{'type': 'array', 'minItems': 3, 'items': {'type': 'string'}}",
        "{'type': 'array', 'minItems': 2, 'uniqueItems': true, 'items': {'type': 'string', 'maxLength': 5}}",
        "{'type': 'array', 'minItems': 2, 'uniqueItems': true, 'items': {'type': 'integer', 'minimum': 1, 'maximum': 2}}",
        "{'type': 'array', 'uniqueItems': true, 'items': {'enum': ['only']}}",
        "{'type': 'integer', 'exclusiveMaximum': 24}",
        "{'type': 'integer', 'format': 'int32', 'minimum': 1, 'exclusiveMaximum': 3}",
        "{'type': 'integer', 'minimum': 9007199254740999}",
        "{'type': 'integer', 'multipleOf': 12, 'minimum': 1, 'maximum': 40}",
        "{'type': 'number', 'exclusiveMinimum': 0, 'exclusiveMaximum': 0.01}",
        "{'type': 'number', 'minimum': 101, 'maximum': 102}",
        "{'type': 'number', 'minimum': 100.5, 'maximum': 100.5}",
        "{'type': ['string', 'null'], 'maxLength': 3}",
        "{'type': ['null', 'number'], 'maximum': 1}",
        "{'type': 'string', 'minLength': 60}",
        "{'type': 'string', 'maxLength': 19}",
        "{'anyOf': [{'type': 'null'}, {'type': 'integer', 'maximum': 7}]}",
        "{'anyOf': [{'type': 'string', 'enum': ['a']}, {'type': 'string'}]}",
        "{'type': 'object', 'properties': {'list': {'type': 'array', 'minItems': 2, 'uniqueItems': true, 'items': {'type': 'object', 'properties': {'id': {'type': 'string'}}}}}}"
      })
  void documentIsWhatTheSchemaAllowsAndNotNull(String text) throws IOException {
    JsonNode schema = json(text.replace('\'', '"'));
    Contract contract = Contract.of(json("{\"openapi\":\"3.1.0\",\"paths\":{}}"));

    JsonNode document = json(new SampleDocument(contract).of(schema, MissingNode.getInstance()));

    assertThat(contract.violations(schema, document)).as(document.toString()).isEmpty();
    assertThat(document.isNull()).isFalse();
    assertThat(document.isArray() && document.isEmpty()).isFalse();
  }

  @Test
  void of_schemaThatContainsItself_endsWithTheFirst() throws IOException {
    Contract contract =
        Contract.of(
            json(
                """
                {"paths": {}, "components": {"schemas": {"Node": {"type": "object", "properties": {
                  "name": {"type": "string"},
                  "next": {"$ref": "#/components/schemas/Node"},
                  "all": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}}}}}}}
                """));
    JsonNode schema = contract.document().at("/components/schemas/Node");

    JsonNode document = json(new SampleDocument(contract).of(schema, MissingNode.getInstance()));

    assertThat(document.has("next")).isFalse();
    assertThat(document.path("all").isEmpty()).isTrue();
    assertThat(document.path("name").isTextual()).isTrue();
  }

  private static JsonNode json(String text) throws IOException {
    return ContractJson.MAPPER.readTree(text);
  }
}
