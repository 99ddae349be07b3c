package dev.ghbilling.spec.compare.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.compare.Library;
import dev.ghbilling.spec.compare.reader.InvalidDocumentException;
import dev.ghbilling.spec.compare.reader.OpenApiDocument;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares schemas that are written differently. */
class NotationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"type":"string","nullable":true}                | {"type":["string","null"]}
          {"type":"string","nullable":true}                | {"anyOf":[{"type":"string"},{"type":"null"}]}
          {"type":"string","enum":["a"],"nullable":true}   | {"type":["null","string"],"enum":["a",null]}
          {"type":"string","enum":["a"]}                   | {"type":["null","string"],"enum":["a"]}
          {"type":"string","enum":["a"]}                   | {"type":"string","const":"a"}
          {"type":"number","minimum":0,"exclusiveMinimum":true} | {"type":"number","exclusiveMinimum":0}
          {"type":"number","maximum":9,"exclusiveMaximum":true} | {"type":"number","exclusiveMaximum":9.0}
          {"type":"integer","minimum":0,"exclusiveMinimum":true} | {"type":"integer","minimum":1}
          {"type":"number","minimum":0,"exclusiveMinimum":false} | {"type":"number","minimum":0}
          {"oneOf":[{"type":"string"},{"type":"integer"}]} | {"type":["integer","string"]}
          {"type":["number"]}                              | {"type":["integer","number"]}
          {"allOf":[{"type":"string"},{"minLength":2}]}    | {"type":"string","minLength":2}
          {"allOf":[{"minimum":1},{"minimum":2}]}          | {"minimum":2}
          {"type":"string","minLength":0}                  | {"type":"string"}
          {"type":"object","additionalProperties":true}    | {"type":"object"}
          {"type":"object","additionalProperties":{}}      | {"type":"object"}
          {"$ref":"#/components/schemas/Name","minLength":9} | {"type":"string"}
          {"allOf":[{"$ref":"#/components/schemas/Name"}],"nullable":true} | {"anyOf":[{"$ref":"#/components/schemas/Name"},{"type":"null"}]}
          {"anyOf":[{"type":"string","enum":["b"]},{"type":"string","enum":["a"]}]} | {"type":"string","enum":["a","b"]}
          {"oneOf":[{"type":"string","enum":["b"]},{"type":"string","enum":["a"]}]} | {"type":"string","enum":["a","b"]}
          {"anyOf":[{"type":"object","properties":{"a":{}}},{"type":"array"},{"type":"array","title":"b"}]} | {"anyOf":[{"type":"array"},{"type":"object","properties":{"a":{}}}]}
          {"enum":["a"],"nullable":true}                   | {"anyOf":[{"enum":["a"]},{"type":"null"}]}
          {"anyOf":[{"type":"array"},{"type":"object"}],"nullable":true} | {"type":["array","null","object"]}
          {"anyOf":[{"type":"array"},{"type":"object","minProperties":1}],"nullable":true} | {"anyOf":[{"type":"array"},{"type":"object","minProperties":1},{"type":"null"}]}
          {"type":"string","enum":["a",null]}              | {"type":"string","enum":["a"]}
          {"allOf":[{"minimum":1,"exclusiveMinimum":true},{"minimum":2}],"type":"number"} | {"type":"number","minimum":2}
          {"allOf":[{"minimum":2,"exclusiveMinimum":true},{"minimum":1}],"type":"number"} | {"type":"number","exclusiveMinimum":2}
          {"allOf":[{"maximum":5,"exclusiveMaximum":true}],"type":"number","maximum":9} | {"type":"number","exclusiveMaximum":5}
          {"minimum":10}                                   | {"minimum":10,"exclusiveMinimum":5}
          {"type":"string"}                                | {"type":"string","anyOf":[{"type":"string"},{"type":"null"}]}
          {"allOf":[{"enum":["a","b"]},{"enum":["b","c"]}]} | {"enum":["b"]}
          {"allOf":[{"items":{"minLength":1}},{"items":{"maxLength":2}}]} | {"items":{"minLength":1,"maxLength":2}}
          {"oneOf":[{"type":"object","properties":{"a":{}}},{"type":"array"}]} | {"oneOf":[{"type":"array"},{"type":"object","properties":{"a":{}}}]}
          """)
  void between_sameSchemaIn30AndIn31_findsNothing(String old, String current) throws Exception {
    assertThat(changes(document("3.0.3", old), document("3.1.0", current))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"$ref":"#/components/schemas/Name"} | {"$ref":"#/components/schemas/Name","minLength":9} | minLength none -> 9
          {"type":"string"} | {"anyOf":[{"type":"string"},{"type":"null"}]} | not nullable -> nullable
          {"type":"number","minimum":0} | {"type":"number","exclusiveMinimum":0} | minimum 0 -> exclusive 0
          {"type":"number","maximum":0.10} | {"type":"number","maximum":0.12345678901234567891} | maximum 0.1 -> 0.12345678901234567891
          {"type":"integer"} | false | type integer -> any
          {"properties":{"$ref":{"type":"string"}}} | {"properties":{"$ref":{"type":"integer"}}} | type string -> integer
          {"properties":{"a/b":{"type":"string"}}} | {"properties":{}} | property removed
          {"allOf":[{"pattern":"a"},{"pattern":"b"},{"pattern":"c"}]} | {"allOf":[{"pattern":"a"},{"pattern":"d"},{"pattern":"c"}]} | also pattern b, c -> d, c
          {"allOf":[{"pattern":"a"},{"allOf":[{"pattern":"b"},{"pattern":"c"}]}]} | {"allOf":[{"pattern":"a"},{"allOf":[{"pattern":"b"},{"pattern":"d"}]}]} | also pattern b, c -> b, d
          {"enum":["a"]} | {"enum":["a",null]} | not nullable -> nullable
          {"anyOf":[{"enum":["a"]},{"type":"null"}]} | {"enum":["a"]} | nullable -> not nullable
          {"anyOf":[{"type":"array"},{"minProperties":1,"type":"object"}]} | {"anyOf":[{"type":"array"},{"minProperties":1,"type":"object"},{"type":"null"}]} | not nullable -> nullable
          {"anyOf":[{"type":"string","enum":["a"]},{"type":"string"}]} | {"oneOf":[{"type":"string","enum":["a"]},{"type":"string"}]} | alternatives oneOf added
          {"anyOf":[{"type":"integer"},{"type":"number"}]} | {"oneOf":[{"type":"integer"},{"type":"number"}]} | alternatives oneOf added
          {"not":{"enum":["a"]}} | {"not":{"$ref":"#/components/schemas/Name"}} | not {"enum":["a"]} -> {"type":"string"}
          """)
  void between_differentSchemas_namesTheDifference(String old, String current, String what)
      throws Exception {
    assertThat(changes(document("3.1.0", old), document("3.1.0", current)))
        .extracting(Change::what)
        .contains(what);
  }

  @Test
  void between_schemaThatContainsItself_findsTheDifferenceOnce() throws Exception {
    ObjectNode document = json("3.1.0", "{\"$ref\":\"#/components/schemas/Tree\"}");
    Library.set(
        document,
        "/components/schemas/Tree",
        "{\"properties\":{\"children\":{\"items\":{\"$ref\":\"#/components/schemas/Tree\"}}}}");
    JsonNode same = document.deepCopy();

    assertThat(
            changes(
                new OpenApiDocument("a document", document),
                new OpenApiDocument("a document", same)))
        .isEmpty();

    Library.set(document, "/components/schemas/Tree/properties/leaf", "{}");
    assertThat(
            changes(
                new OpenApiDocument("a document", same),
                new OpenApiDocument("a document", document)))
        .extracting(Change::toString)
        .containsExactlyInAnyOrder("GET /a response 200 /leaf: property added");
  }

  @Test
  @Timeout(60)
  void between_schemasThatContainOneAnother_endsOrThrows() throws Exception {
    OpenApiDocument six = documentOf(6);
    ObjectNode other = six.json().deepCopy();
    Library.set(other, "/components/schemas/S4/properties/leaf", "{}");

    assertThat(changes(six, new OpenApiDocument("a document", other)))
        .extracting(Change::toString)
        .contains("GET /a response 200 /p4/leaf: property added");
    OpenApiDocument many = documentOf(30);
    assertThatThrownBy(() -> changes(many, many))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("refer to one another");
  }

  /** Creates a document of schemas each of which has a property for each of them. */
  private static OpenApiDocument documentOf(int schemas) throws Exception {
    ObjectNode document = json("3.1.0", "{\"$ref\":\"#/components/schemas/S0\"}");
    for (int i = 0; i < schemas; i++) {
      String schema = "/components/schemas/S" + i;
      Library.set(document, schema, "{\"properties\":{}}");
      for (int j = 0; j < schemas; j++) {
        String reference = "{\"$ref\":\"#/components/schemas/S" + j + "\"}";
        Library.set(document, schema + "/properties/p" + j, reference);
      }
    }
    return new OpenApiDocument("a document", document);
  }

  @Test
  void between_schemaReferredToTwice_isNoRecursion() throws Exception {
    String base = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}";
    String reference = "{\"$ref\":\"#/components/schemas/Base\"}";
    String twice = "{\"allOf\":[%1$s,%1$s],\"properties\":{\"base\":%1$s}}";
    ObjectNode referring = json("3.1.0", twice.formatted(reference));
    Library.set(referring, "/components/schemas/Base", base);

    assertThat(
            changes(
                new OpenApiDocument("a document", referring),
                document("3.1.0", twice.formatted(base))))
        .extracting(Change::rule)
        .containsOnly(Rule.SCHEMA_NAME);
  }

  @Test
  void between_danglingReference_throws() {
    assertThatThrownBy(
            () -> {
              OpenApiDocument dangling =
                  document("3.1.0", "{\"$ref\":\"#/components/schemas/No\"}");
              changes(dangling, dangling);
            })
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("#/components/schemas/No");
  }

  private static List<Change> changes(OpenApiDocument old, OpenApiDocument current) {
    return ContractDiff.between(old, current).changes().stream()
        .filter(change -> !change.difference().location().operation().isEmpty())
        .toList();
  }

  private static OpenApiDocument document(String version, String schema) throws Exception {
    return new OpenApiDocument("a document", json(version, schema));
  }

  private static ObjectNode json(String version, String schema) throws Exception {
    ObjectNode document =
        (ObjectNode)
            ContractJson.MAPPER.readTree(
                """
                {"paths": {"/a": {"get": {"responses": {"200": {"content": {"application/json": {}}}}}}},
                 "components": {"schemas": {"Name": {"type": "string"}}}}
                """);
    document.put("openapi", version);
    Library.set(document, "/paths/~1a/get/responses/200/content/application~1json/schema", schema);
    return document;
  }
}
